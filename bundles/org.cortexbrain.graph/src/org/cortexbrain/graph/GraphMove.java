package org.cortexbrain.graph;

import java.util.Map;

/**
 * What somebody moved by hand: where each node was and where it is now, containers that had to grow among them. To undo it, give
 * {@link GraphViewer#place} what was before.
 *
 * @param before by element
 * @param after of the same elements
 */
public record GraphMove(Map<Object, Box> before, Map<Object, Box> after) {
	public GraphMove {
		before = Map.copyOf(before);
		after = Map.copyOf(after);
	}
}
