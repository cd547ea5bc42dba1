package org.cortexbrain.model;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;

import org.junit.Test;

public class Log2HistogramTest {
	@Test
	public void aQuantileLiesInTheBucketOfTheValueOfItsRank() {
		var random = new Random(11);
		for (int round = 0; round < 300; round++) {
			long[] values = new long[1 + random.nextInt(200)];
			long[] counts = new long[Log2Histogram.BUCKETS];
			for (int i = 0; i < values.length; i++) {
				values[i] = (long) Math.pow(2, random.nextDouble() * 26);
				counts[bucket(values[i])]++;
			}
			Arrays.sort(values);
			var histogram = Log2Histogram.of(counts);
			for (double quantile : new double[] { 0.01, 0.5, 0.95, 1 }) {
				long exact = values[(int) Math.ceil(quantile * values.length) - 1];
				double estimate = histogram.quantile(quantile).orElseThrow();
				long low = bucket(exact) == 0 ? 0 : 1L << bucket(exact);
				assertTrue(estimate + " for " + exact, estimate >= low && estimate <= 1L << bucket(exact) + 1);
			}
		}
	}

	private static int bucket(long value) {
		return value <= 1 ? 0 : 63 - Long.numberOfLeadingZeros(value);
	}

	@Test
	public void nothingCountedHasNoQuantile() {
		assertEquals(OptionalDouble.empty(), Log2Histogram.EMPTY.quantile(0.5));
		for (double bad : new double[] { 0, -1, 1.1, Double.NaN }) {
			assertThrows(IllegalArgumentException.class, () -> Log2Histogram.EMPTY.quantile(bad));
		}
	}

	@Test
	public void aDifferenceAddedToTheEarlierIsTheLater() {
		var earlier = Log2Histogram.of(1, 2, 3);
		var later = Log2Histogram.of(4, 2, 3, 9);
		assertEquals(later, earlier.plus(later.minus(earlier)));
		assertEquals("never below zero", Log2Histogram.EMPTY, earlier.minus(later));
	}

	@Test
	public void emptyBucketsAtTheEndAreLeftOut() {
		assertArrayEquals(new long[] { 0, 5 }, Log2Histogram.of(0, 5, 0, 0).toArray());
		assertArrayEquals(new long[0], Log2Histogram.EMPTY.toArray());
	}

	@Test
	public void moreBucketsOrNegativeCountsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> Log2Histogram.of(new long[Log2Histogram.BUCKETS + 1]));
		assertThrows(IllegalArgumentException.class, () -> Log2Histogram.of(1, -1));
	}
}
