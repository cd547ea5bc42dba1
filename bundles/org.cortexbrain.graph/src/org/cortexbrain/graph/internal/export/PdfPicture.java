package org.cortexbrain.graph.internal.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.internal.scene.Scene;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/** A graph as a PDF document of one page of its size. */
public final class PdfPicture {
	private PdfPicture() {
	}

	/** Writes the document; the stream is left open. */
	public static void write(Scene scene, ExportOptions options, OutputStream out, IProgressMonitor monitor) throws IOException {
		try (var document = new PDDocument()) {
			var painter = new PdfPainter(document);
			Sheet sheet = Sheet.of(scene, options, 1, painter);
			SubMonitor progress = SubMonitor.convert(monitor, "PDF", sheet.size());
			painter.begin(sheet.view(), options.scale());
			Box view = sheet.view();
			painter.fill(view, 0, options.theme().canvas());
			sheet.paint(painter, view, progress);
			painter.end();
			var about = new PDDocumentInformation();
			about.setTitle(options.title());
			about.setSubject(options.caption());
			document.setDocumentInformation(about);
			document.save(new FilterOutputStream(out) {
				@Override
				public void write(byte[] bytes, int from, int length) throws IOException {
					out.write(bytes, from, length);
				}

				/* PDFBox closes what it was given. */
				@Override
				public void close() throws IOException {
					flush();
				}
			});
		}
	}
}
