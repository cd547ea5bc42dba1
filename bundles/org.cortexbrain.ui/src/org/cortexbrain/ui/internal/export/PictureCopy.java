package org.cortexbrain.ui.internal.export;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.export.GraphExport;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Display;

/**
 * Puts a graph on the clipboard as an image, and as SVG for programs that take it. It is painted off the UI thread; what was on the clipboard stays
 * until it is complete.
 */
public final class PictureCopy extends Job {
	/** 64 MB on the clipboard, which the window system keeps twice. A larger picture is made smaller. */
	private static final double MOST_PIXELS = 1 << 24;

	private final Display display;
	private final GraphExport graph;
	private final ExportOptions options;

	private PictureCopy(Display display, GraphExport graph, ExportOptions options) {
		super("Copy picture");
		this.display = display;
		this.graph = graph;
		this.options = options;
	}

	/** Begins to copy a graph. To be called on the UI thread. */
	public static void run(Display display, GraphExport graph, ExportOptions options) {
		var job = new PictureCopy(display, graph, options);
		job.setUser(true);
		job.schedule();
	}

	/** The options, with a scale at which the picture is not larger than a clipboard takes well. */
	static ExportOptions fitting(ExportOptions options, GraphExport graph) {
		double most = graph.bounds().map(PictureCopy::mostScale).orElse(ExportOptions.MOST_SCALE);
		return options.withScale(Math.clamp(Math.min(options.scale(), most), ExportOptions.LEAST_SCALE, ExportOptions.MOST_SCALE));
	}

	private static double mostScale(Box bounds) {
		return Math.sqrt(MOST_PIXELS / Math.max(1, bounds.width() * bounds.height()));
	}

	private byte[] written(ExportFormat format, IProgressMonitor monitor) throws IOException {
		var out = new ByteArrayOutputStream();
		graph.write(format, fitting(options, graph), out, monitor);
		return out.toByteArray();
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			var image = new ImageData(new ByteArrayInputStream(written(ExportFormat.PNG, monitor)));
			byte[] svg = written(ExportFormat.SVG, monitor);
			display.syncExec(() -> {
				var clipboard = new Clipboard(display);
				try {
					clipboard.setContents(new Object[] { image, svg }, new Transfer[] { ImageTransfer.getInstance(), SvgTransfer.INSTANCE });
				} finally {
					clipboard.dispose();
				}
			});
			return Status.OK_STATUS;
		} catch (OperationCanceledException _) {
			return Status.CANCEL_STATUS;
		} catch (IOException e) {
			return Status.error("The picture could not be copied: " + e.getMessage() + ". Export it as a file.", e);
		}
	}
}
