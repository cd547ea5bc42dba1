package org.cortexbrain.graph.internal.scene;

import java.util.List;

/**
 * A scene as it was at one moment: what is drawn, in the order in which it is. Fixed, so that any thread may read it; what did not change
 * between two pictures is the same object in both.
 *
 * @param fields containers, the outermost first
 * @param cards all other nodes
 */
public record Picture(List<DrawnNode> fields, List<DrawnNode> cards, List<DrawnEdge> edges) {
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
