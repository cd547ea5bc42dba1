package org.cortexbrain.ui.internal.session;

import java.util.OptionalDouble;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Observation;

/**
 * What goes over one or more edges now: rates of the last interval, per second.
 *
 * @param known whether there are rates at all; if not, the others are 0 and must not be shown
 * @param opened connections
 * @param failed connections, for whatever reason
 * @param attempted connections
 * @param bytesToTarget payload from source to target
 * @param bytesToSource payload from target to source
 * @param retransmits segments
 * @param active connections that are open now, known or not
 * @param connectLatency of the interval, microseconds
 * @param roundTrip of the interval, microseconds
 */
public record Traffic(boolean known, double opened, double failed, double attempted, double bytesToTarget, double bytesToSource,
		double retransmits, long active, Log2Histogram connectLatency, Log2Histogram roundTrip) {
	public static final Traffic NONE = new Traffic(false, 0, 0, 0, 0, 0, 0, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY);

	public static Traffic of(Edge edge) {
		Observation side = edge.observation();
		long active = side.total().active();
		if (side.rates().isEmpty()) {
			return new Traffic(false, 0, 0, 0, 0, 0, 0, active, Log2Histogram.EMPTY, Log2Histogram.EMPTY);
		}
		var rates = side.rates().get();
		Counters change = rates.change();
		boolean client = edge.client().isPresent();
		double sent = rates.bytesSentPerSecond();
		double received = rates.bytesReceivedPerSecond();
		return new Traffic(true, rates.openedPerSecond(), rates.failedPerSecond(),
				change.attempted() / (rates.interval().toNanos() / 1e9), client ? sent : received, client ? received : sent,
				rates.retransmitsPerSecond(), active, change.connectLatency(), change.roundTrip());
	}

	/** Both together. */
	public Traffic plus(Traffic that) {
		return new Traffic(known || that.known, opened + that.opened, failed + that.failed, attempted + that.attempted,
				bytesToTarget + that.bytesToTarget, bytesToSource + that.bytesToSource, retransmits + that.retransmits,
				active + that.active, connectLatency.plus(that.connectLatency), roundTrip.plus(that.roundTrip));
	}

	public boolean idle() {
		return attempted == 0 && failed == 0 && bytesToTarget == 0 && bytesToSource == 0;
	}

	public OptionalDouble ifKnown(double rate) {
		return known ? OptionalDouble.of(rate) : OptionalDouble.empty();
	}

	/** The share of attempted connections that failed; empty where none was attempted. */
	public OptionalDouble failureRatio() {
		return attempted == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, failed / attempted));
	}
}
