package org.cortexbrain.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How several edges do together: as the worst of them, which is named, since its reason is not that of the sum.
 *
 * @param health of the worst edge; unknown if there is none
 * @param worst that edge; of equally bad ones the one with most failed connections a second
 * @param edges how many there are
 */
public record GroupHealth(Health health, Optional<Edge.Key> worst, int edges) {
	public static final GroupHealth NONE = new GroupHealth(Health.UNKNOWN, Optional.empty(), 0);

	/** @param health how each edge does */
	public static GroupHealth of(Collection<Edge> edges, Function<Edge, Health> health) {
		return edges.stream().max(Comparator.comparing((Edge edge) -> health.apply(edge).state()).thenComparingDouble(GroupHealth::failed))
				.map(worst -> new GroupHealth(health.apply(worst), Optional.of(worst.key()), edges.size())).orElse(NONE);
	}

	/**
	 * Of a node. A client that meets a failing server is not ill itself: what is called is judged by its callers' edges, what only calls by
	 * its calls.
	 */
	public static GroupHealth ofNode(List<Edge> incoming, List<Edge> outgoing, Function<Edge, Health> health) {
		return of(incoming.isEmpty() ? outgoing : incoming, health);
	}

	private static double failed(Edge edge) {
		return edge.observation().rates().map(Rates::failedPerSecond).orElse(0.0);
	}

	/** Whether the reason is that of one edge among others, and must be told as such. */
	public boolean isOfOneAmongOthers() {
		return edges > 1 && !health.reason().isEmpty();
	}
}
