package org.cortexbrain.graph.internal.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.cortexbrain.graph.layout.GraphLayout;
import org.cortexbrain.graph.layout.LayoutGraph;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Layers from left to right, callers before what they call, by ELK. Containers take part: edges cross their borders. */
public final class LayeredLayout implements GraphLayout {
	static {
		/* In OSGi nothing finds ELK's providers by itself. */
		LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
	}

	@Override
	public Map<Object, Box> layout(LayoutGraph graph, IProgressMonitor monitor) {
		if (graph.nodes().isEmpty()) {
			return Map.of();
		}
		ElkNode root = ElkGraphUtil.createGraph();
		options(root);
		ElkNode[] nodes = new ElkNode[graph.nodes().size()];
		boolean pins = false;
		for (int i = 0; i < nodes.length; i++) {
			LayoutGraph.Node node = graph.nodes().get(i);
			nodes[i] = ElkGraphUtil.createNode(node.container() == LayoutGraph.NONE ? root : nodes[node.container()]);
			nodes[i].setDimensions(node.box().width(), node.box().height());
			if (node.field()) {
				options(nodes[i]);
				nodes[i].setProperty(CoreOptions.PADDING, new ElkPadding(SceneNode.PADDING + SceneNode.HEADER, SceneNode.PADDING, SceneNode.PADDING,
						SceneNode.PADDING));
			}
			pins |= node.pinned();
		}
		for (LayoutGraph.Edge edge : graph.edges()) {
			if (edge.source() != edge.target()) {
				ElkGraphUtil.createSimpleEdge(nodes[edge.source()], nodes[edge.target()]);
			}
		}
		new RecursiveGraphLayoutEngine().layout(root, new ElkProgress(monitor));
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		Map<Object, Box> boxes = HashMap.newHashMap(nodes.length);
		for (int i = 0; i < nodes.length; i++) {
			double x = 0;
			double y = 0;
			for (ElkNode up = nodes[i]; up != root; up = up.getParent()) {
				x += up.getX();
				y += up.getY();
			}
			boxes.put(graph.nodes().get(i).element(), new Box(x, y, nodes[i].getWidth(), nodes[i].getHeight()));
		}
		return pins ? aroundPins(graph, boxes, monitor) : boxes;
	}

	/* ELK's layers know no fixed places: the whole is moved to the pins' middle, and what would lie under a pin makes room. */
	private static Map<Object, Box> aroundPins(LayoutGraph graph, Map<Object, Box> boxes, IProgressMonitor monitor) {
		List<LayoutGraph.Node> pinned = graph.nodes().stream().filter(LayoutGraph.Node::pinned).toList();
		double dx = pinned.stream().mapToDouble(node -> node.box().x() - boxes.get(node.element()).x()).average().orElse(0);
		double dy = pinned.stream().mapToDouble(node -> node.box().y() - boxes.get(node.element()).y()).average().orElse(0);
		Room[] rooms = Room.of(graph);
		List<LayoutGraph.Node> nodes = graph.nodes().stream().map(node -> {
			Box box = boxes.get(node.element()).moved(dx, dy);
			Room room = node.container() == LayoutGraph.NONE ? Room.WHOLE : rooms[node.container()];
			boolean fits = room.holds(box.centerX(), box.centerY(), box.width(), box.height());
			return node.pinned() ? node : new LayoutGraph.Node(node.element(), node.container(), node.field(), fits, false, box);
		}).toList();
		return new NestedLayout(new KeptPlaces()).layout(new LayoutGraph(nodes, graph.edges()), monitor);
	}

	/** Lets people cancel ELK, which asks between its steps. */
	private static final class ElkProgress extends BasicProgressMonitor {
		private final IProgressMonitor monitor;

		ElkProgress(IProgressMonitor monitor) {
			this.monitor = monitor;
		}

		@Override
		public boolean isCanceled() {
			return monitor.isCanceled();
		}

		@Override
		protected BasicProgressMonitor doSubTask(float work, int maxHierarchyLevels) {
			return new ElkProgress(monitor);
		}
	}

	private static void options(ElkNode node) {
		node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
		node.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
		node.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
		node.setProperty(CoreOptions.ASPECT_RATIO, 1.7);
		node.setProperty(CoreOptions.SPACING_NODE_NODE, 26.0);
		node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 56.0);
		node.setProperty(CoreOptions.SPACING_COMPONENT_COMPONENT, 40.0);
	}
}
