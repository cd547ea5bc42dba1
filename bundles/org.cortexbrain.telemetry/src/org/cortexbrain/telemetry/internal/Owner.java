package org.cortexbrain.telemetry.internal;

import org.cortexbrain.model.Endpoint;

/**
 * The owner of one control group of one node, whose name may be learnt later than its traffic: flows point here, so a new name needs no
 * moving of numbers.
 */
final class Owner implements Peer.Known {
	/** Who told of it. */
	final SourceFold source;
	private Endpoint endpoint;
	private boolean alive;

	Owner(SourceFold source, Endpoint endpoint) {
		this.source = source;
		this.endpoint = endpoint;
		this.alive = true;
	}

	void update(Endpoint now, boolean nowAlive) {
		endpoint = now;
		alive = nowAlive;
	}

	/** Nothing is known of it any more: it yields to whoever shows the same address. */
	void retire() {
		alive = false;
	}

	@Override
	public Endpoint endpoint() {
		return endpoint;
	}

	boolean alive() {
		return alive;
	}
}
