package org.cortexbrain.telemetry;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.model.Loss;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;

/** The whole state of one source, as its samples have told it: what a recording begins with that is started in their midst. */
final class RecordingState {
	private NodeDescription node;
	private final Map<Long, Party> parties = new LinkedHashMap<>();
	private final Map<FlowKey, Flow> flows = new LinkedHashMap<>();
	private String epoch = "";
	private long sequence;
	private Instant at;
	private Instant received;
	private Duration elapsed;
	private List<Loss> losses = List.of();

	void hello(NodeDescription now) {
		node = now;
	}

	void sample(Sample sample, Instant when) {
		received = when;
		if (sample.complete() || !sample.epoch().equals(epoch)) {
			parties.clear();
			flows.clear();
		}
		epoch = sample.epoch();
		sequence = sample.sequence();
		at = sample.at();
		elapsed = sample.elapsed();
		losses = sample.losses();
		sample.parties().forEach(party -> parties.put(party.cgroupId(), party));
		sample.retired().forEach(flows::remove);
		sample.flows().forEach(flow -> flows.put(flow.key(), flow));
	}

	void writeTo(String source, RecordingWriter writer) throws IOException {
		if (node != null) {
			writer.hello(source, node);
		}
		if (at != null) {
			writer.sample(source, new Sample(epoch, sequence, at, elapsed, true, List.copyOf(parties.values()), List.copyOf(flows.values()),
					List.of(), losses), received);
		}
	}
}
