package org.cortexbrain.model;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * A distribution in powers of two, as the kernel programs count it.
 *
 * <p>Bucket 0 counts the values 0 and 1; bucket {@code i > 0} those in {@code [2^i, 2^(i+1))}; the last bucket all that is larger. The
 * unit is that of what was measured: microseconds for every latency of this project.
 */
public final class Log2Histogram {
	/** How many buckets every histogram has: the last begins at 2^26 µs, about 67 s. Must equal HISTOGRAM_BUCKETS of the kernel programs. */
	public static final int BUCKETS = 27;

	public static final Log2Histogram EMPTY = new Log2Histogram(new long[BUCKETS]);

	private final long[] counts;

	private Log2Histogram(long[] counts) {
		this.counts = counts;
	}

	/** A histogram of these counts, bucket 0 first; missing buckets at the end are empty. Throws if there are too many, or one is negative. */
	public static Log2Histogram of(long... counts) {
		if (counts.length > BUCKETS) {
			throw new IllegalArgumentException("a histogram has at most " + BUCKETS + " buckets, not " + counts.length);
		}
		for (long count : counts) {
			if (count < 0) {
				throw new IllegalArgumentException("a histogram counts no negative number: " + count);
			}
		}
		return new Log2Histogram(Arrays.copyOf(counts, BUCKETS));
	}

	public long count(int bucket) {
		return counts[bucket];
	}

	/** How many values were counted. */
	public long total() {
		return Arrays.stream(counts).sum();
	}

	public Log2Histogram plus(Log2Histogram other) {
		long[] sum = new long[BUCKETS];
		Arrays.setAll(sum, i -> counts[i] + other.counts[i]);
		return new Log2Histogram(sum);
	}

	/** What was counted since {@code earlier}; a bucket that shrank counts as 0. */
	public Log2Histogram minus(Log2Histogram earlier) {
		long[] difference = new long[BUCKETS];
		long any = 0;
		for (int i = 0; i < BUCKETS; i++) {
			difference[i] = Math.max(0, counts[i] - earlier.counts[i]);
			any |= difference[i];
		}
		/* A history keeps many of these, most of them of intervals in which nothing was measured. */
		return any == 0 ? EMPTY : new Log2Histogram(difference);
	}

	/**
	 * An estimate of a quantile, interpolated inside its bucket; empty where nothing was counted.
	 *
	 * @param quantile in (0, 1]: 0.95 for the 95th percentile
	 */
	public OptionalDouble quantile(double quantile) {
		if (!(quantile > 0 && quantile <= 1)) {
			throw new IllegalArgumentException("a quantile is in (0, 1], not " + quantile);
		}
		long total = total();
		if (total == 0) {
			return OptionalDouble.empty();
		}
		double rank = quantile * total;
		long before = 0;
		for (int i = 0; i < BUCKETS; i++) {
			if (counts[i] > 0 && before + counts[i] >= rank) {
				double low = i == 0 ? 0 : 1L << i;
				double high = 1L << (i + 1);
				return OptionalDouble.of(low + (high - low) * (rank - before) / counts[i]);
			}
			before += counts[i];
		}
		throw new AssertionError("unreachable: the ranks of all buckets sum to the total");
	}

	/** The counts, bucket 0 first, without the empty buckets at the end. A copy. */
	public long[] toArray() {
		int length = BUCKETS;
		while (length > 0 && counts[length - 1] == 0) {
			length--;
		}
		return Arrays.copyOf(counts, length);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Log2Histogram histogram && Arrays.equals(counts, histogram.counts);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(counts);
	}

	@Override
	public String toString() {
		return "Log2Histogram" + Arrays.toString(toArray());
	}
}
