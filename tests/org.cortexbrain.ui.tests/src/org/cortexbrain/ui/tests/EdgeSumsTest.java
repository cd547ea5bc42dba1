package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Rates;
import org.cortexbrain.telemetry.HistoryPoint;
import org.cortexbrain.ui.internal.inspector.EdgeSums;
import org.junit.Test;

public class EdgeSumsTest {
	private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

	private final EdgeSums sums = new EdgeSums();

	/** The history of an edge that opens and fails as many connections a second all the time. */
	private static List<HistoryPoint> edge(Instant firstAt, Duration interval, int points, long opened, long failed, Log2Histogram roundTrip) {
		List<HistoryPoint> history = new ArrayList<>();
		long seconds = interval.toSeconds();
		for (int i = 0; i < points; i++) {
			var change = new Counters(opened * seconds, 0, 0, new Failures(0, 0, 0, 0, failed * seconds, 0), 0, 0, 0, 0, 0, Log2Histogram.EMPTY,
					roundTrip);
			history.add(new HistoryPoint(firstAt.plus(interval.multipliedBy(i)), new Rates(change, interval)));
		}
		return history;
	}

	private static List<HistoryPoint> edge(Instant firstAt, Duration interval, int points, long opened) {
		return edge(firstAt, interval, points, opened, 0, Log2Histogram.EMPTY);
	}

	private List<Double> opened() {
		return sums.points().stream().map(EdgeSums.Point::opened).toList();
	}

	@Test
	public void everyEdgeCountsHoweverManyThereAre() {
		for (int i = 1; i <= 1000; i++) {
			sums.add(edge(START, Duration.ofSeconds(1), 3, i, 2, Log2Histogram.of(1)));
		}
		assertEquals(List.of(START, START.plusSeconds(1), START.plusSeconds(2)), sums.points().stream().map(EdgeSums.Point::at).toList());
		for (EdgeSums.Point each : sums.points()) {
			assertEquals(500_500, each.opened(), 1e-6);
			assertEquals(2000, each.failed(), 1e-6);
			assertEquals(1000, each.roundTrip().total());
		}
	}

	@Test
	public void nodesWhoseSamplesComeAtOtherMomentsOfASecondAreAddedUp() {
		sums.add(edge(START, Duration.ofSeconds(1), 10, 3));
		sums.add(edge(START.plusMillis(700), Duration.ofSeconds(1), 10, 4));
		List<Double> opened = opened();
		opened.subList(2, opened.size()).forEach(sum -> assertEquals(7, sum, 1e-9));
	}

	@Test
	public void aRateHoldsForTheWholeIntervalThatItWasMeasuredOver() {
		sums.add(edge(START.plusSeconds(10), Duration.ofSeconds(10), 2, 5));
		sums.add(edge(START.plusSeconds(1), Duration.ofSeconds(1), 20, 1));
		assertEquals(20, opened().size());
		opened().forEach(sum -> assertEquals(6, sum, 1e-9));
	}

	@Test
	public void clocksThatDifferByALittleMakeNoGapAndNoDoubleCount() {
		List<HistoryPoint> history = new ArrayList<>();
		long[] millis = { 0, 1003, 1998, 3001, 4000 };
		for (long each : millis) {
			history.addAll(edge(START.plusMillis(each), Duration.ofSeconds(1), 1, 8));
		}
		sums.add(history);
		assertEquals(List.of(8.0, 8.0, 8.0, 8.0, 8.0), opened());
	}

	@Test
	public void anEdgeThatTellsNothingMoreIsNotCountedOn() {
		sums.add(edge(START, Duration.ofSeconds(1), 3, 100));
		sums.add(edge(START, Duration.ofSeconds(1), 10, 1));
		assertEquals(1, opened().getLast(), 1e-9);
		assertEquals(101, opened().getFirst(), 1e-9);
	}

	@Test
	public void withoutAnEdgeThereIsNothing() {
		sums.add(List.of());
		assertEquals(List.of(), sums.points());
	}
}
