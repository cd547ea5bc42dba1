package org.cortexbrain.telemetry.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * When a node's counters were read, by this client's clock. The node's own clock of day may be an hour off or jump; its monotonic one does
 * not. A sample that came by the fastest way tells where the two clocks meet; one that came late is thus read at its own time. For one
 * thread.
 */
final class NodeClock {
	/** The clocks drift apart by some seconds a day: what was fastest is forgotten after one to two of these. */
	private static final Duration WINDOW = Duration.ofMinutes(10);

	/** The beginning of the node's monotonic clock, by the fastest sample of this window and of the one before. */
	private Instant beginning = Instant.MAX;
	private Instant beginningBefore = Instant.MAX;
	private Duration windowBegan = Duration.ZERO;
	private Instant newest = Instant.EPOCH;

	/** The node's monotonic clock begins anew. */
	void begin() {
		beginning = Instant.MAX;
		beginningBefore = Instant.MAX;
		windowBegan = Duration.ZERO;
	}

	/**
	 * @param elapsed by the node's monotonic clock
	 * @param received by this client's clock
	 * @return never after {@code received}
	 */
	Instant read(Duration elapsed, Instant received) {
		if (elapsed.minus(windowBegan).compareTo(WINDOW) > 0) {
			windowBegan = elapsed;
			beginningBefore = beginning;
			beginning = Instant.MAX;
		}
		Instant now = received.minus(elapsed);
		beginning = now.isBefore(beginning) ? now : beginning;
		Instant earliest = beginning.isBefore(beginningBefore) ? beginning : beginningBefore;
		Instant when = earliest.plus(elapsed);
		newest = when.isAfter(newest) ? when : newest;
		return when;
	}

	/** The time of the newest sample. */
	Instant newest() {
		return newest;
	}
}
