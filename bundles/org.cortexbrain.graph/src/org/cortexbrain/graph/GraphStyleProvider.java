package org.cortexbrain.graph;

/** How elements look. Called on the UI thread, whenever an element is added or updated. */
public interface GraphStyleProvider {
	NodeStyle node(Object node);

	ConnectionStyle connection(Object connection);
}
