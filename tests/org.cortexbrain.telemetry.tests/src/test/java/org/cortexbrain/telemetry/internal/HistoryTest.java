package org.cortexbrain.telemetry.internal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Rates;
import org.cortexbrain.telemetry.HistoryPoint;
import org.junit.Test;

/** What the history of the edges keeps, and that it has a bound whatever the edges carry. */
public class HistoryTest {
	private static final Instant BEGINNING = Instant.parse("2026-11-23T12:00:00.123456789Z");

	private final History history = new History(History.MOST_BYTES);

	private static Edge.Key key(int number) {
		return new Edge.Key(new Endpoint.External("10.0.0.1"), new Endpoint.External("10.1." + number / 250 + "." + number % 250), 80);
	}

	private static Instant second(int number) {
		return BEGINNING.plusSeconds(number);
	}

	/** Rates of one second, with every number taken from {@code numbers}, and so many full buckets. */
	private static Rates rates(LongSupplier numbers, int buckets) {
		var failures = new Failures(numbers.getAsLong(), numbers.getAsLong(), numbers.getAsLong(), numbers.getAsLong(), numbers.getAsLong(),
				numbers.getAsLong());
		return new Rates(new Counters(numbers.getAsLong(), numbers.getAsLong(), numbers.getAsLong(), failures, numbers.getAsLong(),
				numbers.getAsLong(), numbers.getAsLong(), numbers.getAsLong(), numbers.getAsLong(), histogram(numbers, buckets),
				histogram(numbers, buckets)), Duration.ofNanos(1_000_000_000 + Math.floorMod(numbers.getAsLong(), 1_000_000)));
	}

	/* The middle ones, as latencies have them. */
	private static Log2Histogram histogram(LongSupplier numbers, int buckets) {
		long[] counts = new long[Log2Histogram.BUCKETS];
		int lowest = Math.min(6, Log2Histogram.BUCKETS - buckets);
		for (int i = lowest; i < lowest + buckets; i++) {
			counts[i] = numbers.getAsLong();
		}
		return Log2Histogram.of(counts);
	}

	/** A service with some thousand connections and tens of megabytes a second, some of each kind of failure, latencies of all sorts. */
	private static Rates busy(Random random) {
		LongSupplier few = () -> random.nextLong(100);
		LongSupplier many = () -> random.nextLong(1, 3_000);
		var failures = new Failures(few.getAsLong(), few.getAsLong(), few.getAsLong(), few.getAsLong(), few.getAsLong(), few.getAsLong());
		return new Rates(new Counters(many.getAsLong(), many.getAsLong(), many.getAsLong(), failures, random.nextLong(50_000_000),
				random.nextLong(50_000_000), few.getAsLong(), few.getAsLong(), few.getAsLong(), histogram(many, 6), histogram(many, 6)),
				Duration.ofMillis(1_000));
	}

	private void tell(Map<Edge.Key, Rates> rates, Instant at) {
		tell(history, rates, at);
	}

	private static void tell(History history, Map<Edge.Key, Rates> rates, Instant at) {
		List<Edge> edges = new ArrayList<>();
		Map<Edge.Key, Instant> toldAt = new HashMap<>();
		rates.forEach((key, each) -> {
			edges.add(new Edge(key, Optional.of(new Observation(each.change(), Optional.of(each))), Optional.empty()));
			toldAt.put(key, at);
		});
		history.add(new Mesh(at, List.of(), edges, Map.of()), toldAt);
	}

	@Test
	public void gives_back_exactly_what_it_took_whatever_the_numbers_are() {
		var random = new Random(5);
		List<HistoryPoint> told = new ArrayList<>();
		for (int i = 0; i < 2_000; i++) {
			/* From numbers of one bit to such of 63, and times before 1970. */
			Rates rates = rates(() -> random.nextLong() >>> random.nextInt(1, 64), random.nextInt(Log2Histogram.BUCKETS + 1));
			Instant at = Instant.ofEpochSecond(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L), random.nextInt(1_000_000_000));
			told.add(new HistoryPoint(at, rates));
			tell(Map.of(key(1), rates), at);
			List<HistoryPoint> kept = history.of(key(1));
			assertEquals("after " + told.size(), told.subList(told.size() - kept.size(), told.size()), kept);
		}
	}

	@Test
	public void keeps_the_last_300_points_of_a_busy_edge() {
		var random = new Random(6);
		List<HistoryPoint> told = new ArrayList<>();
		for (int i = 0; i < 1_000; i++) {
			Rates rates = busy(random);
			told.add(new HistoryPoint(second(i), rates));
			tell(Map.of(key(1), rates), second(i));
		}
		assertEquals(told.subList(700, 1_000), history.of(key(1)));
	}

	@Test
	public void an_edge_with_the_largest_numbers_there_are_has_a_shorter_past_in_the_same_room() {
		for (int i = 0; i < 400; i++) {
			tell(Map.of(key(1), rates(() -> Long.MAX_VALUE, Log2Histogram.BUCKETS)), second(i));
		}
		List<HistoryPoint> kept = history.of(key(1));
		assertTrue("only " + kept.size(), kept.size() >= 25);
		assertEquals(second(399), kept.getLast().at());
		assertEquals(second(400 - kept.size()), kept.getFirst().at());
		assertTrue(history.bytes() + " bytes", history.bytes() <= PointRing.MOST_BYTES);
	}

	@Test
	public void stays_in_its_bound_when_every_one_of_too_many_edges_has_traffic() {
		var random = new Random(7);
		int edges = History.MOST_EDGES + 100;
		List<Edge.Key> keys = IntStream.range(0, edges).mapToObj(HistoryTest::key).toList();
		for (int i = 0; i < PointRing.MOST_POINTS + 10; i++) {
			/* In order: it is the first that are kept. */
			Map<Edge.Key, Rates> rates = new LinkedHashMap<>();
			Rates each = busy(random);
			for (int j = 0; j < edges; j++) {
				rates.put(keys.get(j), each);
			}
			tell(rates, second(i));
		}
		assertTrue(history.bytes() + " bytes", history.bytes() <= History.MOST_BYTES);
		for (int j = 0; j < edges; j++) {
			assertEquals("edge " + j, j < History.MOST_EDGES ? PointRing.MOST_POINTS : 0, history.of(keys.get(j)).size());
		}
	}

	@Test
	public void in_a_small_room_each_of_many_edges_has_a_shorter_past_and_the_newest_of_it() {
		var random = new Random(8);
		int edges = 1_000;
		long room = 4L * 1024 * edges;
		var small = new History(room);
		Map<Edge.Key, Rates> rates = new LinkedHashMap<>();
		for (int i = 0; i < 400; i++) {
			/* The first edge is alone for a while and has grown larger than its later share. */
			for (int j = 0; j < (i < 350 ? 1 : edges); j++) {
				rates.put(key(j), busy(random));
			}
			tell(small, rates, second(i));
		}
		assertTrue(small.bytes() + " bytes", small.bytes() <= room);
		for (int j = 0; j < edges; j++) {
			List<HistoryPoint> kept = small.of(key(j));
			assertTrue("edge " + j + " has " + kept.size(), kept.size() >= 30);
			assertEquals(new HistoryPoint(second(399), rates.get(key(j))), kept.getLast());
			assertEquals(second(400 - kept.size()), kept.getFirst().at());
		}
	}

	@Test
	public void an_edge_that_leaves_makes_room_for_another() {
		Map<Edge.Key, Rates> rates = new HashMap<>();
		for (int j = 0; j < History.MOST_EDGES; j++) {
			rates.put(key(j), rates(() -> 1, 0));
		}
		tell(rates, second(0));
		long before = history.bytes();
		rates.put(key(History.MOST_EDGES), rates.remove(key(17)));
		tell(rates, second(1));
		assertEquals(List.of(), history.of(key(17)));
		assertEquals(1, history.of(key(History.MOST_EDGES)).size());
		assertEquals(before, history.bytes());
	}
}
