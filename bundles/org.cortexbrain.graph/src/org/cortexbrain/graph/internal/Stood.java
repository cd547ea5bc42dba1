package org.cortexbrain.graph.internal;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphPlaces;

/** Where a node stood that is not drawn for now, and whether it was pinned. */
record Stood(Box box, boolean pinned) {
	/** The same, to be saved. */
	GraphPlaces.Place place() {
		return new GraphPlaces.Place(box.x(), box.y(), pinned);
	}
}
