package org.cortexbrain.ui.internal.inspector;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.telemetry.HistoryPoint;

/**
 * The last minutes of several edges together: at each instant the sum of what every edge did then. A rate holds for the interval that it
 * was measured over, so nodes whose samples come at different times, or seldom, are added up right. For one thread.
 */
public final class EdgeSums {
	/** Sums lie at least so far apart: of many nodes, each with its own second, not every sample needs one. */
	private static final long LEAST_MILLIS = 500;

	/**
	 * The sums at an instant.
	 *
	 * @param opened connections a second
	 * @param failed connections a second
	 * @param roundTrip of the intervals that hold at this instant, microseconds
	 */
	public record Point(Instant at, double opened, double failed, Log2Histogram roundTrip) {
	}

	/** An interval, its beginning excluded: the same for all edges of one node, so they share one sum. Milliseconds since 1970. */
	private record Slot(long from, long until) {
	}

	private static final class Sum {
		double opened;
		double failed;
		Log2Histogram roundTrip = Log2Histogram.EMPTY;

		void add(double moreOpened, double moreFailed, Log2Histogram more) {
			opened += moreOpened;
			failed += moreFailed;
			if (more != Log2Histogram.EMPTY) {
				roundTrip = roundTrip == Log2Histogram.EMPTY ? more : roundTrip.plus(more);
			}
		}
	}

	private final Map<Slot, Sum> slots = new HashMap<>();
	private final TreeSet<Long> ends = new TreeSet<>();

	/** Adds one edge: its points, oldest first. */
	public void add(List<HistoryPoint> edge) {
		long before = Long.MIN_VALUE;
		for (int i = 0; i < edge.size(); i++) {
			HistoryPoint point = edge.get(i);
			long end = point.at().toEpochMilli();
			long interval = Math.max(1, point.rates().interval().toMillis());
			long from = end - interval;
			/* The wall clock and the monotonic one differ by a little: neither a gap nor an overlap. */
			if (before > Long.MIN_VALUE && Math.abs(before - from) <= interval / 2) {
				from = before;
			}
			/* What another node tells a little later must not look like an end of this one's traffic. */
			long until = i + 1 == edge.size() ? end + 2 * interval : end;
			ends.add(end);
			slots.computeIfAbsent(new Slot(from, until), _ -> new Sum()).add(point.rates().openedPerSecond(), point.rates().failedPerSecond(),
					point.rates().change().roundTrip());
			before = end;
		}
	}

	/** The sums, oldest first; the newest is always among them. */
	public List<Point> points() {
		List<Map.Entry<Slot, Sum>> byBeginning = new ArrayList<>(slots.entrySet());
		byBeginning.sort(Comparator.comparingLong(each -> each.getKey().from()));
		List<Point> points = new ArrayList<>();
		List<Map.Entry<Slot, Sum>> open = new LinkedList<>();
		int next = 0;
		for (long at : instants()) {
			while (next < byBeginning.size() && byBeginning.get(next).getKey().from() < at) {
				open.add(byBeginning.get(next++));
			}
			open.removeIf(each -> each.getKey().until() < at);
			var sum = new Sum();
			open.forEach(each -> sum.add(each.getValue().opened, each.getValue().failed, each.getValue().roundTrip));
			points.add(new Point(Instant.ofEpochMilli(at), sum.opened, sum.failed, sum.roundTrip));
		}
		return points;
	}

	private Collection<Long> instants() {
		var kept = new LinkedList<Long>();
		for (long end : ends.descendingSet()) {
			if (kept.isEmpty() || kept.getFirst() - end >= LEAST_MILLIS) {
				kept.addFirst(end);
			}
		}
		return kept;
	}
}
