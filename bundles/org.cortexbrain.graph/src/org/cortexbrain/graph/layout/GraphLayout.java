package org.cortexbrain.graph.layout;

import java.util.Map;

import org.cortexbrain.graph.Box;
import org.eclipse.core.runtime.IProgressMonitor;

/** Finds places for the nodes of a graph. A pure computation: it may be called on any thread, by several at a time. */
@FunctionalInterface
public interface GraphLayout {
	/**
	 * A box for each element that it lays out; one that is left out is placed by the viewer. Fields enclose what they hold; pinned nodes stay
	 * exactly where they are. The same graph gives the same boxes.
	 *
	 * @throws org.eclipse.core.runtime.OperationCanceledException soon after the monitor was cancelled
	 */
	Map<Object, Box> layout(LayoutGraph graph, IProgressMonitor monitor);
}
