package org.cortexbrain.graph.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import org.cortexbrain.graph.Box;
import org.eclipse.core.runtime.IProgressMonitor;

/** A layout that sees only some elements. A node that it does not see keeps its place, with all that it holds. */
public final class FilteredLayout implements GraphLayout {
	private final GraphLayout layout;
	private final Predicate<Object> nodes;
	private final Predicate<Object> connections;

	/**
	 * @param nodes says which nodes take part
	 * @param connections says which connections take part
	 */
	public FilteredLayout(GraphLayout layout, Predicate<Object> nodes, Predicate<Object> connections) {
		this.layout = Objects.requireNonNull(layout);
		this.nodes = Objects.requireNonNull(nodes);
		this.connections = Objects.requireNonNull(connections);
	}

	@Override
	public Map<Object, Box> layout(LayoutGraph graph, IProgressMonitor monitor) {
		int[] index = new int[graph.nodes().size()];
		List<LayoutGraph.Node> seen = new ArrayList<>();
		Map<Object, Box> boxes = new HashMap<>();
		for (int i = 0; i < index.length; i++) {
			LayoutGraph.Node node = graph.nodes().get(i);
			int container = node.container() == LayoutGraph.NONE ? LayoutGraph.NONE : index[node.container()];
			boolean hidden = node.container() != LayoutGraph.NONE && container == LayoutGraph.NONE;
			if (hidden || !nodes.test(node.element())) {
				index[i] = LayoutGraph.NONE;
				if (node.placed()) {
					boxes.put(node.element(), node.box());
				}
			} else {
				index[i] = seen.size();
				seen.add(new LayoutGraph.Node(node.element(), container, node.field(), node.placed(), node.pinned(), node.box()));
			}
		}
		List<LayoutGraph.Edge> edges = graph.edges().stream()
				.filter(edge -> index[edge.source()] != LayoutGraph.NONE && index[edge.target()] != LayoutGraph.NONE
						&& connections.test(edge.element()))
				.map(edge -> new LayoutGraph.Edge(edge.element(), index[edge.source()], index[edge.target()])).toList();
		boxes.putAll(layout.layout(new LayoutGraph(seen, edges), monitor));
		return boxes;
	}
}
