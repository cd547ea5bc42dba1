package org.cortexbrain.telemetry.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import org.cortexbrain.model.Counters;
import org.cortexbrain.protocol.FlowKey;

/**
 * What the fold keeps of one flow: the agent's last counters, and how they are shared out among the peers that the remote address belonged
 * to while they grew. Each increase goes to the peer of its time, so an address that is used again never moves old traffic.
 */
final class FlowState {
	final FlowKey key;
	final Owner owner;
	/** The agent's counters, and when they were read. */
	Counters counters = Counters.ZERO;
	Duration readAt;
	/** What came with the newest sample, to the newest peer. */
	Counters change = Counters.ZERO;
	long changedIn = -1;
	Peer peer;
	/** Between these the peer was a stranger, by this client's clock. */
	Instant strangeFrom = Instant.MAX;
	Instant strangeUntil = Instant.MIN;
	private final Map<Peer, Counters> shares = new LinkedHashMap<>();

	FlowState(FlowKey key, Owner owner) {
		this.key = key;
		this.owner = owner;
	}

	/**
	 * Takes newer counters; the increase is the present peer's.
	 *
	 * @param when the time of the increase, by this client's clock
	 * @param strangerIs whom a stranger of the time between two others turned out to be; empty where nobody knows
	 * @return whether they are others than before
	 */
	boolean grow(Counters now, Duration at, long sample, Peer to, Instant when, BiFunction<Instant, Instant, Optional<Peer>> strangerIs) {
		if (now.equals(counters) && !shares.isEmpty()) {
			/* A complete sample tells again what has not changed: no business of a new owner of the address. */
			readAt = at;
			return false;
		}
		change = now.minus(counters);
		changedIn = sample;
		counters = now;
		readAt = at;
		if (peer instanceof Peer.Stranger && !peer.equals(to)) {
			settleStranger(strangerIs.apply(strangeFrom, strangeUntil));
		}
		peer = to;
		shares.merge(to, change, FlowState::sum);
		if (to instanceof Peer.Stranger) {
			strangeFrom = when.isBefore(strangeFrom) ? when : strangeFrom;
			strangeUntil = when.isAfter(strangeUntil) ? when : strangeUntil;
		}
		return true;
	}

	/** What was a stranger's is whose it turned out to be; else the address keeps it for good. */
	private void settleStranger(Optional<Peer> known) {
		var stranger = (Peer.Stranger) peer;
		Counters theirs = shares.remove(stranger);
		if (theirs != null) {
			shares.merge(known.orElseGet(() -> new Peer.Named(stranger.endpoint())), theirs, FlowState::sum);
		}
		strangeFrom = Instant.MAX;
		strangeUntil = Instant.MIN;
	}

	/** The stranger turned out to be this peer all the time. */
	void turnTo(Peer to) {
		settleStranger(Optional.of(to));
		peer = to;
	}

	/** The agent has started anew: what was counted stays, nothing of it is open or new any more. */
	void end() {
		shares.replaceAll((_, counters) -> counters.withActive(0));
		changedIn = -1;
	}

	/** What peers had that are not known any more is another's. */
	void replace(Predicate<Peer> gone, Peer by, Instant when) {
		for (Peer old : List.copyOf(shares.keySet())) {
			if (gone.test(old)) {
				shares.merge(by, shares.remove(old), FlowState::sum);
			}
		}
		if (gone.test(peer)) {
			peer = by;
			strangeFrom = when;
			strangeUntil = when;
		}
	}

	/** Open connections are those of now: only the newest peer can have them. */
	private static Counters sum(Counters older, Counters newer) {
		return older.plus(newer).withActive(newer.active());
	}

	/** The shares by peer; only the present peer's has open connections. */
	Map<Peer, Counters> shares() {
		shares.replaceAll((each, counters) -> each.equals(peer) ? counters : counters.withActive(0));
		return shares;
	}
}
