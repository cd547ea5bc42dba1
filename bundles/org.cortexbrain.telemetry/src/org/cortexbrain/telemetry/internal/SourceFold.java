package org.cortexbrain.telemetry.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;

/** What one source has told: the flows of its node, and the sums of those that are gone. */
final class SourceFold {
	/** How many sums of flows that are gone are kept; the oldest go first, and are counted. */
	private static final int MOST_PAST = 20_000;
	/** How many retired keys are remembered to refuse a late sample that has them. */
	private static final int MOST_RETIRED = 20_000;

	/** Who talked to whom in flows that are gone. */
	record Past(Owner owner, Peer peer, Role role, int port) {
	}

	final Addresses addresses;
	String node = "";
	String epoch = "";
	Instant at = Instant.EPOCH;
	List<Loss> losses = List.of();
	long samples;
	private Duration newest = Duration.ZERO;
	private Duration interval = Duration.ZERO;
	private long pastDropped;
	private final Map<Long, Owner> owners = new HashMap<>();
	private final Map<Long, Duration> ownersToldAt = new HashMap<>();
	private final Map<FlowKey, FlowState> flows = new LinkedHashMap<>();
	private final Map<Past, Counters> past = new LinkedHashMap<>();
	private final Map<FlowKey, Duration> retired = new LinkedHashMap<>();

	SourceFold(Addresses addresses) {
		this.addresses = addresses;
	}

	void accept(Sample sample) {
		if (!sample.epoch().equals(epoch)) {
			begin(sample.epoch());
		}
		boolean newer = samples == 0 || sample.elapsed().compareTo(newest) > 0;
		if (newer) {
			/* After a first, complete sample there is no interval yet; after a gap it is as long as the gap. */
			interval = samples == 0 ? Duration.ZERO : sample.elapsed().minus(newest);
			newest = sample.elapsed();
			at = sample.at();
			losses = sample.losses();
			samples++;
		}
		for (Party party : sample.parties()) {
			take(party, sample.elapsed());
		}
		/* Servers first: a client's flow of the same sample then finds who served it. */
		for (Flow flow : sample.flows()) {
			if (flow.key().role() == Role.SERVER) {
				addresses.learn(node, flow.key(), owner(flow.key().cgroupId()));
			}
		}
		for (Flow flow : sample.flows()) {
			if (flow.key().role() == Role.CLIENT) {
				addresses.learn(node, flow.key(), owner(flow.key().cgroupId()));
			}
		}
		for (Flow flow : sample.flows()) {
			take(flow, sample.elapsed());
		}
		for (FlowKey key : sample.retired()) {
			retire(key, sample.elapsed());
		}
	}

	/** Another start of the agent: its counters begin at 0, so those of before become sums. */
	private void begin(String newEpoch) {
		epoch = newEpoch;
		flows.values().forEach(this::keepSums);
		flows.clear();
		owners.values().forEach(addresses::forget);
		owners.clear();
		ownersToldAt.clear();
		retired.clear();
		newest = Duration.ZERO;
		interval = Duration.ZERO;
		samples = 0;
	}

	private Owner owner(long cgroupId) {
		return owners.computeIfAbsent(cgroupId, id -> new Owner(new Endpoint.Unidentified(node, id), true));
	}

	private void take(Party party, Duration told) {
		Duration before = ownersToldAt.get(party.cgroupId());
		if (before == null || told.compareTo(before) >= 0) {
			ownersToldAt.put(party.cgroupId(), told);
			owner(party.cgroupId()).update(party.endpoint(), party.alive());
		}
	}

	private void take(Flow flow, Duration readAt) {
		Duration gone = retired.get(flow.key());
		if (gone != null && readAt.compareTo(gone) <= 0) {
			return;
		}
		FlowState state = flows.computeIfAbsent(flow.key(), key -> new FlowState(key, owner(key.cgroupId())));
		if (state.readAt == null || readAt.compareTo(state.readAt) > 0) {
			state.grow(flow.counters(), readAt, samples, peer(flow.key()));
		}
	}

	private Peer peer(FlowKey key) {
		if (key.remote().isEmpty()) {
			return new Peer.Stranger(new Endpoint.Others(node));
		}
		return (key.role() == Role.CLIENT ? addresses.target(node, key) : addresses.source(node, key)).map(Peer.class::cast)
				.orElseGet(() -> new Peer.Stranger(new Endpoint.External(AddressText.of(key.remote().get()))));
	}

	/** Looks again for the owners of addresses that had none: another source may have told. */
	void meetStrangers() {
		flows.values().forEach(this::meetStranger);
	}

	private void meetStranger(FlowState state) {
		if (state.peer instanceof Peer.Stranger && state.key.remote().isPresent() && peer(state.key) instanceof Owner met) {
			state.turnTo(met);
		}
	}

	/** Owners that another source had told are not known any more. */
	void forgetPeers(Set<Owner> gone) {
		for (FlowState state : flows.values()) {
			for (Peer peer : List.copyOf(state.shares().keySet())) {
				if (peer instanceof Owner owner && gone.contains(owner)) {
					state.replace(peer, peer(state.key));
				}
			}
		}
		past.keySet().removeIf(sum -> sum.peer() instanceof Owner owner && gone.contains(owner));
	}

	Set<Owner> owners() {
		return Set.copyOf(owners.values());
	}

	private void retire(FlowKey key, Duration when) {
		retired.put(key, when);
		if (retired.size() > MOST_RETIRED) {
			retired.remove(retired.keySet().iterator().next());
		}
		FlowState state = flows.get(key);
		if (state != null && state.readAt.compareTo(when) <= 0) {
			flows.remove(key);
			keepSums(state);
			if (flows.values().stream().noneMatch(other -> other.owner == state.owner)) {
				addresses.forget(state.owner);
			}
		}
	}

	private void keepSums(FlowState state) {
		meetStranger(state);
		state.shares().forEach((peer, counters) -> {
			if (!addresses.shared(node, state)) {
				past.merge(new Past(state.owner, peer, state.key.role(), state.key.port()), FlowState.withActive(counters, 0), Counters::plus);
			}
		});
		while (past.size() > MOST_PAST) {
			past.remove(past.keySet().iterator().next());
			pastDropped++;
		}
	}

	Collection<FlowState> flows() {
		return flows.values();
	}

	Map<Past, Counters> past() {
		return past;
	}

	/** The time between the two newest samples; zero if there was only one. */
	Duration interval() {
		return interval;
	}

	long pastDropped() {
		return pastDropped;
	}

	void close() {
		owners.values().forEach(addresses::forget);
	}
}
