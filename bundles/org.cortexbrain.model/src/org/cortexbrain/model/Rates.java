package org.cortexbrain.model;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What changed in an interval, with the interval, so that each rate can be made per second.
 *
 * @param change the difference of the counters over the interval
 * @param interval longer than zero, by the agent's monotonic clock
 */
public record Rates(Counters change, Duration interval) {
	public Rates {
		if (!interval.isPositive()) {
			throw new IllegalArgumentException("an interval is longer than zero: " + interval);
		}
	}

	private double perSecond(long count) {
		return count / (interval.toNanos() / 1e9);
	}

	/** Connections opened per second. */
	public double openedPerSecond() {
		return perSecond(change.opened());
	}

	/** Connections failed per second, for whatever reason. */
	public double failedPerSecond() {
		return perSecond(change.failures().total());
	}

	/** Payload bytes sent per second. */
	public double bytesSentPerSecond() {
		return perSecond(change.bytesSent());
	}

	/** Payload bytes received per second. */
	public double bytesReceivedPerSecond() {
		return perSecond(change.bytesReceived());
	}

	/** Segments sent again per second. */
	public double retransmitsPerSecond() {
		return perSecond(change.segmentsRetransmitted());
	}

	/** The share of failed connections among those attempted, in [0, 1]; empty if none was. */
	public OptionalDouble failureRatio() {
		long attempted = change.attempted();
		return attempted == 0 ? OptionalDouble.empty()
				: OptionalDouble.of(Math.min(1, change.failures().total() / (double) attempted));
	}
}
