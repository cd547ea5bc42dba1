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
	public static final Picture EMPTY = new Picture(List.of(), List.of(), List.of());

	/** How much there is to draw. */
	public int size() {
		return fields.size() + cards.size() + edges.size();
	}
}
