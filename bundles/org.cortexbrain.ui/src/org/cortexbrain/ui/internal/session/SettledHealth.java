package org.cortexbrain.ui.internal.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.EdgeHealth;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Mesh;

/**
 * Keeps the worst health of an edge for some seconds: a connection that fails every third second would else flicker between states.
 * For one thread.
 */
public final class SettledHealth {
	/** By the clock of the observed nodes. */
	static final Duration KEPT = Duration.ofSeconds(10);

	private record Held(Health health, Instant at) {
	}

	private Map<Edge.Key, Held> held = new HashMap<>();

	/** The health of each edge of a newer mesh. */
	public Map<Edge.Key, Health> update(Mesh mesh, Health.Thresholds thresholds) {
		Map<Edge.Key, Held> now = HashMap.newHashMap(mesh.edges().size());
		Map<Edge.Key, Health> settled = HashMap.newHashMap(mesh.edges().size());
		for (Edge edge : mesh.edges()) {
			Health newest = EdgeHealth.assess(edge, thresholds);
			Held before = held.get(edge.key());
			boolean keep = before != null && newest.state().compareTo(before.health.state()) < 0
					&& Duration.between(before.at, mesh.at()).abs().compareTo(KEPT) < 0;
			Held next = keep ? before : new Held(newest, mesh.at());
			now.put(edge.key(), next);
			settled.put(edge.key(), next.health);
		}
		held = now;
		return Map.copyOf(settled);
	}
}
