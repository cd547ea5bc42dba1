package org.cortexbrain.graph.internal.scene;

import java.util.List;

import org.cortexbrain.graph.Box;

/**
 * A scene as it was at one moment: what is drawn, in the order in which it is. Fixed, so that any thread may read it; what did not change
 * between two pictures is the same object in both.
 *
 * @param fields containers, the outermost first
 * @param cards all other nodes
 * @param bounds what surrounds all that is drawn; a box without extent where nothing is
 */
public record Picture(List<DrawnNode> fields, List<DrawnNode> cards, List<DrawnEdge> edges, Box bounds) {
	/** A picture of these. */
	public static Picture of(List<DrawnNode> fields, List<DrawnNode> cards, List<DrawnEdge> edges) {
		return new Picture(fields, cards, edges, bounds(fields, cards, edges));
	}

	private static Box bounds(List<DrawnNode> fields, List<DrawnNode> cards, List<DrawnEdge> edges) {
		double left = Double.POSITIVE_INFINITY;
		double top = Double.POSITIVE_INFINITY;
		double right = Double.NEGATIVE_INFINITY;
		double bottom = Double.NEGATIVE_INFINITY;
		/* In one go by numbers: a picture of thousands is made in each frame in which something moves. */
		int nodes = fields.size() + cards.size();
		for (int i = 0; i < nodes + edges.size(); i++) {
			Box box = i < fields.size() ? fields.get(i).box() : i < nodes ? cards.get(i - fields.size()).box() : edges.get(i - nodes).bounds();
			left = Math.min(left, box.x());
			top = Math.min(top, box.y());
			right = Math.max(right, box.right());
			bottom = Math.max(bottom, box.bottom());
		}
		return left > right ? new Box(0, 0, 0, 0) : new Box(left, top, right - left, bottom - top);
	}

	/** How much there is to draw. */
	public int size() {
		return fields.size() + cards.size() + edges.size();
	}

	/** Whether another picture is of the same objects: nothing came, went, moved or looks different. */
	boolean isOfTheSame(Picture other) {
		return same(fields, other.fields) && same(cards, other.cards) && same(edges, other.edges);
	}

	/** Whether two lists hold the same objects. */
	public static boolean same(List<?> a, List<?> b) {
		if (a.size() != b.size()) {
			return false;
		}
		for (int i = 0; i < a.size(); i++) {
			if (a.get(i) != b.get(i)) {
				return false;
			}
		}
		return true;
	}
}
