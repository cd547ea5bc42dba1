package org.cortexbrain.telemetry.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.telemetry.HistoryPoint;

/** The last minutes of the edges that are in the mesh. Bounded in both directions. Thread-safe. */
public final class History {
	/** Five minutes of samples a second apart. */
	private static final int POINTS = 300;
	private static final int EDGES = 5_000;

	private final Map<Edge.Key, Deque<HistoryPoint>> points = new LinkedHashMap<>();

	/**
	 * Takes the rates of a mesh.
	 *
	 * @param toldAt of each edge with rates, when their interval ended; an edge of which nothing new was told gets no point
	 */
	public synchronized void add(Mesh mesh, Map<Edge.Key, Instant> toldAt) {
		Map<Edge.Key, Edge> present = LinkedHashMap.newLinkedHashMap(mesh.edges().size());
		mesh.edges().forEach(edge -> present.put(edge.key(), edge));
		points.keySet().retainAll(present.keySet());
		for (Edge edge : mesh.edges()) {
			edge.observation().rates().ifPresent(rates -> {
				Deque<HistoryPoint> of = points.get(edge.key());
				if (of == null && points.size() < EDGES) {
					points.put(edge.key(), of = new ArrayDeque<>());
				}
				Instant at = toldAt.get(edge.key());
				/* Not "later than": a clock that is set back must not stop the history. */
				if (of != null && (of.isEmpty() || !at.equals(of.getLast().at()))) {
					of.addLast(new HistoryPoint(at, rates));
					if (of.size() > POINTS) {
						of.removeFirst();
					}
				}
			});
		}
	}

	public synchronized List<HistoryPoint> of(Edge.Key edge) {
		Deque<HistoryPoint> of = points.get(edge);
		return of == null ? List.of() : List.copyOf(of);
	}
}
