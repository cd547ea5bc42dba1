package org.cortexbrain.graph;

import java.util.List;

/**
 * A line icon in a square of 16 by 16, so that screen and vector files draw the same.
 *
 * @param lines polylines, each as x, y, x, y ...
 */
public record IconShape(List<double[]> lines) {
	public static final IconShape NONE = new IconShape(List.of());

	public IconShape {
		lines = List.copyOf(lines);
	}
}
