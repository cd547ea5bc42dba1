package org.cortexbrain.telemetry.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Rates;
import org.cortexbrain.model.Role;
import org.cortexbrain.model.Workload;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Sample;

/**
 * From samples to the mesh: what it gives depends on what it was given and on nothing else, no clock, no chance. For one thread.
 *
 * <p>The two sides of a connection meet in one edge by address and port. Each side keeps its own count. Counters go on over a restart of
 * the agent; what comes late, twice or out of order changes nothing that is newer. What the server counts while several clients share one
 * address cannot be shared out among them and is left to the clients' own sides. An address that is used again is its new owner's from the
 * sample on in which the new owner first has a flow: what another node told before that, a second's traffic at most, is the old one's.
 */
public final class MeshFold {
	private record Stream(String source, int number) {
	}

	/** Two sources of one agent take turns in their samples; one that lags more than this has lost its agent. */
	private static final Duration CLEARLY = Duration.ofSeconds(150);

	/** Of each cluster its own: two may use the same addresses. The empty one is of what is in no cluster. */
	private final Map<Optional<String>, Addresses> addresses = new HashMap<>();
	/** Of the sources that are nodes of a cluster. */
	private final Map<String, AddressBook> books = new HashMap<>();
	private final ServiceSides services = new ServiceSides();
	private final Map<String, Workload> workloads = new HashMap<>();
	private final Map<Stream, SourceFold> sources = new LinkedHashMap<>();
	/** The order in which edges and endpoints were first seen, which is the order in which they are given. */
	private final Map<Edge.Key, Boolean> edgeOrder = new LinkedHashMap<>();
	private final Map<String, Boolean> endpointOrder = new LinkedHashMap<>();
	private Map<Edge.Key, Instant> toldAt = Map.of();

	/** What this source tells from now on is of a node of the book's cluster. Before its first stream. */
	public void belongs(String source, AddressBook book) {
		books.put(source, book);
	}

	/** A stream of this source begins. */
	public void hello(String source, int stream, NodeDescription node) {
		fold(source, stream).hello(node.node());
	}

	/** A sample that arrived at the time that is in it. */
	public void sample(String source, int stream, Sample sample) {
		sample(source, stream, sample, sample.at());
	}

	/** @param received when it arrived, by this client's clock */
	public void sample(String source, int stream, Sample sample, Instant received) {
		fold(source, stream).accept(sample, received);
	}

	private SourceFold fold(String source, int stream) {
		return sources.computeIfAbsent(new Stream(source, stream), _ -> {
			Optional<AddressBook> book = Optional.ofNullable(books.get(source));
			return new SourceFold(addresses.computeIfAbsent(book.map(AddressBook::cluster), _ -> new Addresses()), book);
		});
	}

	/** Takes a source out of the mesh, with all that it told. */
	public void remove(String source) {
		books.remove(source);
		for (Stream stream : List.copyOf(sources.keySet())) {
			if (stream.source().equals(source)) {
				SourceFold removed = sources.remove(stream);
				removed.close();
				sources.values().forEach(other -> other.forgetPeers(removed));
			}
		}
	}

	static final class Side {
		Counters total = Counters.ZERO;
		Counters change = Counters.ZERO;
		Duration interval = Duration.ZERO;
		Instant at = Instant.MIN;

		void add(Counters counters) {
			total = total.plus(counters);
		}

		void addChange(Counters counters, Duration over, Instant until) {
			change = change.plus(counters);
			interval = over.compareTo(interval) > 0 ? over : interval;
			at = until.isAfter(at) ? until : at;
		}

		void add(Side other) {
			total = total.plus(other.total);
			addChange(other.change, other.interval, other.at);
		}

		Observation observation() {
			return new Observation(total, interval.isPositive() ? Optional.of(new Rates(change, interval)) : Optional.empty());
		}
	}

	static final class Sides {
		Side client;
		Side server;
		/** Where the target is a service: what each of its backends counted. */
		final Map<Endpoint, Side> backends = new LinkedHashMap<>();

		Side of(Role role) {
			return switch (role) {
			case CLIENT -> client == null ? client = new Side() : client;
			case SERVER -> server == null ? server = new Side() : server;
			};
		}
	}

	/** The mesh of all that was told so far. */
	public Mesh mesh() {
		Map<Edge.Key, Sides> sides = new LinkedHashMap<>();
		List<SourceFold> counted = counted();
		var endpoints = new Endpoints(counted);
		Map<String, List<Loss>> losses = new LinkedHashMap<>();
		Instant at = Instant.EPOCH;
		for (SourceFold source : counted) {
			at = source.at().isAfter(at) ? source.at() : at;
			source.meetStrangers();
			addFlows(source, sides, endpoints);
			if (!source.losses().isEmpty()) {
				losses.put(source.place(), source.losses());
			}
		}
		services.join(sides, cluster -> Optional.ofNullable(endpoints.books.get(cluster)));
		endpoints.shown.keySet().retainAll(ends(sides));
		toldAt = new HashMap<>();
		sides.forEach((key, both) -> {
			Side shown = both.client != null ? both.client : both.server;
			if (shown.interval.isPositive()) {
				toldAt.put(key, shown.at);
			}
		});
		learnWorkloads(endpoints.shown, endpoints.books);
		return new Mesh(at, ordered(endpoints.shown), edges(sides), losses, workloads);
	}

	private static Set<String> ends(Map<Edge.Key, Sides> sides) {
		Set<String> ends = new HashSet<>();
		sides.forEach((key, both) -> {
			ends.add(key.source().id());
			ends.add(key.target().id());
			both.backends.keySet().forEach(backend -> ends.add(backend.id()));
		});
		return ends;
	}

	/** A cluster forgets who is gone; as long as its traffic is shown it is known here. */
	private void learnWorkloads(Map<String, Endpoint> shown, Map<String, AddressBook> known) {
		workloads.keySet().retainAll(shown.keySet());
		shown.forEach((id, endpoint) -> endpoint.cluster().map(known::get).flatMap(book -> book.workload(endpoint))
				.ifPresent(workload -> workloads.put(id, workload)));
	}

	/** The sources whose numbers count: of those that tell the same, one. */
	private List<SourceFold> counted() {
		List<SourceFold> all = List.copyOf(sources.values());
		List<SourceFold> counted = new ArrayList<>();
		for (int i = 0; i < all.size(); i++) {
			int index = i;
			if (IntStream.range(0, all.size()).noneMatch(other -> other != index && all.get(index).isToldBy(all.get(other), other < index, CLEARLY))) {
				counted.add(all.get(i));
			}
		}
		return counted;
	}

	/** Of each edge in the last mesh that has rates: when their interval ended, by the clock of the node that told them. */
	public Map<Edge.Key, Instant> toldAt() {
		return toldAt;
	}

	private void addFlows(SourceFold source, Map<Edge.Key, Sides> sides, Endpoints endpoints) {
		source.past().forEach((past, counters) -> side(past.owner().endpoint(), past.peer().endpoint(), past.role(), past.port(), sides,
				endpoints).add(counters));
		for (FlowState flow : source.flows()) {
			flow.shares().forEach((peer, counters) -> {
				if (peer instanceof Peer.Known known) {
					Side side = side(flow.owner.endpoint(), known.endpoint(), flow.key.role(), flow.key.port(), sides, endpoints);
					side.add(counters);
					if (source.interval().isPositive()) {
						boolean changed = flow.changedIn == source.samples() && peer.equals(flow.peer);
						side.addChange(changed ? flow.change : FlowState.withActive(Counters.ZERO, counters.active()), source.interval(),
								source.at());
					}
				}
			});
		}
	}

	private static Side side(Endpoint owner, Endpoint peer, Role role, int port, Map<Edge.Key, Sides> sides, Endpoints endpoints) {
		Endpoint own = endpoints.named(owner);
		Endpoint other = endpoints.named(peer);
		var key = role == Role.CLIENT ? new Edge.Key(own, other, port) : new Edge.Key(other, own, port);
		return sides.computeIfAbsent(key, _ -> new Sides()).of(role);
	}

	/**
	 * One endpoint is one value in one mesh, by its newest name, also where sums of earlier epochs know only an older one. A pod whose names its node
	 * could not tell has those of its cluster.
	 */
	private static final class Endpoints {
		private final Map<String, Endpoint> newest = new HashMap<>();
		private final Map<String, AddressBook> books = new HashMap<>();
		private final Map<String, Endpoint> shown = new LinkedHashMap<>();

		Endpoints(List<SourceFold> sources) {
			sources.forEach(source -> source.owners().forEach(owner -> newest.put(owner.endpoint().id(), owner.endpoint())));
			sources.forEach(source -> source.book().ifPresent(book -> books.put(book.cluster(), book)));
		}

		Endpoint named(Endpoint endpoint) {
			String id = endpoint.id();
			return shown.computeIfAbsent(id, _ -> {
				Endpoint known = newest.getOrDefault(id, endpoint);
				return known instanceof Endpoint.Pod pod && pod.name().equals(pod.uid()) ? fromCluster(pod) : known;
			});
		}

		private Endpoint fromCluster(Endpoint.Pod pod) {
			return pod.cluster().map(books::get).flatMap(book -> book.pod(pod.uid())).orElse(pod);
		}
	}

	private List<Edge> edges(Map<Edge.Key, Sides> sides) {
		edgeOrder.keySet().retainAll(sides.keySet());
		sides.keySet().forEach(key -> edgeOrder.putIfAbsent(key, true));
		List<Edge> edges = new ArrayList<>(sides.size());
		for (Edge.Key key : edgeOrder.keySet()) {
			Sides both = sides.get(key);
			edges.add(new Edge(key, Optional.ofNullable(both.client).map(Side::observation),
					Optional.ofNullable(both.server).map(Side::observation), backends(both)));
		}
		return edges;
	}

	private static Map<Endpoint, Observation> backends(Sides sides) {
		Map<Endpoint, Observation> backends = new HashMap<>();
		sides.backends.forEach((backend, side) -> backends.put(backend, side.observation()));
		return backends;
	}

	private List<Endpoint> ordered(Map<String, Endpoint> endpoints) {
		endpointOrder.keySet().retainAll(endpoints.keySet());
		endpoints.keySet().forEach(id -> endpointOrder.putIfAbsent(id, true));
		return endpointOrder.keySet().stream().map(endpoints::get).toList();
	}
}
