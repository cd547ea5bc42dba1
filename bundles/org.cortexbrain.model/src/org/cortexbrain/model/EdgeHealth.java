package org.cortexbrain.model;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.cortexbrain.model.Health.State;
import org.cortexbrain.model.Health.Thresholds;

/** How well an edge does, from what happened in its newest interval. Stateless. */
public final class EdgeHealth {
	private EdgeHealth() {
	}

	/**
	 * The worst finding, with its figure; unknown where nothing happened.
	 *
	 * <p>Failures and the time to connect are the client's to tell; segments are lost in both directions, so both sides' retransmissions and
	 * round trips count.
	 */
	public static Health assess(Edge edge, Thresholds thresholds) {
		Optional<Rates> shown = edge.observation().rates();
		if (shown.isEmpty()) {
			return Health.UNKNOWN;
		}
		Health worst = Health.worse(failures(shown.get(), thresholds),
				latency("connect p95", shown.get().change().connectLatency(), thresholds));
		for (Observation side : Stream.of(edge.client(), edge.server()).flatMap(Optional::stream).toList()) {
			if (side.rates().isPresent()) {
				Rates rates = side.rates().get();
				worst = Health.worse(worst, retransmits(rates, thresholds));
				worst = Health.worse(worst, latency("round trip p95", rates.change().roundTrip(), thresholds));
			}
		}
		if (worst.state() != State.HEALTHY) {
			return worst;
		}
		Counters change = shown.get().change();
		boolean idle = change.attempted() == 0 && change.bytesSent() == 0 && change.bytesReceived() == 0 && change.active() == 0;
		return idle ? Health.UNKNOWN : Health.HEALTHY;
	}

	private static Health failures(Rates rates, Thresholds thresholds) {
		Counters change = rates.change();
		if (change.failures().total() == 0) {
			return Health.HEALTHY;
		}
		/* Open connections can be reset in an interval that opened none: then all that was tried failed. */
		double ratio = rates.failureRatio().orElse(1);
		State state = ratio >= thresholds.failingFailureRatio() ? State.FAILING
				: ratio >= thresholds.degradedFailureRatio() ? State.DEGRADED : State.HEALTHY;
		return state == State.HEALTHY ? Health.HEALTHY
				: new Health(state, percent(ratio) + " of connections " + commonest(change.failures()));
	}

	private static String commonest(Failures failures) {
		long most = failures.refused();
		String name = "refused";
		long[] counts = { failures.timedOut(), failures.unreachable(), failures.abandoned(), failures.reset(), failures.lost() };
		String[] names = { "timed out", "unreachable", "abandoned", "reset", "lost" };
		for (int i = 0; i < counts.length; i++) {
			if (counts[i] > most) {
				most = counts[i];
				name = names[i];
			}
		}
		return most == failures.total() ? name : "failed, most of them " + name;
	}

	private static Health retransmits(Rates rates, Thresholds thresholds) {
		double perSecond = rates.retransmitsPerSecond();
		return perSecond < thresholds.degradedRetransmitsPerSecond() ? Health.HEALTHY
				: new Health(State.DEGRADED, String.format(Locale.ROOT, "%.1f retransmits/s", perSecond));
	}

	private static Health latency(String what, Log2Histogram histogram, Thresholds thresholds) {
		OptionalDouble p95 = histogram.quantile(0.95);
		return p95.isEmpty() || p95.getAsDouble() < thresholds.degradedLatencyMicros() ? Health.HEALTHY
				: new Health(State.DEGRADED, String.format(Locale.ROOT, "%s %.0f ms", what, p95.getAsDouble() / 1000));
	}

	private static String percent(double ratio) {
		double percent = ratio * 100;
		return String.format(Locale.ROOT, percent < 10 ? "%.1f %%" : "%.0f %%", percent);
	}
}
