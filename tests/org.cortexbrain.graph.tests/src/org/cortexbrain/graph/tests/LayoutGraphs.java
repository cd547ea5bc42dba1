package org.cortexbrain.graph.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.layout.LayoutGraph;

/** Graphs for tests of layouts. */
final class LayoutGraphs {
	static final Box CARD = new Box(0, 0, 164, 48);

	private final List<LayoutGraph.Node> nodes = new ArrayList<>();
	private final List<LayoutGraph.Edge> edges = new ArrayList<>();

	LayoutGraphs field(int container) {
		nodes.add(new LayoutGraph.Node("field " + nodes.size(), container, true, false, false, CARD));
		return this;
	}

	LayoutGraphs cards(int count, int container) {
		for (int i = 0; i < count; i++) {
			nodes.add(new LayoutGraph.Node("card " + nodes.size(), container, false, false, false, CARD));
		}
		return this;
	}

	LayoutGraphs edge(int source, int target) {
		edges.add(new LayoutGraph.Edge("edge " + edges.size(), source, target));
		return this;
	}

	LayoutGraph graph() {
		return new LayoutGraph(nodes, edges);
	}

	/** Two fields, one in the other, with a cycle, a self loop, parallel and opposite edges, edges across borders, and parts without any edge. */
	static LayoutGraph nested() {
		var graph = new LayoutGraphs().field(-1).field(0).field(-1).cards(5, 0).cards(6, 1).cards(9, 2).cards(8, -1);
		graph.edge(3, 4).edge(4, 5).edge(5, 3).edge(6, 6).edge(8, 9).edge(9, 8).edge(8, 9).edge(10, 16).edge(3, 25).edge(25, 14);
		graph.edge(0, 8).edge(1, 2).edge(2, 0).edge(14, 15).edge(15, 16).edge(26, 27);
		return graph.graph();
	}

	/** One card, and as many around it. */
	static LayoutGraph hub(int spokes) {
		var graph = new LayoutGraphs().cards(spokes + 1, -1);
		for (int i = 1; i <= spokes; i++) {
			graph.edge(0, i);
		}
		return graph.graph();
	}

	static LayoutGraph chain(int length) {
		var graph = new LayoutGraphs().cards(length, -1);
		for (int i = 1; i < length; i++) {
			graph.edge(i - 1, i);
		}
		return graph.graph();
	}

	/** Node i links to a random earlier one, then random pairs. */
	static LayoutGraph random(int count, int edges) {
		var random = new Random(42);
		var graph = new LayoutGraphs().cards(count, -1);
		for (int i = 1; i < count; i++) {
			graph.edge(i, random.nextInt(i));
		}
		for (int i = count - 1; i < edges; i++) {
			graph.edge(random.nextInt(count), random.nextInt(count));
		}
		return graph.graph();
	}

	/** A graph with the places of a layout; some elements may be pinned. */
	static LayoutGraph placed(LayoutGraph graph, Map<Object, Box> boxes, List<?> pinned) {
		return new LayoutGraph(graph.nodes().stream().map(node -> boxes.containsKey(node.element())
				? new LayoutGraph.Node(node.element(), node.container(), node.field(), true, pinned.contains(node.element()), boxes.get(node.element()))
				: node).toList(), graph.edges());
	}

	LayoutGraphs() {
	}
}
