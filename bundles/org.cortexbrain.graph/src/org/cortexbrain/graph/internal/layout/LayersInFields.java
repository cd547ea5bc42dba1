package org.cortexbrain.graph.internal.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.layout.GraphLayout;
import org.cortexbrain.graph.layout.LayoutGraph;
import org.eclipse.core.runtime.IProgressMonitor;

/**
 * Layers within each of the outermost containers, and these beside each other by force. Where containers talk in circles, layers over all of them
 * would be one container wide: a chain across the plane. No node may be pinned.
 */
public final class LayersInFields implements GraphLayout {
	@Override
	public Map<Object, Box> layout(LayoutGraph graph, IProgressMonitor monitor) {
		List<LayoutGraph.Node> nodes = graph.nodes();
		int[] outermost = new int[nodes.size()];
		List<List<Integer>> held = new ArrayList<>();
		for (int i = 0; i < nodes.size(); i++) {
			/* Containers come before what they hold. */
			int container = nodes.get(i).container();
			outermost[i] = container == LayoutGraph.NONE ? i : outermost[container];
			held.add(new ArrayList<>());
			held.get(outermost[i]).add(i);
		}
		Map<Object, Box> boxes = new HashMap<>();
		List<LayoutGraph.Node> tops = new ArrayList<>();
		int[] topOf = new int[nodes.size()];
		for (int i = 0; i < nodes.size(); i++) {
			if (outermost[i] == i) {
				LayoutGraph.Node node = nodes.get(i);
				Map<Object, Box> inside = new LayeredLayout().layout(part(graph, held.get(i)), monitor);
				boxes.putAll(inside);
				topOf[i] = tops.size();
				tops.add(new LayoutGraph.Node(node.element(), LayoutGraph.NONE, false, false, false, inside.get(node.element())));
			}
		}
		List<LayoutGraph.Edge> between = new ArrayList<>();
		for (LayoutGraph.Edge edge : graph.edges()) {
			int source = outermost[edge.source()];
			int target = outermost[edge.target()];
			if (source != target) {
				between.add(new LayoutGraph.Edge(edge.element(), topOf[source], topOf[target]));
			}
		}
		Map<Object, Box> places = new NestedLayout(new ForcePlaces()).layout(new LayoutGraph(tops, between), monitor);
		for (int i = 0; i < nodes.size(); i++) {
			Object top = nodes.get(outermost[i]).element();
			if (outermost[i] != i) {
				Box from = boxes.get(top);
				Box to = places.get(top);
				boxes.computeIfPresent(nodes.get(i).element(), (_, box) -> box.moved(to.x() - from.x(), to.y() - from.y()));
			}
		}
		boxes.putAll(places);
		return boxes;
	}

	private static LayoutGraph part(LayoutGraph graph, List<Integer> members) {
		Map<Integer, Integer> index = new HashMap<>();
		List<LayoutGraph.Node> nodes = new ArrayList<>();
		for (int member : members) {
			LayoutGraph.Node node = graph.nodes().get(member);
			int container = nodes.isEmpty() ? LayoutGraph.NONE : index.get(node.container());
			index.put(member, nodes.size());
			nodes.add(new LayoutGraph.Node(node.element(), container, node.field(), false, false, node.box()));
		}
		List<LayoutGraph.Edge> edges = new ArrayList<>();
		for (LayoutGraph.Edge edge : graph.edges()) {
			if (index.containsKey(edge.source()) && index.containsKey(edge.target())) {
				edges.add(new LayoutGraph.Edge(edge.element(), index.get(edge.source()), index.get(edge.target())));
			}
		}
		return new LayoutGraph(nodes, edges);
	}
}
