package org.cortexbrain.graph.internal;

import org.cortexbrain.graph.GraphKey;

/** Takes the keys that change what of the content is drawn: what is collapsed, hidden, or out of focus. */
@FunctionalInterface
public interface ContentKeys {
	void pressed(GraphKey key);
}
