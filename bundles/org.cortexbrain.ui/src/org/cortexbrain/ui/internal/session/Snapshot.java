package org.cortexbrain.ui.internal.session;

import java.util.List;
import java.util.Map;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.telemetry.Telemetry.Observed;

/**
 * All that the views show at one instant. Immutable.
 *
 * @param mesh what is known
 * @param sources where it comes from
 * @param health of every edge of the mesh, settled: what was bad stays bad for some seconds, so that it can be seen
 */
public record Snapshot(Mesh mesh, List<Observed> sources, Map<Edge.Key, Health> health) {
	public static final Snapshot EMPTY = new Snapshot(Mesh.EMPTY, List.of(), Map.of());

	public Health healthOf(Edge edge) {
		return health.getOrDefault(edge.key(), Health.UNKNOWN);
	}
}
