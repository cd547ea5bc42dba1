package org.cortexbrain.graph.internal.layout;

import org.eclipse.core.runtime.IProgressMonitor;

/** Finds places on one level of a nested graph: the nodes side by side in one container. */
public interface LevelPlaces {
	/**
	 * Sets the middles of all nodes that are not pinned; cards may overlap, what removes that comes after.
	 *
	 * @throws org.eclipse.core.runtime.OperationCanceledException soon after the monitor was cancelled
	 */
	void place(Level level, IProgressMonitor monitor);

	/** Whether nodes that have a place are to keep it. */
	default boolean keepsPlaces() {
		return false;
	}

	/** Whether parts that are not connected with each other are placed together, rather than one by one and then packed. */
	default boolean takesParts() {
		return false;
	}
}
