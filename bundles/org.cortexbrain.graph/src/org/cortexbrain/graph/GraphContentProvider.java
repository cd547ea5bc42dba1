package org.cortexbrain.graph;

import java.util.Collection;
import java.util.Optional;

import org.eclipse.jface.viewers.IContentProvider;

/**
 * The nodes and connections of an input. Elements are told apart by {@code equals}; one that comes back equal keeps its place and its
 * selection. Called on the UI thread.
 */
public interface GraphContentProvider extends IContentProvider {
	/** All nodes, containers among them. */
	Collection<?> nodes(Object input);

	/** All connections; one whose source or target is no node is left out and reported. */
	Collection<?> connections(Object input);

	Object source(Object connection);

	Object target(Object connection);

	/** The node that holds this one. */
	Optional<?> container(Object node);
}
