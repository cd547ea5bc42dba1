package org.cortexbrain.graph.internal;

import org.cortexbrain.graph.GraphKey;

/** Takes the keys that leave something out of the picture, which is asked for anew then. */
@FunctionalInterface
public interface LeaveOut {
	void pressed(GraphKey key);
}
