package org.cortexbrain.graph.layout;

import java.util.List;

import org.cortexbrain.graph.Box;

/**
 * What is laid out: a picture of the structure, which nobody changes any more.
 *
 * @param nodes containers before what they hold
 * @param edges between these nodes; an edge may begin and end at one node, and several may join the same two
 */
public record LayoutGraph(List<Node> nodes, List<Edge> edges) {
	/** The container of a node that lies in none. */
	public static final int NONE = -1;

	/** @throws IllegalArgumentException if a container comes after what it holds, or an edge ends at no node */
	public LayoutGraph {
		nodes = List.copyOf(nodes);
		edges = List.copyOf(edges);
		for (int i = 0; i < nodes.size(); i++) {
			int container = nodes.get(i).container();
			if (container < NONE || container >= i) {
				throw new IllegalArgumentException("node " + i + " (" + nodes.get(i).element() + ") lies in " + container
						+ ": a container comes before what it holds");
			}
		}
		for (Edge edge : edges) {
			if (edge.source() < 0 || edge.source() >= nodes.size() || edge.target() < 0 || edge.target() >= nodes.size()) {
				throw new IllegalArgumentException("edge " + edge.element() + " joins " + edge.source() + " and " + edge.target() + " of "
						+ nodes.size() + " nodes");
			}
		}
	}

	/**
	 * A node.
	 *
	 * @param container index of the node that holds this one, or {@link #NONE}
	 * @param field whether it is drawn around what it holds; then the layout finds its size
	 * @param placed whether the place in {@code box} counts: what has one keeps it as far as the layout allows
	 * @param pinned whether it stays exactly where it is; only of a node that is placed and no field
	 * @param box its size, and its place if it is placed
	 */
	public record Node(Object element, int container, boolean field, boolean placed, boolean pinned, Box box) {
		public Node {
			if (pinned && (!placed || field)) {
				throw new IllegalArgumentException("only a placed node that is no field can be pinned, not " + element);
			}
		}
	}

	/** An edge, by the indexes of its ends. */
	public record Edge(Object element, int source, int target) {
	}
}
