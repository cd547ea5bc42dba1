package org.cortexbrain.graph.internal.layout;

import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.internal.scene.Box;

/** Finds places for all nodes of a graph. A pure computation: runs on any thread and touches no scene. */
public interface Layout {
	/**
	 * What is laid out. Containers come before what they hold.
	 *
	 * @param nodes of which {@code container} is the index of the holding node, or -1
	 * @param edges pairs of indexes
	 */
	record Structure(List<Item> nodes, List<int[]> edges) {
	}

	/** @param field whether it is drawn around others; then its size is found, too */
	record Item(Object element, int container, boolean field, double width, double height) {
	}

	/** A box for each element. Containers enclose what they hold, siblings do not overlap. */
	Map<Object, Box> layout(Structure structure);
}
