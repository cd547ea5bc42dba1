package org.cortexbrain.graph.benchmark;

import java.util.OptionalDouble;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** The physical limit of a frame here: one image of the window's size drawn on a canvas, measured as the frames of the viewer are. */
final class Anchor {
	private static final int FRAMES = 200;
	private static final int WARM_UP = 40;

	private Anchor() {
	}

	static void measure(Display display, Report report) {
		Shell shell = new Shell(display, SWT.NO_TRIM);
		shell.setLayout(new FillLayout());
		shell.setBounds(0, 0, Window.WIDTH, Window.HEIGHT);
		Canvas canvas = new Canvas(shell, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
		Image image = image(display);
		canvas.addListener(SWT.Paint, event -> event.gc.drawImage(image, 0, 0));
		var watch = new PaintWatch(canvas);
		shell.open();
		watch.settle(System.nanoTime(), 200, 10_000);
		double[] work = new double[FRAMES];
		double[] wall = new double[FRAMES];
		for (int i = -WARM_UP; i < FRAMES; i++) {
			PaintWatch.Frame frame = watch.frame(canvas::redraw, 10_000);
			if (i >= 0) {
				work[i] = frame.work();
				wall[i] = frame.wall();
			}
		}
		shell.dispose();
		image.dispose();
		report.anchor(Report.percentile(work, 0.95), Report.percentile(wall, 0.95));
		report.figure("anchor: image of the window's size, UI thread", "ms", OptionalDouble.empty(), work);
		report.figure("anchor: the same, from redraw() until seen", "ms", OptionalDouble.empty(), wall);
	}

	private static Image image(Display display) {
		Image image = new Image(display, Window.WIDTH, Window.HEIGHT);
		GC gc = new GC(image);
		for (int i = 0; i < Window.HEIGHT; i += 20) {
			gc.drawLine(0, i, Window.WIDTH, Window.HEIGHT - i);
		}
		gc.dispose();
		return image;
	}
}
