package org.cortexbrain.ui.internal.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.telemetry.Telemetry.Observed;
import org.cortexbrain.telemetry.Telemetry.Trouble;

/**
 * All that the views show at one instant. Immutable.
 *
 * @param mesh what is known
 * @param sources where it comes from
 * @param health of every edge of the mesh, settled: what was bad stays bad for some seconds, so that it can be seen
 * @param trouble why the mesh is not the newest, and what to do about it; empty while it is
 */
public record Snapshot(Mesh mesh, List<Observed> sources, Map<Edge.Key, Health> health, Optional<Trouble> trouble) {
	public static final Snapshot EMPTY = new Snapshot(Mesh.EMPTY, List.of(), Map.of());

	/** Without trouble. */
	public Snapshot(Mesh mesh, List<Observed> sources, Map<Edge.Key, Health> health) {
		this(mesh, sources, health, Optional.empty());
	}

	public Health healthOf(Edge edge) {
		return health.getOrDefault(edge.key(), Health.UNKNOWN);
	}
}
