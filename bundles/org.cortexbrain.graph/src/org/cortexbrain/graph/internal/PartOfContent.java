package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.graph.GraphContentProvider;

/** A content without some of its nodes, and without the connections that end there. For one refresh, which asks for the nodes first. */
abstract class PartOfContent implements GraphContentProvider {
	final GraphContentProvider content;
	/** The nodes that are not there; to be filled when the nodes are asked for. */
	final Set<Object> leftOut = new HashSet<>();

	PartOfContent(GraphContentProvider content) {
		this.content = content;
	}

	/** Those between nodes that are there. */
	final List<Object> withBothEnds(Collection<?> connections) {
		List<Object> shown = new ArrayList<>(connections);
		shown.removeIf(this::endsAtLeftOut);
		return shown;
	}

	private boolean endsAtLeftOut(Object connection) {
		try {
			return leftOut.contains(content.source(connection)) || leftOut.contains(content.target(connection));
		} catch (RuntimeException e) {
			/* A provider that fails here will fail again when the scene asks it, which tells it. */
			return false;
		}
	}

	/** The container of a node; empty also where the provider fails, for the same reason. */
	final Optional<?> containerOf(Object node) {
		try {
			Optional<?> container = content.container(node);
			return container == null ? Optional.empty() : container;
		} catch (RuntimeException e) {
			return Optional.empty();
		}
	}

	@Override
	public final Object source(Object connection) {
		return content.source(connection);
	}

	@Override
	public final Object target(Object connection) {
		return content.target(connection);
	}

	@Override
	public final Optional<?> container(Object node) {
		return content.container(node);
	}
}
