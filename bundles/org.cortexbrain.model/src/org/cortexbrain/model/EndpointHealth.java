package org.cortexbrain.model;

import java.util.function.Predicate;

import org.cortexbrain.model.Health.Thresholds;

/**
 * How well an endpoint or a workload serves: the worst of the edges that lead to it. A client that meets a failing server is not ill itself;
 * what only calls others is judged by its calls. Stateless.
 */
public final class EndpointHealth {
	private EndpointHealth() {
	}

	public static Health assess(Mesh mesh, Endpoint endpoint, Thresholds thresholds) {
		return assess(mesh, each -> each.id().equals(endpoint.id()), thresholds);
	}

	/** Of a workload: of all its endpoints together. */
	public static Health assess(Mesh mesh, Workload workload, Thresholds thresholds) {
		return assess(mesh, each -> Workload.of(each).equals(workload), thresholds);
	}

	private static Health assess(Mesh mesh, Predicate<Endpoint> member, Thresholds thresholds) {
		boolean serves = false;
		Health asServer = Health.UNKNOWN;
		Health asClient = Health.UNKNOWN;
		for (Edge edge : mesh.edges()) {
			if (member.test(edge.key().target())) {
				serves = true;
				asServer = Health.worse(asServer, EdgeHealth.assess(edge, thresholds));
			} else if (member.test(edge.key().source())) {
				asClient = Health.worse(asClient, EdgeHealth.assess(edge, thresholds));
			}
		}
		return serves ? asServer : asClient;
	}
}
