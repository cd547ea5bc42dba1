package org.cortexbrain.graph;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** A graph whose connections are no objects: each node tells to which others it leads. A connection is a {@link Connection} of its ends. */
public interface NeighbourContentProvider extends GraphContentProvider {
	/** From a node to a node. */
	record Connection(Object source, Object target) {
	}

	/** The nodes to which connections lead from this one. */
	Collection<?> neighbours(Object node);

	@Override
	default Collection<?> connections(Object input) {
		Set<Connection> all = new LinkedHashSet<>();
		for (Object node : nodes(input)) {
			neighbours(node).forEach(neighbour -> all.add(new Connection(node, neighbour)));
		}
		return all;
	}

	@Override
	default Object source(Object connection) {
		return ((Connection) connection).source;
	}

	@Override
	default Object target(Object connection) {
		return ((Connection) connection).target;
	}

	@Override
	default Optional<?> container(Object node) {
		return Optional.empty();
	}
}
