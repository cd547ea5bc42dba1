package org.cortexbrain.graph.internal.paint;

import org.cortexbrain.graph.Box;

/** What a scene is painted with: a few primitives in points. Colours are 0xRRGGBB. */
public interface Painter {
	/** Where a text stands against its x. */
	enum Align {
		LEFT, CENTER
	}

	void fill(Box box, double radius, int color);

	void outline(Box box, double radius, int color, double width, Dashes dashes);

	void lines(double[] places, int color, double width);

	/** Straight lines that have nothing to do with each other: x1, y1, x2, y2 of each. */
	default void segments(float[] places, int color, double width) {
		for (int i = 0; i < places.length; i += 4) {
			lines(new double[] { places[i], places[i + 1], places[i + 2], places[i + 3] }, color, width);
		}
	}

	/** A cubic curve: start, two control points, end. */
	void curve(double[] places, int color, double width, Dashes dashes);

	void polygon(double[] places, int color);

	/** A text whose middle line is at y. */
	void text(String text, double x, double y, double size, boolean bold, Align align, int color);

	/** How wide a text is. */
	double width(String text, double size, boolean bold);

	/** What follows, until {@link #endGroup}, is one element with a name. */
	void beginGroup(String title);

	void endGroup();
}
