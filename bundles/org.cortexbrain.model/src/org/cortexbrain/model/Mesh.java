package org.cortexbrain.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known of the mesh at one instant. Immutable.
 *
 * @param at the time of the newest sample in it, by the clock of its node; {@link Instant#EPOCH} where there is none yet
 * @param endpoints all endpoints that have an edge, in a stable order (first seen first); who is alive but was never seen to talk is not
 *            traffic and not in it
 * @param edges in a stable order (first seen first), no key twice
 * @param losses what the agents could not count, by node; a node without losses is not in it
 */
public record Mesh(Instant at, List<Endpoint> endpoints, List<Edge> edges, Map<String, List<Loss>> losses) {
	public static final Mesh EMPTY = new Mesh(Instant.EPOCH, List.of(), List.of(), Map.of());

	public Mesh {
		endpoints = List.copyOf(endpoints);
		edges = List.copyOf(edges);
		losses = Map.copyOf(losses);
	}
}
