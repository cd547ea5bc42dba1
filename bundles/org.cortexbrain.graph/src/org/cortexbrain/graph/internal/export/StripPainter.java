package org.cortexbrain.graph.internal.export;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.paint.CurveRaster;
import org.cortexbrain.graph.internal.paint.Dashes;
import org.cortexbrain.graph.internal.paint.Painter;

/** Skia paints a strip, but for the curves without dashes, which are drawn into the same memory in their turn. */
final class StripPainter implements Painter {
	private final Painter skia;
	private final CurveRaster curves;
	private final double left;
	private final double top;
	private final double scale;

	/**
	 * @param skia paints at once, not when it is asked to flush
	 * @param left where the strip begins, in points
	 * @param scale pixels by point
	 */
	StripPainter(Painter skia, CurveRaster curves, double left, double top, double scale) {
		this.skia = skia;
		this.curves = curves;
		this.left = left;
		this.top = top;
		this.scale = scale;
	}

	@Override
	public void curve(double[] places, int color, double width, Dashes dashes) {
		if (dashes != Dashes.NONE) {
			skia.curve(places, color, width, dashes);
			return;
		}
		double[] pixels = new double[places.length];
		for (int i = 0; i < places.length; i += 2) {
			pixels[i] = (places[i] - left) * scale;
			pixels[i + 1] = (places[i + 1] - top) * scale;
		}
		curves.curve(pixels, color, width * scale);
	}

	@Override
	public void fill(Box box, double radius, int color) {
		skia.fill(box, radius, color);
	}

	@Override
	public void outline(Box box, double radius, int color, double width, Dashes dashes) {
		skia.outline(box, radius, color, width, dashes);
	}

	@Override
	public void lines(double[] places, int color, double width) {
		skia.lines(places, color, width);
	}

	@Override
	public void segments(float[] places, int color, double width) {
		skia.segments(places, color, width);
	}

	@Override
	public void polygon(double[] places, int color) {
		skia.polygon(places, color);
	}

	@Override
	public void text(String text, double x, double y, double size, boolean bold, Align align, int color) {
		skia.text(text, x, y, size, bold, align, color);
	}

	@Override
	public double width(String text, double size, boolean bold) {
		return skia.width(text, size, bold);
	}

	@Override
	public void beginGroup(String title) {
		skia.beginGroup(title);
	}

	@Override
	public void endGroup() {
		skia.endGroup();
	}
}
