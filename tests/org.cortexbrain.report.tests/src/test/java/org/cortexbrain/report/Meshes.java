package org.cortexbrain.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;

/** A mesh with every kind of endpoint, for tests. */
final class Meshes {
	static final Endpoint CART = new Endpoint.Pod("shop", "cart-6b7f9c5d4-x2z9k", "uid-cart");
	static final Endpoint DB = new Endpoint.Pod("data", "db-0", "uid-db");
	static final Endpoint EXTERNAL = new Endpoint.External("2001:db8::7");
	static final Endpoint OTHERS = new Endpoint.Others("n1");
	static final Counters COUNTERS = new Counters(3, 2, 1, new Failures(4, 5, 6, 7, 8, 9), 9_007_199_254_740_993L, 11, 12, 13, 14,
			Log2Histogram.of(0, 0, 4), Log2Histogram.of(1));

	private Meshes() {
	}

	static Edge edge(Endpoint source, Endpoint target, int port, Optional<Counters> client, Optional<Counters> server) {
		return new Edge(new Edge.Key(source, target, port), client.map(each -> new Observation(each, Optional.empty())),
				server.map(each -> new Observation(each, Optional.empty())));
	}

	static Mesh mesh(List<Endpoint> endpoints, Edge... edges) {
		return new Mesh(Instant.parse("2026-11-23T10:00:00Z"), endpoints, List.of(edges),
				Map.of("n1", List.of(new Loss("connections_folded", 5, "some were counted together"))));
	}

	static Mesh mesh() {
		return mesh(
				List.of(CART, DB, EXTERNAL, OTHERS, new Endpoint.Unit("n1", "nginx.service"),
						new Endpoint.Container("n1", "docker", "0123456789abcdef"), new Endpoint.Process("n1", "curl"),
						new Endpoint.Unidentified("n1", 7)),
				edge(CART, DB, 5432, Optional.of(COUNTERS), Optional.of(COUNTERS)), edge(EXTERNAL, CART, 80, Optional.empty(), Optional.of(COUNTERS)),
				edge(CART, OTHERS, 0, Optional.of(Counters.ZERO), Optional.empty()));
	}
}
