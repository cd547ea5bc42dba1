package org.cortexbrain.model;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.Random;

import org.junit.Test;

public class CountersTest {
	private static Counters any(Random random) {
		return new Counters(random.nextInt(99), random.nextInt(99), random.nextInt(9),
				new Failures(random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9), random.nextInt(9)),
				random.nextLong(1L << 50), random.nextLong(1L << 50), random.nextInt(99), random.nextInt(99), random.nextInt(99),
				Log2Histogram.of(random.nextInt(9), random.nextInt(9)), Log2Histogram.of(random.nextInt(9)));
	}

	@Test
	public void whatIsAddedIsWhatADifferenceGivesBack() {
		var random = new Random(5);
		for (int i = 0; i < 100; i++) {
			Counters earlier = any(random);
			Counters more = any(random);
			Counters later = earlier.plus(more);
			assertEquals(more.opened(), later.minus(earlier).opened());
			assertEquals(more.failures(), later.minus(earlier).failures());
			assertEquals(more.bytesSent(), later.minus(earlier).bytesSent());
			assertEquals(more.roundTrip(), later.minus(earlier).roundTrip());
			assertEquals("open connections are those of now", later.active(), later.minus(earlier).active());
		}
	}

	@Test
	public void aDifferenceIsNeverNegative() {
		var random = new Random(6);
		Counters larger = any(random).plus(any(random));
		assertEquals(Counters.ZERO, Counters.ZERO.minus(larger));
	}

	@Test
	public void ratesArePerSecondOfTheIntervalAndHaveNoRatioWithoutAttempts() {
		var change = new Counters(6, 0, 0, new Failures(2, 0, 0, 0, 0, 0), 1000, 500, 4, 0, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY);
		var rates = new Rates(change, Duration.ofMillis(2500));
		assertEquals(2.4, rates.openedPerSecond(), 1e-12);
		assertEquals(400, rates.bytesSentPerSecond(), 1e-12);
		assertEquals(0.25, rates.failureRatio().orElseThrow(), 1e-12);
		assertEquals(OptionalDouble.empty(), new Rates(Counters.ZERO, Duration.ofSeconds(1)).failureRatio());
		assertThrows(IllegalArgumentException.class, () -> new Rates(change, Duration.ZERO));
	}
}
