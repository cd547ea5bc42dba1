package org.cortexbrain.graph.internal.export;

import java.io.OutputStream;

import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.internal.paint.SvgPainter;
import org.cortexbrain.graph.internal.scene.Scene;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/** A graph as SVG. */
public final class SvgPicture {
	private SvgPicture() {
	}

	/** Writes the picture; the stream is left open. */
	public static void write(Scene scene, ExportOptions options, OutputStream out, IProgressMonitor monitor) {
		Sheet sheet = Sheet.of(scene, options, 1, SvgPainter.MEASURE);
		SubMonitor progress = SubMonitor.convert(monitor, "SVG", sheet.size());
		var painter = new SvgPainter(out, sheet.view(), options.scale(), options.title(), options.theme().canvas());
		sheet.paint(painter, sheet.view(), progress);
		painter.end();
	}
}
