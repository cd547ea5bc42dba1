package org.cortexbrain.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is known of the mesh at one instant. Immutable.
 *
 * @param at the time of the newest sample in it, by the clock of its node; {@link Instant#EPOCH} where there is none yet
 * @param endpoints all endpoints that have an edge or are a backend of one, in a stable order (first seen first); who is alive but was never
 *            seen to talk is not traffic and not in it
 * @param edges in a stable order (first seen first), no key twice
 * @param losses what the agents could not count, by node ({@link #place}); a node without losses is not in it
 * @param workloads whose the endpoints are as a cluster tells it, by {@link Endpoint#id}; who is not in it has no more than its name to tell
 */
public record Mesh(Instant at, List<Endpoint> endpoints, List<Edge> edges, Map<String, List<Loss>> losses, Map<String, Workload> workloads) {
	public static final Mesh EMPTY = new Mesh(Instant.EPOCH, List.of(), List.of(), Map.of());

	/** A mesh of which no cluster tells the workloads. */
	public Mesh(Instant at, List<Endpoint> endpoints, List<Edge> edges, Map<String, List<Loss>> losses) {
		this(at, endpoints, edges, losses, Map.of());
	}

	public Mesh {
		endpoints = List.copyOf(endpoints);
		edges = List.copyOf(edges);
		losses = Map.copyOf(losses);
		workloads = Map.copyOf(workloads);
	}

	/** The workload that an endpoint is part of: as its cluster tells it, else as far as names alone can tell. */
	public Workload workload(Endpoint endpoint) {
		Workload told = workloads.get(endpoint.id());
		return told != null ? told : Workload.of(endpoint);
	}

	/** What a node is called among those of all clusters: its name, after the cluster's if there is one. */
	public static String place(Optional<String> cluster, String node) {
		return cluster.map(name -> name + "/" + node).orElse(node);
	}
}
