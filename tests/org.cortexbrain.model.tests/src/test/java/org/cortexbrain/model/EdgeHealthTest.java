package org.cortexbrain.model;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.Optional;

import org.cortexbrain.model.Health.State;
import org.cortexbrain.model.Health.Thresholds;
import org.junit.Test;

public class EdgeHealthTest {
	private static final Endpoint A = new Endpoint.Pod("shop", "a-0", "a0");
	private static final Endpoint B = new Endpoint.Pod("shop", "b-0", "b0");

	private static Optional<Observation> side(Counters change, int seconds) {
		return Optional.of(new Observation(change, Optional.of(new Rates(change, Duration.ofSeconds(seconds)))));
	}

	private static Counters change(long opened, Failures failures, long retransmitted, Log2Histogram connect, Log2Histogram roundTrip) {
		return new Counters(opened, opened, 0, failures, 100, 100, retransmitted, 0, 0, connect, roundTrip);
	}

	private static Counters change(long opened, Failures failures) {
		return change(opened, failures, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY);
	}

	private static Edge edge(Endpoint source, Endpoint target, Counters client) {
		return new Edge(new Edge.Key(source, target, 80), side(client, 1), Optional.empty());
	}

	private static Health assess(Counters change) {
		return EdgeHealth.assess(edge(A, B, change), Thresholds.DEFAULT);
	}

	@Test
	public void failuresAreJudgedByTheirShareAndNamedByTheirReason() {
		assertEquals(Health.HEALTHY, assess(change(1000, new Failures(1, 0, 0, 0, 0, 0))));
		assertEquals(new Health(State.DEGRADED, "2.0 % of connections refused"), assess(change(98, new Failures(2, 0, 0, 0, 0, 0))));
		assertEquals(new Health(State.FAILING, "12 % of connections timed out"), assess(change(88, new Failures(0, 12, 0, 0, 0, 0))));
		assertEquals(new Health(State.FAILING, "20 % of connections failed, most of them reset"),
				assess(change(95, new Failures(5, 0, 0, 0, 15, 0))));
	}

	@Test
	public void resetsInAnIntervalThatOpenedNothingAreAllOfIt() {
		assertEquals(new Health(State.FAILING, "100 % of connections reset"), assess(change(0, new Failures(0, 0, 0, 0, 3, 0))));
	}

	@Test
	public void retransmissionsOfEitherSideCountPerSecond() {
		var lossy = change(10, Failures.NONE, 6, Log2Histogram.EMPTY, Log2Histogram.EMPTY);
		var quiet = change(10, Failures.NONE);
		var degraded = new Health(State.DEGRADED, "3.0 retransmits/s");
		var key = new Edge.Key(A, B, 80);
		assertEquals(degraded, EdgeHealth.assess(new Edge(key, side(lossy, 2), side(quiet, 2)), Thresholds.DEFAULT));
		assertEquals(degraded, EdgeHealth.assess(new Edge(key, side(quiet, 2), side(lossy, 2)), Thresholds.DEFAULT));
		assertEquals(Health.HEALTHY, EdgeHealth.assess(new Edge(key, side(lossy, 7), side(quiet, 7)), Thresholds.DEFAULT));
	}

	@Test
	public void latencyIsJudgedByItsNinetyFifthPercentile() {
		long[] slow = new long[18];
		slow[17] = 100;
		/* The 95th of a hundred in [2^17, 2^18) µs: 131,072 + 0.95 * 131,072. */
		assertEquals(new Health(State.DEGRADED, "round trip p95 256 ms"),
				assess(change(1, Failures.NONE, 0, Log2Histogram.EMPTY, Log2Histogram.of(slow))));
		assertEquals(new Health(State.DEGRADED, "connect p95 256 ms"),
				assess(change(1, Failures.NONE, 0, Log2Histogram.of(slow), Log2Histogram.EMPTY)));
		assertEquals(State.HEALTHY, assess(change(1, Failures.NONE, 0, Log2Histogram.of(0, 0, 5), Log2Histogram.of(5))).state());
	}

	@Test
	public void anEdgeWithoutTrafficIsUnknownAndOneWithOpenConnectionsHealthy() {
		assertEquals(Health.UNKNOWN, assess(Counters.ZERO));
		assertEquals(Health.HEALTHY, assess(new Counters(0, 0, 2, Failures.NONE, 0, 0, 0, 0, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY)));
		assertEquals(Health.UNKNOWN, EdgeHealth.assess(
				new Edge(new Edge.Key(A, B, 80), Optional.of(new Observation(change(5, Failures.NONE), Optional.empty())), Optional.empty()),
				Thresholds.DEFAULT));
	}
}
