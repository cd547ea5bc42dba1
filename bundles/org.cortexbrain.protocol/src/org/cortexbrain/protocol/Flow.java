package org.cortexbrain.protocol;

import java.util.Objects;

import org.cortexbrain.model.Counters;

/** What one side saw of the traffic between its sockets and a remote address and port, since the epoch began. */
public record Flow(FlowKey key, Counters counters) {
	public Flow {
		Objects.requireNonNull(key);
		Objects.requireNonNull(counters);
	}
}
