package org.cortexbrain.telemetry.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.cortexbrain.protocol.Sample;

/**
 * How long to wait before each sample of a recording, by the monotonic clock of the agent that made it: the nodes' clocks may be hours apart
 * and may jump. For one thread.
 */
public final class Pace {
	/** Nobody watches a pause longer than this, whatever the speed. */
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

	private record Played(String epoch, Duration elapsed, long nanoTime) {
	}

	private final double speed;
	private final Map<Integer, Played> last = new HashMap<>();

	/** @param speed 1 is real time, 2 is twice as fast; 0 waits for nothing */
	public Pace(double speed) {
		this.speed = speed;
	}

	/** The time from now until a sample is due; zero or more. */
	public Duration untilDue(int stream, Sample sample, long nanoTime) {
		Played before = last.get(stream);
		if (speed == 0 || before == null || !before.epoch.equals(sample.epoch())) {
			return Duration.ZERO;
		}
		double apart = sample.elapsed().minus(before.elapsed).toNanos() / speed;
		long due = (long) Math.min(apart, LONGEST_PAUSE.toNanos()) - (nanoTime - before.nanoTime);
		return due > 0 ? Duration.ofNanos(due) : Duration.ZERO;
	}

	/** A sample was played. */
	public void played(int stream, Sample sample, long nanoTime) {
		last.put(stream, new Played(sample.epoch(), sample.elapsed(), nanoTime));
	}
}
