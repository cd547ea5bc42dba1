package org.cortexbrain.telemetry.internal;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.NamedNetworks;
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
	/** Of the streams of recordings that were. */
	private final Map<Stream, AddressBook> booksOfStreams = new HashMap<>();
	private final ServiceSides services = new ServiceSides();
	private final Map<String, Workload> workloads = new HashMap<>();
	private final Map<Stream, SourceFold> sources = new LinkedHashMap<>();
	/** The order in which edges and endpoints were first seen, which is the order in which they are given. */
	private final Map<Edge.Key, Boolean> edgeOrder = new LinkedHashMap<>();
	private final Map<String, Boolean> endpointOrder = new LinkedHashMap<>();
	private Map<Edge.Key, Instant> toldAt = Map.of();
	private NamedNetworks networks = NamedNetworks.NONE;
	private boolean news;
	/** How much the clusters had told when the last mesh was made. */
	private long clusterChanges;

	/** What this source tells from now on is of a node of the book's cluster. Before its first stream. */
	public void belongs(String source, AddressBook book) {
		books.put(source, book);
	}

	/** What this stream of a recording tells is of a node of the book's cluster. Before its first sample. */
	public void belongs(String source, int stream, AddressBook book) {
		booksOfStreams.put(new Stream(source, stream), book);
	}

	/** What a person calls addresses outside, in every cluster and outside of clusters; also those of traffic that was told before. */
	public void name(NamedNetworks named) {
		networks = named;
		news = true;
	}

	/** A stream of this source begins. */
	public void hello(String source, int stream, NodeDescription node) {
		news = true;
		fold(source, stream).hello(node.node());
	}

	/** A sample that arrived at the time that is in it. */
	public void sample(String source, int stream, Sample sample) {
		sample(source, stream, sample, sample.at());
	}

	/** @param received when it arrived, by this client's clock */
	public void sample(String source, int stream, Sample sample, Instant received) {
		SourceFold fold = fold(source, stream);
		boolean toldBefore = news;
		/* Should it fail in the midst. */
		news = true;
		fold.accept(sample, received);
		news = fold.hasNews() || toldBefore;
	}

	/** A sample of this source could not be taken in, or not wholly: that is counted among its losses. */
	public void failed(String source, int stream) {
		news = true;
		fold(source, stream).failed();
	}

	/** Whether the next mesh may differ from the last in more than the time. */
	public boolean hasNews() {
		return news || clusterChanges() != clusterChanges;
	}

	private long clusterChanges() {
		return java.util.stream.Stream.concat(books.values().stream(), booksOfStreams.values().stream()).distinct().mapToLong(AddressBook::changes).sum();
	}

	private SourceFold fold(String source, int stream) {
		return sources.computeIfAbsent(new Stream(source, stream), key -> {
			Optional<AddressBook> book = Optional.ofNullable(booksOfStreams.getOrDefault(key, books.get(source)));
			return new SourceFold(addresses.computeIfAbsent(book.map(AddressBook::cluster), _ -> new Addresses()), book);
		});
	}

	/** Takes a source out of the mesh, with all that it told. */
	public void remove(String source) {
		news = true;
		books.remove(source);
		booksOfStreams.keySet().removeIf(stream -> stream.source().equals(source));
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
		private Map<Endpoint, Side> backends = Map.of();

		Side backend(Endpoint backend) {
			if (backends.isEmpty()) {
				backends = LinkedHashMap.newLinkedHashMap(1);
			}
			return backends.computeIfAbsent(backend, _ -> new Side());
		}

		Side of(Role role) {
			return switch (role) {
			case CLIENT -> client == null ? client = new Side() : client;
			case SERVER -> server == null ? server = new Side() : server;
			};
		}
	}

	/** The mesh of all that was told so far. */
	public Mesh mesh() {
		long told = clusterChanges();
		Map<Edge.Key, Sides> sides = new LinkedHashMap<>();
		List<SourceFold> counted = counted();
		var endpoints = new Endpoints(counted, networks);
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
		Set<Endpoint> ends = ends(sides);
		endpoints.shown.values().removeIf(endpoint -> !ends.contains(endpoint));
		toldAt = new HashMap<>();
		sides.forEach((key, both) -> {
			Side shown = both.client != null ? both.client : both.server;
			if (shown.interval.isPositive()) {
				toldAt.put(key, shown.at);
			}
		});
		learnWorkloads(endpoints.shown, endpoints.books);
		var mesh = new Mesh(at, ordered(endpoints.shown), edges(sides), losses, workloads);
		news = false;
		clusterChanges = told;
		return mesh;
	}

	/* An endpoint is one value in one mesh: that it is the same one is quickly seen. */
	private static Set<Endpoint> ends(Map<Edge.Key, Sides> sides) {
		Set<Endpoint> ends = Collections.newSetFromMap(new IdentityHashMap<>());
		sides.forEach((key, both) -> {
			ends.add(key.source());
			ends.add(key.target());
			ends.addAll(both.backends.keySet());
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
						side.addChange(changed ? flow.change : Counters.ZERO.withActive(counters.active()), source.interval(),
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
	 * could not tell has those of its cluster; an address that is in a named network is that network.
	 */
	private static final class Endpoints {
		private final NamedNetworks networks;
		private final Map<String, Endpoint> newest = new HashMap<>();
		private final Map<String, AddressBook> books = new HashMap<>();
		private final Map<String, Endpoint> shown = new LinkedHashMap<>();
		/** What was asked for, and what is shown for it: an id is a text that must be made. */
		private final Map<Endpoint, Endpoint> asked = new HashMap<>();

		Endpoints(List<SourceFold> sources, NamedNetworks networks) {
			this.networks = networks;
			sources.forEach(source -> source.owners().forEach(owner -> newest.put(owner.endpoint().id(), owner.endpoint())));
			sources.forEach(source -> source.book().ifPresent(book -> books.put(book.cluster(), book)));
		}

		Endpoint named(Endpoint endpoint) {
			return asked.computeIfAbsent(endpoint, this::find);
		}

		private Endpoint find(Endpoint endpoint) {
			Endpoint named = switch (newest.getOrDefault(endpoint.id(), endpoint)) {
			case Endpoint.Pod pod when pod.name().equals(pod.uid()) -> fromCluster(pod);
			case Endpoint.External external -> inNetwork(external);
			case Endpoint known -> known;
			};
			return shown.computeIfAbsent(named.id(), _ -> named);
		}

		private Endpoint inNetwork(Endpoint.External external) {
			try {
				return networks.name(InetAddress.ofLiteral(external.address())).<Endpoint>map(name -> new Endpoint.Network(external.cluster(), name))
						.orElse(external);
			} catch (IllegalArgumentException noAddress) {
				/* An agent has said so; it is in no network. */
				return external;
			}
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
