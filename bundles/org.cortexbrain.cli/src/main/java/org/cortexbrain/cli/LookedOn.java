package org.cortexbrain.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Rates;

/**
 * What was seen in all the time that a command looked on: rates over that time, and not of its last second, in which a mesh may happen to
 * rest. For one thread at a time.
 */
final class LookedOn {
	/** What an edge had counted, and when, before anything of it was seen here. */
	private record Before(Instant at, Optional<Counters> client, Optional<Counters> server) {
	}

	private final Map<Edge.Key, Before> before = new HashMap<>();
	private Instant begin = Instant.MAX;
	private Mesh last = Mesh.EMPTY;

	void take(Mesh mesh) {
		last = mesh;
		if (begin.equals(Instant.MAX) && !mesh.equals(Mesh.EMPTY)) {
			begin = mesh.at();
		}
		for (Edge edge : mesh.edges()) {
			before.merge(edge.key(), before(mesh, edge), (old, now) -> new Before(old.at, old.client.or(now::client), old.server.or(now::server)));
		}
	}

	/* What comes with rates began while somebody looked; what has none was there before, as far as its first sample tells. */
	private Before before(Mesh mesh, Edge edge) {
		boolean met = edge.observation().rates().isEmpty();
		return new Before(met ? mesh.at() : begin, edge.client().map(LookedOn::former), edge.server().map(LookedOn::former));
	}

	private static Counters former(Observation side) {
		return side.rates().map(rates -> side.total().minus(rates.change())).orElse(side.total());
	}

	/** The newest mesh with rates over all that time; where that is none, they are unknown. */
	Mesh mesh() {
		return new Mesh(last.at(), last.endpoints(), last.edges().stream().map(edge -> {
			Before from = before.get(edge.key());
			Duration interval = Duration.between(from.at, last.at());
			return new Edge(edge.key(), edge.client().map(side -> over(side, from.client, interval)),
					edge.server().map(side -> over(side, from.server, interval)), edge.backends());
		}).toList(), last.losses(), last.workloads());
	}

	private static Observation over(Observation side, Optional<Counters> from, Duration interval) {
		return new Observation(side.total(), interval.isPositive() ? Optional.of(new Rates(side.total().minus(from.orElse(Counters.ZERO)), interval))
				: Optional.empty());
	}
}
