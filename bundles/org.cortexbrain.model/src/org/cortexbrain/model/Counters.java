package org.cortexbrain.model;

/**
 * What one side counted of its connections. All but {@code active} are cumulative.
 *
 * @param opened connections that were established
 * @param closed of these, those that ended
 * @param active connections open now
 * @param failures connections that failed, by reason
 * @param bytesSent payload sent by this side, each byte once however often it was retransmitted
 * @param bytesReceived payload received by this side
 * @param segmentsRetransmitted segments that this side sent again
 * @param resetsSent resets that this side sent on established connections
 * @param resetsReceived resets that this side received on established connections
 * @param connectLatency from SYN to established, in microseconds; client side only
 * @param roundTrip smoothed round-trip time, in microseconds, one value for each connection and second of its life
 */
public record Counters(long opened, long closed, long active, Failures failures, long bytesSent, long bytesReceived,
		long segmentsRetransmitted, long resetsSent, long resetsReceived, Log2Histogram connectLatency, Log2Histogram roundTrip) {

	public static final Counters ZERO = new Counters(0, 0, 0, Failures.NONE, 0, 0, 0, 0, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY);

	/* Hundreds of thousands of these are held, and most count no failure. */
	public Counters {
		failures = failures.equals(Failures.NONE) ? Failures.NONE : failures;
	}

	/** Connections tried: established ones, and those that failed before that. */
	public long attempted() {
		return opened + failures.toConnect();
	}

	/** The sum; one of the two where the other is {@link #ZERO}, so that what is not added to is not copied. */
	public Counters plus(Counters that) {
		if (that == ZERO) {
			return this;
		}
		if (this == ZERO) {
			return that;
		}
		return new Counters(opened + that.opened, closed + that.closed, active + that.active, failures.plus(that.failures),
				bytesSent + that.bytesSent, bytesReceived + that.bytesReceived, segmentsRetransmitted + that.segmentsRetransmitted,
				resetsSent + that.resetsSent, resetsReceived + that.resetsReceived, connectLatency.plus(that.connectLatency),
				roundTrip.plus(that.roundTrip));
	}

	/** The same with another number of open connections. */
	public Counters withActive(long now) {
		return now == active ? this
				: new Counters(opened, closed, now, failures, bytesSent, bytesReceived, segmentsRetransmitted, resetsSent, resetsReceived, connectLatency,
						roundTrip);
	}

	/** What was counted since {@code earlier}: never negative; {@code active} is that of now. */
	public Counters minus(Counters earlier) {
		if (earlier == ZERO) {
			return this;
		}
		return new Counters(Math.max(0, opened - earlier.opened), Math.max(0, closed - earlier.closed), active,
				failures.minus(earlier.failures), Math.max(0, bytesSent - earlier.bytesSent),
				Math.max(0, bytesReceived - earlier.bytesReceived),
				Math.max(0, segmentsRetransmitted - earlier.segmentsRetransmitted), Math.max(0, resetsSent - earlier.resetsSent),
				Math.max(0, resetsReceived - earlier.resetsReceived), connectLatency.minus(earlier.connectLatency),
				roundTrip.minus(earlier.roundTrip));
	}
}
