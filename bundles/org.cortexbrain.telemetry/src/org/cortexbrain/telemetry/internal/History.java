package org.cortexbrain.telemetry.internal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.telemetry.HistoryPoint;

/**
 * The last minutes of the edges that are in the mesh, in {@link #MOST_BYTES} at most: {@link #MOST_EDGES} edges, each with
 * {@link PointRing#MOST_POINTS} points in {@link PointRing#MOST_BYTES}. Edges beyond that have no past until others leave; whoever shows
 * a sum over edges says how many those are. Thread-safe.
 */
public final class History {
	static final int MOST_EDGES = 5_000;
	/** Some 120 MB, when every edge has had traffic in each of the last 300 s; without the edges' keys, which the mesh has too. */
	static final long MOST_BYTES = (long) MOST_EDGES * PointRing.MOST_BYTES;

	private final Map<Edge.Key, PointRing> points = new LinkedHashMap<>();

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
				PointRing of = points.get(edge.key());
				if (of == null && points.size() < MOST_EDGES) {
					points.put(edge.key(), of = new PointRing());
				}
				Instant at = toldAt.get(edge.key());
				/* Not "later than": a clock that is set back must not stop the history. */
				if (of != null && !at.equals(of.newest())) {
					of.add(new HistoryPoint(at, rates));
				}
			});
		}
	}

	/** The points of an edge, oldest first; empty for one that is not there, or that came when there was no room. A copy. */
	public synchronized List<HistoryPoint> of(Edge.Key edge) {
		PointRing of = points.get(edge);
		return of == null ? List.of() : of.toList();
	}

	/** The memory that the points of all edges take, in bytes. */
	synchronized long bytes() {
		return points.values().stream().mapToLong(PointRing::bytes).sum();
	}
}
