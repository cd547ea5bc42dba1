package org.cortexbrain.telemetry.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Rates;
import org.cortexbrain.telemetry.HistoryPoint;

/**
 * The newest points of one edge as packed numbers, oldest first, in a ring of bytes: a point of a busy edge takes some 70 bytes, where its
 * objects take 700. Nothing is rounded.
 *
 * <p>Bounded in both directions: never more than {@link #MOST_POINTS}, nor more bytes than it is allowed; what comes then pushes the oldest
 * out, so that an edge with uncommonly large numbers has a shorter past, and never a wrong one. Not thread-safe.
 */
final class PointRing {
	/** Five minutes of samples a second apart. */
	static final int MOST_POINTS = 300;
	static final int MOST_BYTES = 24 * 1024;

	private static final int FIRST_BYTES = 512;
	/** Room for the largest point there can be. */
	static final int LEAST_BYTES = 1024;
	/** A number takes 10 bytes at most, 7 bits in each. */
	private static final int NUMBER_BYTES = 10;
	/** Length, instant, interval, counters and failures; two histograms with their lengths. */
	private static final int POINT_BYTES = NUMBER_BYTES * (1 + 3 + 14 + 2 * (1 + Log2Histogram.BUCKETS));

	private byte[] ring = new byte[FIRST_BYTES];
	private int first;
	private int used;
	private int points;
	private Instant newest = Instant.MIN;

	/** Where unpacking has come to, in bytes from the ring's oldest. */
	private int position;

	/** When the newest point was told; {@link Instant#MIN} before there is one. */
	Instant newest() {
		return newest;
	}

	/** The memory that the points take, in bytes. */
	int bytes() {
		return ring.length;
	}

	/** @param mostBytes that the points may take from now on, {@link #LEAST_BYTES} to {@link #MOST_BYTES} */
	void add(HistoryPoint point, int mostBytes) {
		byte[] packed = new byte[POINT_BYTES];
		int length = pack(point, packed);
		byte[] prefix = new byte[NUMBER_BYTES];
		int prefixLength = pack(length, prefix, 0);
		while (points > 0 && (points == MOST_POINTS || used + prefixLength + length > mostBytes)) {
			removeOldest();
		}
		makeRoom(used + prefixLength + length, mostBytes);
		append(prefix, prefixLength);
		append(packed, length);
		points++;
		newest = point.at();
	}

	/** The points, oldest first. A copy. */
	List<HistoryPoint> toList() {
		List<HistoryPoint> all = new ArrayList<>(points);
		position = 0;
		for (int i = 0; i < points; i++) {
			number();
			all.add(unpack());
		}
		return all;
	}

	private void removeOldest() {
		position = 0;
		int length = (int) number();
		int gone = position + length;
		first = (first + gone) % ring.length;
		used -= gone;
		points--;
	}

	private void makeRoom(int wanted, int mostBytes) {
		if (wanted <= ring.length && ring.length <= mostBytes) {
			return;
		}
		int length = Math.min(ring.length, mostBytes);
		while (length < wanted) {
			length = Math.min(2 * length, mostBytes);
		}
		byte[] room = new byte[length];
		int toEnd = Math.min(used, ring.length - first);
		System.arraycopy(ring, first, room, 0, toEnd);
		System.arraycopy(ring, 0, room, toEnd, used - toEnd);
		ring = room;
		first = 0;
	}

	private void append(byte[] from, int length) {
		for (int i = 0; i < length; i++) {
			ring[(first + used++) % ring.length] = from[i];
		}
	}

	private long number() {
		long value = 0;
		for (int shift = 0;; shift += 7) {
			byte next = ring[(first + position++) % ring.length];
			value |= (long) (next & 0x7f) << shift;
			if (next >= 0) {
				return value;
			}
		}
	}

	private static int pack(HistoryPoint point, byte[] to) {
		Counters change = point.rates().change();
		Failures failures = change.failures();
		long[] numbers = { point.at().getEpochSecond(), point.at().getNano(), point.rates().interval().toNanos(), change.opened(),
				change.closed(), change.active(), failures.refused(), failures.timedOut(), failures.unreachable(), failures.abandoned(),
				failures.reset(), failures.lost(), change.bytesSent(), change.bytesReceived(), change.segmentsRetransmitted(),
				change.resetsSent(), change.resetsReceived() };
		int end = 0;
		for (long number : numbers) {
			end = pack(number, to, end);
		}
		return pack(change.roundTrip(), to, pack(change.connectLatency(), to, end));
	}

	private static int pack(Log2Histogram histogram, byte[] to, int at) {
		long[] counts = histogram.toArray();
		int end = pack(counts.length, to, at);
		for (long count : counts) {
			end = pack(count, to, end);
		}
		return end;
	}

	private static int pack(long number, byte[] to, int at) {
		int end = at;
		long rest = number;
		/* As unsigned: an instant before 1970 takes all bytes, and is right. */
		while ((rest & ~0x7fL) != 0) {
			to[end++] = (byte) (rest & 0x7f | 0x80);
			rest >>>= 7;
		}
		to[end++] = (byte) rest;
		return end;
	}

	private HistoryPoint unpack() {
		Instant at = Instant.ofEpochSecond(number(), number());
		Duration interval = Duration.ofNanos(number());
		long opened = number();
		long closed = number();
		long active = number();
		var failures = new Failures(number(), number(), number(), number(), number(), number());
		var change = new Counters(opened, closed, active, failures, number(), number(), number(), number(), number(), histogram(),
				histogram());
		return new HistoryPoint(at, new Rates(change, interval));
	}

	private Log2Histogram histogram() {
		int length = (int) number();
		if (length == 0) {
			return Log2Histogram.EMPTY;
		}
		long[] counts = new long[length];
		for (int i = 0; i < length; i++) {
			counts[i] = number();
		}
		return Log2Histogram.of(counts);
	}
}
