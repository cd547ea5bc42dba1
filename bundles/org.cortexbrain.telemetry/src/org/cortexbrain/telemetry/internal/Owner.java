package org.cortexbrain.telemetry.internal;

import org.cortexbrain.model.Endpoint;

/**
 * The owner of one control group of one node, whose name may be learnt later than its traffic: flows point here, so a new name needs no
 * moving of numbers.
 */
final class Owner implements Peer {
	private Endpoint endpoint;
	private boolean alive;

	Owner(Endpoint endpoint, boolean alive) {
		this.endpoint = endpoint;
		this.alive = alive;
	}

	void update(Endpoint now, boolean nowAlive) {
		endpoint = now;
		alive = nowAlive;
	}

	@Override
	public Endpoint endpoint() {
		return endpoint;
	}

	boolean alive() {
		return alive;
	}
}
