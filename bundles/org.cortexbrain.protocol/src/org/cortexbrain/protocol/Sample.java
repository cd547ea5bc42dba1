package org.cortexbrain.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.cortexbrain.model.Loss;

/**
 * One agent's counters at one instant. Counters are cumulative since the epoch began.
 *
 * @param epoch the agent's start that the counters belong to
 * @param sequence 0, 1, 2 ... within one stream; a reader that misses a number has lost a sample
 * @param at when the counters were read, by the node's clock, which may be wrong or jump
 * @param elapsed time since the epoch began, by the node's monotonic clock: what rates are made with
 * @param complete whether this holds every flow (the first sample of a stream) or only those that changed since the sample before
 * @param parties the local owners of sockets that are new or have changed since the sample before; all of them in a complete sample
 * @param flows the flows that have changed; all of them in a complete sample
 * @param retired flows that the agent has forgotten, since their owner is long gone. Should one of these keys come back, it counts
 *        from 0 again
 * @param losses all losses with a count above 0, always all
 */
public record Sample(String epoch, long sequence, Instant at, Duration elapsed, boolean complete, List<Party> parties, List<Flow> flows,
		List<FlowKey> retired, List<Loss> losses) implements Message {
	public Sample {
		Objects.requireNonNull(epoch);
		Objects.requireNonNull(at);
		Objects.requireNonNull(elapsed);
		parties = List.copyOf(parties);
		flows = List.copyOf(flows);
		retired = List.copyOf(retired);
		losses = List.copyOf(losses);
	}
}
