package org.cortexbrain.graph.layout;

import java.util.Map;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.layout.AutomaticLayout;
import org.cortexbrain.graph.internal.layout.ForcePlaces;
import org.cortexbrain.graph.internal.layout.GridPlaces;
import org.cortexbrain.graph.internal.layout.KeptPlaces;
import org.cortexbrain.graph.internal.layout.LayeredLayout;
import org.cortexbrain.graph.internal.layout.NestedLayout;
import org.cortexbrain.graph.internal.layout.RadialPlaces;
import org.cortexbrain.graph.internal.layout.TreePlaces;
import org.eclipse.core.runtime.IProgressMonitor;

/**
 * The layouts that come with the viewer. No card overlaps another when they are done, unless both are pinned; no field covers another,
 * unless both hold pinned cards and these leave no room between them.
 */
public enum StandardLayout implements GraphLayout {
	/**
	 * Layered up to {@value #LAYERED_MOST} nodes and {@value #LAYERED_MOST_EDGES} edges, where containers talk in circles within each of them; by force
	 * above.
	 */
	AUTOMATIC("Automatic"),
	/** Callers left of what they call, by ELK; slow above a thousand nodes. */
	LAYERED("Layered"),
	/** What talks lies near: for graphs of thousands of nodes. Nodes with a place keep it. */
	FORCE("Force"),
	/** A tidy tree from left to right; edges that are not in the tree cross it. */
	TREE("Tree"),
	/** Rings around the node with most connections. */
	RADIAL("Radial"),
	/** Rows and columns, in the order of the content. */
	GRID("Grid"),
	/** All stays where people put it; what comes is put beside its neighbours. */
	MANUAL("Manual");

	/** Up to how many nodes, containers included, the automatic layout is layered: about a second of ELK. */
	public static final int LAYERED_MOST = 1000;
	/** Up to how many edges it is: with three or four for each of 1,000 nodes ELK takes five seconds and more. */
	public static final int LAYERED_MOST_EDGES = 1500;

	private final String title;

	StandardLayout(String title) {
		this.title = title;
	}

	/** What people read. */
	public String title() {
		return title;
	}

	/** Whether all nodes keep the places that they have, even where everything is laid out anew. */
	public boolean keepsPlaces() {
		return this == MANUAL;
	}

	@Override
	public Map<Object, Box> layout(LayoutGraph graph, IProgressMonitor monitor) {
		return switch (this) {
		case AUTOMATIC -> new AutomaticLayout().layout(graph, monitor);
		case LAYERED -> new LayeredLayout().layout(graph, monitor);
		case FORCE -> new NestedLayout(new ForcePlaces()).layout(graph, monitor);
		case TREE -> new NestedLayout(new TreePlaces()).layout(graph, monitor);
		case RADIAL -> new NestedLayout(new RadialPlaces()).layout(graph, monitor);
		case GRID -> new NestedLayout(new GridPlaces()).layout(graph, monitor);
		case MANUAL -> new NestedLayout(new KeptPlaces()).layout(graph, monitor);
		};
	}
}
