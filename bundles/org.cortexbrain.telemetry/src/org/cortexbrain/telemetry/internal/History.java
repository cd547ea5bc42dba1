package org.cortexbrain.telemetry.internal;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.telemetry.HistoryPoint;

/**
 * The last minutes of the edges that are in the mesh: of {@link #MOST_EDGES} edges, each with {@link PointRing#MOST_POINTS} points, as long as they
 * fit into its bytes. All edges have as much room; where many are busy, each has a shorter past. Edges beyond {@link #MOST_EDGES} have no past until
 * others leave; whoever shows a sum over edges says how many those are. Thread-safe.
 */
public final class History {
	static final int MOST_EDGES = 5_000;
	/** Some 120 MB: what every edge needs that has had traffic in each of the last 300 s; without the edges' keys, which the mesh has too. */
	static final long MOST_BYTES = (long) MOST_EDGES * PointRing.MOST_BYTES;
	/** Of the heap, the rest of which is the mesh's, the views' and the platform's. */
	private static final int SHARE_OF_HEAP = 8;

	private final Map<Edge.Key, PointRing> points = new LinkedHashMap<>();
	private final long mostBytes;

	/** In an eighth of the heap at most. */
	public History() {
		this(Math.min(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, MOST_BYTES));
	}

	History(long mostBytes) {
		this.mostBytes = mostBytes;
	}

	private int bytesEach() {
		return (int) Math.clamp(mostBytes / Math.max(1, points.size()), PointRing.LEAST_BYTES, PointRing.MOST_BYTES);
	}

	/** Forgets all points, which makes room. */
	public synchronized void clear() {
		points.clear();
	}

	/**
	 * Takes the rates of a mesh.
	 *
	 * @param toldAt of each edge with rates, when their interval ended; an edge of which nothing new was told gets no point
	 */
	public synchronized void add(Mesh mesh, Map<Edge.Key, Instant> toldAt) {
		Set<Edge.Key> present = HashSet.newHashSet(mesh.edges().size());
		mesh.edges().forEach(edge -> present.add(edge.key()));
		points.keySet().retainAll(present);
		for (Edge edge : mesh.edges()) {
			edge.observation().rates().ifPresent(rates -> {
				PointRing of = points.get(edge.key());
				if (of == null && points.size() < MOST_EDGES) {
					points.put(edge.key(), of = new PointRing());
				}
				Instant at = toldAt.get(edge.key());
				/* Not "later than": a clock that is set back must not stop the history. */
				if (of != null && !at.equals(of.newest())) {
					of.add(new HistoryPoint(at, rates), bytesEach());
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
