package org.cortexbrain.telemetry.internal;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;

/** What one source has told: the flows of its node, and the sums of those that are gone. */
final class SourceFold {
	/** How many sums of flows that are gone are kept by name; the oldest are then added to the others', and that is counted. */
	static final int MOST_PAST = 20_000;
	private static final int MOST_UNMET = 20_000;
	/** How many retired keys are remembered to refuse a late sample that has them. */
	private static final int MOST_RETIRED = 20_000;
	/** How many earlier starts of the agent are remembered to refuse what comes late from them. */
	private static final int MOST_EPOCHS = 1_000;

	/** Who talked to whom in flows that are gone. */
	record Past(Owner owner, Peer.Known peer, Role role, int port) {
	}

	final Addresses addresses;
	private final Optional<AddressBook> book;
	private final NodeClock clock = new NodeClock();
	private String node = "";
	private String epoch = "";
	private Instant at = Instant.EPOCH;
	private List<Loss> losses = List.of();
	private long samples;
	private Duration newest = Duration.ZERO;
	private Duration interval = Duration.ZERO;
	private long grouped;
	/** Samples that this client could not take in. */
	private long failed;
	/** The newest sample that told anything but the time; what it changed is not in the rates any more one sample later. */
	private long lastNews;
	private final Set<String> earlierEpochs = new LinkedHashSet<>();
	private final Map<Long, Owner> owners = new HashMap<>();
	private final Map<Long, Duration> ownersToldAt = new HashMap<>();
	private final List<Owner> ownersOfEarlierEpoch = new ArrayList<>();
	private final Map<FlowKey, FlowState> flows = new LinkedHashMap<>();
	private final Map<Owner, Integer> flowsOfOwner = new HashMap<>();
	/** Flows of earlier epochs with a stranger, whom another source may yet name. */
	private final Deque<FlowState> unmet = new ArrayDeque<>();
	private final Map<Past, Counters> past = new LinkedHashMap<>();
	private final Map<FlowKey, Duration> retired = new LinkedHashMap<>();

	/**
	 * @param addresses what agents tell of the addresses of one cluster, or outside of clusters
	 * @param book what the cluster tells of them
	 */
	SourceFold(Addresses addresses, Optional<AddressBook> book) {
		this.addresses = addresses;
		this.book = book;
	}

	void hello(String name) {
		node = name;
	}

	/** What the node is called among those of all clusters. */
	String place() {
		return Mesh.place(book.map(AddressBook::cluster), node);
	}

	Optional<AddressBook> book() {
		return book;
	}

	/** @param received when it arrived here, by this client's clock */
	void accept(Sample sample, Instant received) {
		if (earlierEpochs.contains(sample.epoch())) {
			/* Late, from before the agent's restart: its last counters are in the sums already. */
			return;
		}
		if (!sample.epoch().equals(epoch)) {
			begin(sample.epoch());
		}
		/* First of all: a time that no clock can have had is refused with nothing taken in. */
		Instant when = clock.read(sample.elapsed(), received);
		boolean news = !sample.parties().isEmpty() || !sample.retired().isEmpty() || !sample.losses().equals(losses);
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
		List<Flow> fresh = sample.flows().stream().filter(flow -> isNews(flow.key(), sample.elapsed())).toList();
		/* All addresses are learnt before the first flow is shared out: a client's flow then finds who served it. */
		fresh.forEach(flow -> addresses.learn(node, flow.key(), owner(flow.key().cgroupId())));
		for (Flow flow : fresh) {
			news |= take(flow, sample.elapsed(), when);
		}
		for (FlowKey key : sample.retired()) {
			retire(key, sample.elapsed());
		}
		if (news) {
			lastNews = samples;
		}
	}

	/** A sample could not be taken in: what it told is missing until its flows are told again. */
	void failed() {
		failed++;
	}

	/**
	 * Whether the newest sample told something, or made the rates end of what the one before it told, or was one of the first two, which have no
	 * rates before them.
	 */
	boolean hasNews() {
		return samples <= 2 || samples - lastNews <= 1;
	}

	/** Another start of the agent: its counters begin at 0, so those of before become sums. */
	private void begin(String newEpoch) {
		if (!epoch.isEmpty()) {
			earlierEpochs.add(epoch);
			if (earlierEpochs.size() > MOST_EPOCHS) {
				earlierEpochs.remove(earlierEpochs.iterator().next());
			}
		}
		epoch = newEpoch;
		clock.begin();
		flows.values().forEach(this::carryOver);
		flows.clear();
		while (unmet.size() > MOST_UNMET) {
			keepSums(unmet.removeFirst());
		}
		flowsOfOwner.clear();
		ownersOfEarlierEpoch.forEach(addresses::forget);
		ownersOfEarlierEpoch.clear();
		/* The new agent knows an address only once it has traffic: until then the last owner stands for it. */
		owners.values().forEach(Owner::retire);
		ownersOfEarlierEpoch.addAll(owners.values());
		owners.clear();
		ownersToldAt.clear();
		retired.clear();
		newest = Duration.ZERO;
		interval = Duration.ZERO;
		samples = 0;
		lastNews = 0;
	}

	private void carryOver(FlowState state) {
		state.end();
		if (isWithStranger(state)) {
			unmet.add(state);
		} else {
			keepSums(state);
		}
	}

	private static boolean isWithStranger(FlowState state) {
		return state.peer instanceof Peer.Stranger && state.key.remote().isPresent();
	}

	/** Two clusters may have nodes, namespaces and addresses of one name. */
	private Endpoint here(Endpoint endpoint) {
		return book.map(AddressBook::cluster).map(endpoint::in).orElse(endpoint);
	}

	private Owner owner(long cgroupId) {
		return owners.computeIfAbsent(cgroupId, id -> new Owner(this, here(new Endpoint.Unidentified(node, id))));
	}

	private void take(Party party, Duration told) {
		Duration before = ownersToldAt.get(party.cgroupId());
		if (before == null || told.compareTo(before) >= 0) {
			ownersToldAt.put(party.cgroupId(), told);
			owner(party.cgroupId()).update(here(party.endpoint()), party.alive());
		}
	}

	private boolean isNews(FlowKey key, Duration readAt) {
		Duration gone = retired.get(key);
		FlowState state = flows.get(key);
		return (gone == null || readAt.compareTo(gone) > 0) && (state == null || readAt.compareTo(state.readAt) > 0);
	}

	private boolean take(Flow flow, Duration readAt, Instant when) {
		FlowState state = flows.computeIfAbsent(flow.key(), key -> {
			Owner owner = owner(key.cgroupId());
			flowsOfOwner.merge(owner, 1, Integer::sum);
			return new FlowState(key, owner);
		});
		return state.grow(flow.counters(), readAt, samples, peer(flow.key(), when), when, (from, until) -> known(flow.key(), from, until));
	}

	private Peer peer(FlowKey key, Instant when) {
		if (key.remote().isEmpty()) {
			return others();
		}
		return known(key, when, when).orElseGet(() -> new Peer.Stranger(told(key, when)
				.orElseGet(() -> here(new Endpoint.External(AddressText.of(key.remote().get()))))));
	}

	/** What the cluster says of the remote end at a time. Loopback and the like have no meaning beyond their node. */
	private Optional<Endpoint> told(FlowKey key, Instant when) {
		InetAddress remote = key.remote().orElseThrow();
		if (book.isEmpty() || remote.isLoopbackAddress() || remote.isLinkLocalAddress()) {
			return Optional.empty();
		}
		return key.role() == Role.CLIENT ? book.get().target(remote, key.port(), when) : book.get().source(remote, when);
	}

	/**
	 * Who the remote end was all through a time, as far as it is known for good: a pod by its UID, a service, else whoever an agent has seen with
	 * that address. A node's address alone does not say which of its programs it was.
	 */
	private Optional<Peer> known(FlowKey key, Instant from, Instant until) {
		Optional<Endpoint> told = told(key, until).filter(SourceFold::isExact);
		if (!from.equals(until) && !told.equals(told(key, from).filter(SourceFold::isExact))) {
			return Optional.empty();
		}
		if (told.isPresent()) {
			return told.map(Peer.Named::new);
		}
		if (book.isPresent() && !book.get().isSettled() && !key.remote().orElseThrow().isLoopbackAddress()) {
			/* The cluster is about to tell: an agent's word for whoever else has that address would be kept for good. */
			return Optional.empty();
		}
		return key.role() == Role.CLIENT ? addresses.target(node, key).map(Peer.class::cast) : addresses.source(node, key);
	}

	private static boolean isExact(Endpoint endpoint) {
		return !(endpoint instanceof Endpoint.Node);
	}

	private Peer.Stranger others() {
		return new Peer.Stranger(here(new Endpoint.Others(node)));
	}

	/** Looks again for the owners of addresses that had none: another source may have told. */
	void meetStrangers() {
		flows.values().forEach(this::meetStranger);
		unmet.removeIf(state -> {
			meetStranger(state);
			if (!isWithStranger(state)) {
				keepSums(state);
				return true;
			}
			return false;
		});
	}

	private void meetStranger(FlowState state) {
		if (isWithStranger(state)) {
			known(state.key, state.strangeFrom, state.strangeUntil).ifPresent(state::turnTo);
		}
	}

	/** Owners that another source had told are not known any more: their addresses are strangers again, what is past is the others'. */
	void forgetPeers(SourceFold removed) {
		for (FlowState state : flows()) {
			state.replace(peer -> peer instanceof Owner owner && owner.source == removed, peer(state.key, clock.newest()), clock.newest());
		}
		for (Past each : List.copyOf(past.keySet())) {
			if (each.peer() instanceof Owner owner && owner.source == removed) {
				group(each);
			}
		}
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
			if (flowsOfOwner.merge(state.owner, -1, Integer::sum) == 0) {
				flowsOfOwner.remove(state.owner);
				addresses.forget(state.owner);
				if (!state.owner.alive()) {
					/* Should the control group's number come back, the agent tells its owner anew. */
					owners.remove(key.cgroupId());
					ownersToldAt.remove(key.cgroupId());
				}
			}
		}
	}

	private void keepSums(FlowState state) {
		meetStranger(state);
		state.shares().forEach((peer, counters) -> {
			if (peer instanceof Peer.Known known) {
				add(new Past(state.owner, known, state.key.role(), state.key.port()), counters.withActive(0));
			}
		});
		while (past.size() > MOST_PAST && groupOldest()) {
			grouped++;
		}
	}

	private void add(Past to, Counters counters) {
		past.merge(to, counters, Counters::plus);
	}

	private boolean groupOldest() {
		Optional<Past> oldest = past.keySet().stream().filter(each -> !each.peer().equals(others())).findFirst();
		oldest.ifPresent(this::group);
		return oldest.isPresent();
	}

	/** Sums stay right, only whom they were with is forgotten. */
	private void group(Past each) {
		Counters counters = past.remove(each);
		add(new Past(each.owner(), others(), each.role(), each.role() == Role.CLIENT ? 0 : each.port()), counters);
	}

	List<FlowState> flows() {
		List<FlowState> all = new ArrayList<>(flows.values());
		all.addAll(unmet);
		return all;
	}

	Map<Past, Counters> past() {
		return past;
	}

	/** Those that this epoch has told of. */
	Collection<Owner> owners() {
		return owners.values();
	}

	/** When the newest sample was taken, by its node's clock. */
	Instant at() {
		return at;
	}

	/** How many newer samples this epoch has had; 0 before the first. */
	long samples() {
		return samples;
	}

	/** The time between the two newest samples; zero if there was only one. */
	Duration interval() {
		return interval;
	}

	/**
	 * Whether another source of the same agent tells this one's traffic as well or better: it has gone on to a later start of the agent, or
	 * is clearly ahead, or as far and was there before.
	 */
	boolean isToldBy(SourceFold other, boolean otherWasFirst, Duration clearly) {
		if (samples == 0 || other.addresses != addresses) {
			/* Nothing to tell yet; or a node of another cluster. */
			return false;
		}
		if (other.earlierEpochs.contains(epoch)) {
			return true;
		}
		return other.samples > 0 && other.epoch.equals(epoch) && (otherWasFirst ? newest.minus(other.newest).compareTo(clearly) <= 0
				: other.newest.minus(newest).compareTo(clearly) > 0);
	}

	/** What the agent could not count or name, and what was grouped here. */
	List<Loss> losses() {
		if (grouped == 0 && failed == 0) {
			return losses;
		}
		List<Loss> all = new ArrayList<>(losses);
		if (grouped > 0) {
			all.add(new Loss("past_traffic_grouped", grouped,
					"traffic of pods and addresses that are gone was added to the others', since this client keeps only " + MOST_PAST
							+ " of them by name; remove the source and add it again to begin anew"));
		}
		if (failed > 0) {
			all.add(new Loss("samples_failed", failed,
					"samples could not be taken in by this client, so that numbers may be too low; remove the source and add it again to have all of them"
							+ " (the log says what happened)"));
		}
		return all;
	}

	void close() {
		owners.values().forEach(addresses::forget);
		ownersOfEarlierEpoch.forEach(addresses::forget);
	}
}
