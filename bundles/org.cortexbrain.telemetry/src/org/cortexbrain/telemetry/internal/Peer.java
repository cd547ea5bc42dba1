package org.cortexbrain.telemetry.internal;

import org.cortexbrain.model.Endpoint;

/** The other end of a flow, as far as it is known now. */
sealed interface Peer permits Owner, Peer.Stranger {
	/** An address that no agent owns so far, or all those that were counted together. */
	record Stranger(Endpoint endpoint) implements Peer {
	}

	Endpoint endpoint();
}
