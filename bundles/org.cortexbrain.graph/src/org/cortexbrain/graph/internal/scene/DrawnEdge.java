package org.cortexbrain.graph.internal.scene;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.ConnectionStyle;

/**
 * A connection as it is drawn. Fixed, so that any thread may read it.
 *
 * @param curve start, two control points, end, as x, y each; not to be changed
 * @param bounds what surrounds the curve and its arrow head
 */
public record DrawnEdge(Object element, ConnectionStyle style, DrawnNode source, DrawnNode target, double[] curve, Box bounds) {
	/** Room for an arrow head and for the widest line. */
	private static final double HEAD = 16;

	static DrawnEdge of(Object element, ConnectionStyle style, DrawnNode source, DrawnNode target, double[] curve) {
		return new DrawnEdge(element, style, source, target, curve, bounds(curve));
	}

	/** What surrounds a curve and its arrow head. */
	public static Box bounds(double[] curve) {
		double left = Math.min(Math.min(curve[0], curve[2]), Math.min(curve[4], curve[6]));
		double right = Math.max(Math.max(curve[0], curve[2]), Math.max(curve[4], curve[6]));
		double top = Math.min(Math.min(curve[1], curve[3]), Math.min(curve[5], curve[7]));
		double bottom = Math.max(Math.max(curve[1], curve[3]), Math.max(curve[5], curve[7]));
		return new Box(left, top, right - left, bottom - top).grow(HEAD);
	}
}
