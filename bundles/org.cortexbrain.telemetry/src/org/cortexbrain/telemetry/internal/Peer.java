package org.cortexbrain.telemetry.internal;

import org.cortexbrain.model.Endpoint;

/** The other end of a flow, as far as it is known now. */
sealed interface Peer {
	/** Whose traffic it is: shown in the mesh. */
	sealed interface Known extends Peer permits Owner, Named, Stranger {
		Endpoint endpoint();
	}

	/** Whom the cluster has told to be behind the address at the time of the traffic. */
	record Named(Endpoint endpoint) implements Known {
	}

	/** An address of which only so much is known that somebody may yet tell more; or all those that were counted together. */
	record Stranger(Endpoint endpoint) implements Known {
	}

	/** Several clients behind one address: their own sides tell who they are, the server's cannot be shared out and is not shown. */
	enum Shared implements Peer {
		CLIENTS
	}
}
