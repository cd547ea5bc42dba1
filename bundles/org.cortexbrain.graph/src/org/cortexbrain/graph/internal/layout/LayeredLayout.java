package org.cortexbrain.graph.internal.layout;

import java.util.HashMap;
import java.util.Map;

import org.cortexbrain.graph.internal.scene.Box;
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
public final class LayeredLayout implements Layout {
	/** The air around what a container holds, and the room of its name at the top. */
	public static final double PADDING = 16;
	public static final double HEADER = 30;

	static {
		/* In OSGi nothing finds ELK's providers by itself. */
		LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
	}

	@Override
	public Map<Object, Box> layout(Structure structure) {
		ElkNode root = ElkGraphUtil.createGraph();
		options(root);
		ElkNode[] nodes = new ElkNode[structure.nodes().size()];
		for (int i = 0; i < nodes.length; i++) {
			Item item = structure.nodes().get(i);
			nodes[i] = ElkGraphUtil.createNode(item.container() < 0 ? root : nodes[item.container()]);
			nodes[i].setDimensions(item.width(), item.height());
			if (item.field()) {
				options(nodes[i]);
				nodes[i].setProperty(CoreOptions.PADDING, new ElkPadding(PADDING + HEADER, PADDING, PADDING, PADDING));
			}
		}
		for (int[] edge : structure.edges()) {
			if (edge[0] != edge[1]) {
				ElkGraphUtil.createSimpleEdge(nodes[edge[0]], nodes[edge[1]]);
			}
		}
		new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
		Map<Object, Box> boxes = HashMap.newHashMap(nodes.length);
		for (int i = 0; i < nodes.length; i++) {
			double x = 0;
			double y = 0;
			for (ElkNode up = nodes[i]; up != root; up = up.getParent()) {
				x += up.getX();
				y += up.getY();
			}
			boxes.put(structure.nodes().get(i).element(), new Box(x, y, nodes[i].getWidth(), nodes[i].getHeight()));
		}
		return boxes;
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
