package org.cortexbrain.graph.internal;

import java.util.List;
import java.util.Objects;

/**
 * Connections that are drawn as one, since an end of each lies in a collapsed container. Two are equal if they are drawn between the same
 * nodes, so that a bundle keeps its selection while what it is made of comes and goes.
 */
public final class Bundle {
	private final Object source;
	private final Object target;
	private final List<Object> connections;

	Bundle(Object source, Object target, List<Object> connections) {
		this.source = source;
		this.target = target;
		this.connections = List.copyOf(connections);
	}

	Object source() {
		return source;
	}

	Object target() {
		return target;
	}

	/** At least one. */
	public List<Object> connections() {
		return connections;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Bundle bundle && bundle.source.equals(source) && bundle.target.equals(target);
	}

	@Override
	public int hashCode() {
		return Objects.hash(source, target);
	}

	/** For messages and exports. */
	@Override
	public String toString() {
		return source + " to " + target + " (" + connections.size() + " connections)";
	}
}
