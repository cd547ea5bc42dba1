package org.cortexbrain.graph.internal.layout;

import java.util.Map;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.layout.GraphLayout;
import org.cortexbrain.graph.layout.LayoutGraph;
import org.cortexbrain.graph.layout.LayoutQuality;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.core.runtime.IProgressMonitor;

/**
 * The layout that suits a graph: layers while they are quick, over all of it or, where that is a chain across the plane, within each container; force
 * for what is larger.
 */
public final class AutomaticLayout implements GraphLayout {
	/** Two containers in a row are no chain. */
	private static final int FEWEST_FIELDS = 3;
	/** So many times as long as within containers edges may be on average: layers over all show better who calls whom. */
	private static final double LONGER = 1.5;

	@Override
	public Map<Object, Box> layout(LayoutGraph graph, IProgressMonitor monitor) {
		if (graph.nodes().size() > StandardLayout.LAYERED_MOST || graph.edges().size() > StandardLayout.LAYERED_MOST_EDGES) {
			return StandardLayout.FORCE.layout(graph, monitor);
		}
		Map<Object, Box> layers = StandardLayout.LAYERED.layout(graph, monitor);
		long fields = graph.nodes().stream().filter(node -> node.field() && node.container() == LayoutGraph.NONE).count();
		if (fields < FEWEST_FIELDS || graph.nodes().stream().anyMatch(LayoutGraph.Node::pinned)) {
			return layers;
		}
		Map<Object, Box> inFields = new LayersInFields().layout(graph, monitor);
		return LayoutQuality.of(graph, layers).meanLength() > LONGER * LayoutQuality.of(graph, inFields).meanLength() ? inFields : layers;
	}
}
