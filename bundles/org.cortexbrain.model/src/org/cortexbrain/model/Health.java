package org.cortexbrain.model;

import java.util.Objects;

/**
 * How well something does, and why that is said.
 *
 * @param state never null
 * @param reason one short phrase with the figure and its unit ({@code 12 % of connections refused}); empty when healthy or unknown for
 *            want of traffic
 */
public record Health(State state, String reason) {
	/** From best to worst; unknown is not a degree, it stands apart at the beginning. */
	public enum State {
		UNKNOWN, HEALTHY, DEGRADED, FAILING
	}

	public Health {
		Objects.requireNonNull(state);
		Objects.requireNonNull(reason);
	}

	/** Thresholds at which an edge is called degraded or failing. Ratios are in [0, 1]. */
	public record Thresholds(double degradedFailureRatio, double failingFailureRatio, double degradedRetransmitsPerSecond,
			double degradedLatencyMicros) {
		public static final Thresholds DEFAULT = new Thresholds(0.01, 0.10, 1, 100_000);
	}

	public static final Health UNKNOWN = new Health(State.UNKNOWN, "");
	public static final Health HEALTHY = new Health(State.HEALTHY, "");

	/** The worse of two. */
	public static Health worse(Health a, Health b) {
		return b.state.compareTo(a.state) > 0 ? b : a;
	}
}
