package org.cortexbrain.cli;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Rates;

/** What goes over an edge now, from source to target, by the side that is shown. */
record Flow(Edge edge) {
	Optional<Rates> rates() {
		return edge.observation().rates();
	}

	/** Nothing was tried or sent in the last interval, or there was none. */
	boolean isIdle() {
		return rates().map(Rates::change).map(change -> change.attempted() == 0 && change.failures().total() == 0 && change.bytesSent() == 0
				&& change.bytesReceived() == 0 && change.closed() == 0).orElse(true);
	}

	OptionalDouble perSecond(ToDoubleFunction<Rates> rate) {
		return rates().map(each -> OptionalDouble.of(rate.applyAsDouble(each))).orElse(OptionalDouble.empty());
	}

	/** Payload bytes a second. */
	OptionalDouble toTarget() {
		return perSecond(edge.client().isPresent() ? Rates::bytesSentPerSecond : Rates::bytesReceivedPerSecond);
	}

	/** Payload bytes a second. */
	OptionalDouble toSource() {
		return perSecond(edge.client().isPresent() ? Rates::bytesReceivedPerSecond : Rates::bytesSentPerSecond);
	}

	/** Microseconds. */
	OptionalDouble connectP95() {
		return rates().map(Rates::change).map(Counters::connectLatency).map(each -> each.quantile(0.95)).orElse(OptionalDouble.empty());
	}

	/** Microseconds. */
	OptionalDouble roundTripP95() {
		return rates().map(Rates::change).map(Counters::roundTrip).map(each -> each.quantile(0.95)).orElse(OptionalDouble.empty());
	}
}
