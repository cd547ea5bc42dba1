package org.cortexbrain.graph.internal.paint;

import java.nio.IntBuffer;

/**
 * Draws thin curves into memory, antialiased, without a painter's library. A curve is a chain of straight pieces; along its longer axis a piece
 * has at each pixel a span across, whose ends cover their pixels in part. Skia strokes an outline for each band that a curve crosses, and blends it
 * in runs of a few pixels, which for curves of ten thousand pixels takes several times as long. For one thread at a time.
 */
public final class CurveRaster {
	/** How far a piece may be from its curve, in pixels. */
	private static final double TOLERANCE = 0.05;
	/** So many times a curve is halved at most: 4,096 pieces. */
	private static final int MOST_HALVINGS = 12;
	/** Thinner lines have no corner that could be seen where their axis changes. */
	private static final double LEAST_ROUNDED = 1.25;
	private static final int OPAQUE = 256;
	/** Places across a line count in parts of a pixel of so many bits. */
	private static final int FRACTION = 16;
	private static final int WITHIN = (1 << FRACTION) - 1;
	private static final int TO_SHARE = 8;
	private static final int SOLID = 0xff000000;

	/** The longer axis of a piece; that of none. */
	private enum Axis {
		FLAT, STEEP, NONE
	}

	private final IntBuffer pixels;
	private final int width;
	private final int rows;
	private int redAndBlue;
	private int green;
	private Axis before = Axis.NONE;

	/** @param pixels 0xRRGGBB each, row by row; what is drawn is opaque */
	public CurveRaster(IntBuffer pixels, int width, int rows) {
		this.pixels = pixels;
		this.width = width;
		this.rows = rows;
	}

	/**
	 * Draws a cubic curve without caps.
	 *
	 * @param c start, two control points, end, in pixels; what lies beyond the memory is left out
	 * @param thickness in pixels
	 */
	public void curve(double[] c, int color, double thickness) {
		redAndBlue = color & 0xff00ff;
		green = color & 0xff00;
		/* The error of n chords is an eighth of the greatest second derivative by n squared. */
		double bend = 6 * Math.max(Math.hypot(c[0] - 2 * c[2] + c[4], c[1] - 2 * c[3] + c[5]), Math.hypot(c[2] - 2 * c[4] + c[6], c[3] - 2 * c[5] + c[7]));
		int halvings = (int) Math.clamp(Math.ceil(Math.log(bend / (8 * TOLERANCE)) / Math.log(4)), 0, MOST_HALVINGS);
		before = Axis.NONE;
		part(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7], halvings, thickness);
	}

	/* De Casteljau's halves; a part lies within its four points, so that what is not seen is passed over as a whole. */
	private void part(double x0, double y0, double x1, double y1, double x2, double y2, double x3, double y3, int halvings, double thickness) {
		double top = Math.min(Math.min(y0, y1), Math.min(y2, y3));
		double bottom = Math.max(Math.max(y0, y1), Math.max(y2, y3));
		double left = Math.min(Math.min(x0, x1), Math.min(x2, x3));
		double right = Math.max(Math.max(x0, x1), Math.max(x2, x3));
		if (bottom + thickness <= 0 || top - thickness >= rows || right + thickness <= 0 || left - thickness >= width) {
			before = Axis.NONE;
			return;
		}
		if (halvings == 0) {
			line(x0, y0, x3, y3, thickness);
			return;
		}
		double ax = (x0 + x1) / 2;
		double ay = (y0 + y1) / 2;
		double bx = (x1 + x2) / 2;
		double by = (y1 + y2) / 2;
		double cx = (x2 + x3) / 2;
		double cy = (y2 + y3) / 2;
		double abx = (ax + bx) / 2;
		double aby = (ay + by) / 2;
		double bcx = (bx + cx) / 2;
		double bcy = (by + cy) / 2;
		double x = (abx + bcx) / 2;
		double y = (aby + bcy) / 2;
		part(x0, y0, ax, ay, abx, aby, x, y, halvings - 1, thickness);
		part(x, y, bcx, bcy, cx, cy, x3, y3, halvings - 1, thickness);
	}

	private void line(double fromX, double fromY, double toX, double toY, double thickness) {
		Axis axis = Math.abs(toX - fromX) >= Math.abs(toY - fromY) ? Axis.FLAT : Axis.STEEP;
		if (axis == Axis.FLAT) {
			flat(fromX, fromY, toX, toY, thickness);
		} else {
			steep(fromX, fromY, toX, toY, thickness);
		}
		if (before != Axis.NONE && before != axis && thickness > LEAST_ROUNDED) {
			disc(fromX, fromY, thickness / 2);
		}
		before = axis;
	}

	/* A pixel belongs to the piece that passes over its middle: to one alone, so that none is drawn twice. */
	private static int first(double from) {
		return (int) Math.ceil(from - 0.5);
	}

	private void flat(double fromX, double fromY, double toX, double toY, double thickness) {
		double slope = (toY - fromY) / (toX - fromX);
		double half = thickness / 2 * Math.sqrt(1 + slope * slope);
		int begin = Math.max(0, first(Math.min(fromX, toX)));
		int end = Math.min(width, first(Math.max(fromX, toX)));
		long low = fixed(fromY + (begin + 0.5 - fromX) * slope - half);
		long step = fixed(slope);
		long across = fixed(2 * half);
		for (int x = begin; x < end; x++, low += step) {
			across(low, low + across, (long) rows << FRACTION, x, width);
		}
	}

	private void steep(double fromX, double fromY, double toX, double toY, double thickness) {
		double slope = (toX - fromX) / (toY - fromY);
		double half = thickness / 2 * Math.sqrt(1 + slope * slope);
		int begin = Math.max(0, first(Math.min(fromY, toY)));
		int end = Math.min(rows, first(Math.max(fromY, toY)));
		long low = fixed(fromX + (begin + 0.5 - fromY) * slope - half);
		long step = fixed(slope);
		long across = fixed(2 * half);
		for (int y = begin; y < end; y++, low += step) {
			across(low, low + across, (long) width << FRACTION, y * width, 1);
		}
	}

	private static long fixed(double value) {
		return (long) (value * (1 << FRACTION));
	}

	/* From one place to another in pixels that are a stride apart; from 0 to an end that is seen. */
	private void across(long from, long to, long seen, int start, int stride) {
		long low = Math.max(0, from);
		long high = Math.min(seen, to);
		if (low >= high) {
			return;
		}
		int first = (int) (low >> FRACTION);
		int last = (int) (high >> FRACTION);
		int at = start + first * stride;
		if (first == last) {
			blend(at, (int) (high - low) >> TO_SHARE);
			return;
		}
		blend(at, (1 << FRACTION) - ((int) low & WITHIN) >> TO_SHARE);
		for (int i = first + 1; i < last; i++) {
			at += stride;
			pixels.put(at, SOLID | redAndBlue | green);
		}
		int rest = ((int) high & WITHIN) >> TO_SHARE;
		if (rest > 0) {
			blend(at + stride, rest);
		}
	}

	private void blend(int at, int share) {
		int under = pixels.get(at);
		int kept = OPAQUE - share;
		pixels.put(at, SOLID | (under & 0xff00ff) * kept + redAndBlue * share >>> 8 & 0xff00ff | (under & 0xff00) * kept + green * share >>> 8 & 0xff00);
	}

	/* Fills the corner where spans along one axis end and those along the other begin. */
	private void disc(double x, double y, double radius) {
		for (int row = Math.max(0, (int) Math.floor(y - radius)); row < Math.min(rows, Math.ceil(y + radius)); row++) {
			for (int column = Math.max(0, (int) Math.floor(x - radius)); column < Math.min(width, Math.ceil(x + radius)); column++) {
				double inside = radius + 0.5 - Math.hypot(column + 0.5 - x, row + 0.5 - y);
				if (inside > 0) {
					blend(row * width + column, (int) (Math.min(1, inside) * OPAQUE));
				}
			}
		}
	}
}
