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

	public static final Log2Histogram EMPTY = new Log2Histogram(0, new long[0]);

	/* A client holds hundreds of thousands of these, each with a few neighbouring buckets: only those from the first to the last that counted. */
	private final int first;
	private final long[] counts;

	private Log2Histogram(int first, long[] counts) {
		this.first = first;
		this.counts = counts;
	}

	/** @param all of buckets from {@code from} on; not kept */
	private static Log2Histogram trimmed(int from, long[] all) {
		int begin = 0;
		int end = all.length;
		while (begin < end && all[begin] == 0) {
			begin++;
		}
		while (end > begin && all[end - 1] == 0) {
			end--;
		}
		return begin == end ? EMPTY : new Log2Histogram(from + begin, Arrays.copyOfRange(all, begin, end));
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
		return trimmed(0, counts);
	}

	public long count(int bucket) {
		if (bucket < 0 || bucket >= BUCKETS) {
			throw new IndexOutOfBoundsException("a histogram has the buckets 0 to " + (BUCKETS - 1) + ", not " + bucket);
		}
		return bucket < first || bucket >= end() ? 0 : counts[bucket - first];
	}

	private int end() {
		return first + counts.length;
	}

	/** How many values were counted. */
	public long total() {
		return Arrays.stream(counts).sum();
	}

	public Log2Histogram plus(Log2Histogram other) {
		if (other.counts.length == 0) {
			return this;
		}
		if (counts.length == 0) {
			return other;
		}
		int from = Math.min(first, other.first);
		long[] sum = new long[Math.max(end(), other.end()) - from];
		Arrays.setAll(sum, i -> count(from + i) + other.count(from + i));
		return trimmed(from, sum);
	}

	/** What was counted since {@code earlier}; a bucket that shrank counts as 0. */
	public Log2Histogram minus(Log2Histogram earlier) {
		if (earlier.counts.length == 0) {
			return this;
		}
		long[] difference = new long[counts.length];
		Arrays.setAll(difference, i -> Math.max(0, counts[i] - earlier.count(first + i)));
		return trimmed(first, difference);
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
		for (int i = first; i < end(); i++) {
			long here = count(i);
			if (here > 0 && before + here >= rank) {
				double low = i == 0 ? 0 : 1L << i;
				double high = 1L << (i + 1);
				return OptionalDouble.of(low + (high - low) * (rank - before) / here);
			}
			before += here;
		}
		throw new AssertionError("unreachable: the ranks of all buckets sum to the total");
	}

	/** The counts, bucket 0 first, without the empty buckets at the end. A copy. */
	public long[] toArray() {
		long[] all = new long[end()];
		System.arraycopy(counts, 0, all, first, counts.length);
		return all;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Log2Histogram histogram && first == histogram.first && Arrays.equals(counts, histogram.counts);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(counts) + first;
	}

	@Override
	public String toString() {
		return "Log2Histogram" + Arrays.toString(toArray());
	}
}
