package org.cortexbrain.cluster;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.cortexbrain.cluster.ClusterObject.Backend;
import org.cortexbrain.cluster.ClusterObject.BackendPort;
import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.ClusterObject.ServicePort;
import org.cortexbrain.cluster.internal.Tenures;
import org.cortexbrain.cluster.internal.Workloads;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Workload;

/**
 * Who is behind an address of one cluster, at a time: what the API server has told, put in order. No I/O and no clock.
 *
 * <p>A pod is known by its UID; its address is its own from when it was seen with it (or from when it can have had it at the earliest, if nobody
 * else had) until it is seen without it, so that an address that is used again never charges the pod before. Who shares the node's network has
 * no address here. Where two may have had an address, and in a time that is forgotten, nobody is known.
 *
 * <p>Memory: what is gone is known for {@link #REMEMBERED} and up to {@link #MOST_REMEMBERED} of each kind.
 *
 * <p>All times are by this client's clock. Safe for use by several threads.
 */
public final class AddressBook {
	public static final Duration REMEMBERED = Duration.ofMinutes(15);
	public static final int MOST_REMEMBERED = 20_000;
	/** So long after the news have stopped what was known still counts: addresses are not used again at once. */
	static final Duration TRUSTED = Duration.ofSeconds(10);
	/** News are no older than this when they come, but for those that were missed. */
	static final Duration LAG = Duration.ofSeconds(2);

	private record Spot(InetAddress address, int port) {
	}

	private record ServiceName(String namespace, String name) {
	}

	/** A pod behind a port of a service. */
	private record Behind(String podUid, String portName, int port) {
	}

	/** A backend that a service had. */
	private record Led(ServiceName service, Behind behind) {
	}

	private static final Set<Kind> ADDRESSES = EnumSet.of(Kind.NODE, Kind.POD, Kind.SERVICE, Kind.ENDPOINT_SLICE);
	private static final ServiceName API_SERVER = new ServiceName("default", "kubernetes");

	private final String cluster;
	private final Endpoint.ControlPlane controlPlane;
	private final Map<Kind, Map<String, ClusterObject>> objects = new EnumMap<>(Kind.class);
	private final Tenures<InetAddress, Endpoint> own = new Tenures<>(REMEMBERED, MOST_REMEMBERED);
	private final Tenures<InetAddress, Endpoint> nodes = new Tenures<>(REMEMBERED, MOST_REMEMBERED);
	private final Tenures<Integer, Endpoint> nodePorts = new Tenures<>(REMEMBERED, MOST_REMEMBERED);
	private final Tenures<Spot, Endpoint> apiServers = new Tenures<>(REMEMBERED, MOST_REMEMBERED);
	private final Map<ServiceName, Set<ClusterObject.Slice>> slices = new HashMap<>();
	private final Map<Led, Instant> ledBefore = bounded();
	private final Map<String, Instant> seenAt = new HashMap<>();
	private final Workloads workloads;
	/** Names of pods that are gone, by UID. */
	private final Map<String, Endpoint.Pod> gonePods = bounded();
	private final Set<Kind> settled = EnumSet.noneOf(Kind.class);
	private final Set<Kind> known = EnumSet.noneOf(Kind.class);
	private Instant silentSince = Instant.MAX;
	private long changes;
	private final List<Consumer<ClusterNews>> listeners = new CopyOnWriteArrayList<>();

	/** @param cluster what this client calls the cluster; no two have the same name */
	public AddressBook(String cluster) {
		this.cluster = cluster;
		this.controlPlane = new Endpoint.ControlPlane(Optional.of(cluster));
		this.workloads = new Workloads(cluster, MOST_REMEMBERED);
	}

	private static <K, V> Map<K, V> bounded() {
		return new LinkedHashMap<>() {
			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
				return size() > MOST_REMEMBERED;
			}
		};
	}

	public String cluster() {
		return cluster;
	}

	/** How often something has changed that an answer may depend on; the time is none of it. Grows only. */
	public synchronized long changes() {
		return changes;
	}

	/**
	 * Calls {@code listener} with all that tells what is known now, and then with each thing that this is told, in that order and on the thread that tells
	 * it; the listener must be quick and not call back. What is gone already is not told.
	 *
	 * @return what ends that
	 */
	public synchronized Runnable onNews(Consumer<ClusterNews> listener) {
		for (Kind kind : Kind.values()) {
			for (ClusterObject object : of(kind).values()) {
				Instant seen = seenAt.getOrDefault(object.uid(), Instant.EPOCH);
				listener.accept(new ClusterNews.Changed(object, seen, seen));
			}
			if (settled.contains(kind)) {
				listener.accept(known.contains(kind) ? new ClusterNews.Known(kind) : new ClusterNews.Late(kind));
			}
		}
		if (!silentSince.equals(Instant.MAX)) {
			listener.accept(new ClusterNews.Silent(silentSince));
		}
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	/** Takes in what another book was told. */
	public void take(ClusterNews news) {
		switch (news) {
		case ClusterNews.Changed(var object, var sure, var seen) -> put(object, sure, seen);
		case ClusterNews.Gone(var kind, var uid, var until, var seen) -> remove(kind, uid, until, seen);
		case ClusterNews.Known(var kind) -> hidden(kind);
		case ClusterNews.Late(var kind) -> late(kind);
		case ClusterNews.Silent(var since) -> silent(since);
		case ClusterNews.Current() -> current();
		}
	}

	private void tell(ClusterNews news) {
		listeners.forEach(listener -> listener.accept(news));
	}

	/** Takes in an object that is new or has changed. @param seen when that was learnt */
	public synchronized void put(ClusterObject object, Instant seen) {
		put(object, seen, seen);
	}

	/** Takes in that an object is gone. Does nothing if it is not known. */
	public synchronized void remove(Kind kind, String uid, Instant seen) {
		remove(kind, uid, seen, seen);
	}

	/**
	 * Takes in all objects of a kind as they are now; who is not among them is gone.
	 *
	 * @param sure until when what was known is sure: who went since then may have gone at any time after it
	 */
	public synchronized void replace(Kind kind, Collection<? extends ClusterObject> all, Instant sure, Instant seen) {
		Set<String> there = new HashSet<>(all.size() * 2);
		all.forEach(object -> there.add(object.uid()));
		for (String uid : List.copyOf(of(kind).keySet())) {
			if (!there.contains(uid)) {
				remove(kind, uid, sure, seen);
			}
		}
		all.forEach(object -> put(object, sure, seen));
		areKnown(kind);
	}

	private void areKnown(Kind kind) {
		changes++;
		workloads.areKnown(kind);
		settled.add(kind);
		known.add(kind);
		tell(new ClusterNews.Known(kind));
	}

	/** Objects of a kind may not be read here: where it is an owner of pods, it stands itself for what may own it. */
	public synchronized void hidden(Kind kind) {
		areKnown(kind);
	}

	/** Objects of a kind do not come soon: nobody need wait for them. */
	public synchronized void late(Kind kind) {
		changes++;
		settled.add(kind);
		tell(new ClusterNews.Late(kind));
	}

	/** Whether all that tells of addresses has come, or will not come soon. Before that it is too early to take anybody's word for a node's address. */
	public synchronized boolean isSettled() {
		return settled.containsAll(ADDRESSES);
	}

	/** No news come any more since a time; what was known counts a little longer. */
	public synchronized void silent(Instant since) {
		silentSince = since.isBefore(silentSince) ? since : silentSince;
		tell(new ClusterNews.Silent(since));
	}

	/** News come again, and those that were missed have been taken in. */
	public synchronized void current() {
		changes++;
		silentSince = Instant.MAX;
		tell(new ClusterNews.Current());
	}

	private Map<String, ClusterObject> of(Kind kind) {
		return objects.computeIfAbsent(kind, _ -> new HashMap<>());
	}

	/**
	 * Takes in late that an object has changed.
	 *
	 * @param sure until when what was known is sure: it may have changed at any time after it
	 */
	public synchronized void put(ClusterObject object, Instant sure, Instant seen) {
		ClusterObject before = of(object.kind()).put(object.uid(), object);
		if (!object.equals(before)) {
			changes++;
			tell(new ClusterNews.Changed(object, sure, seen));
		}
		if (object instanceof ClusterObject.Controller controller) {
			workloads.put(controller);
			return;
		}
		if (object.equals(before)) {
			seenAt.put(object.uid(), seen);
			return;
		}
		/* It was seen without what it has now: it cannot have had that before, but for what was already under way then. */
		Instant without = before == null ? Instant.MIN : seenAt.getOrDefault(object.uid(), seen).minus(LAG);
		seenAt.put(object.uid(), seen);
		switch (object) {
		case ClusterObject.Pod pod -> {
			Instant earliest = later(pod.created(), without);
			ClusterObject.Pod old = (ClusterObject.Pod) before;
			move(own, endpoint(pod), old == null ? List.of() : old.own(), pod.own(), earliest, sure, seen);
			workloads.put(pod);
		}
		case ClusterObject.Service service -> {
			Instant earliest = later(service.created(), without);
			ClusterObject.Service old = (ClusterObject.Service) before;
			move(own, endpoint(service), old == null ? List.of() : old.addresses(), service.addresses(), earliest, sure, seen);
			move(nodePorts, endpoint(service), nodePorts(old), nodePorts(service), earliest, sure, seen);
		}
		case ClusterObject.Node node -> {
			ClusterObject.Node old = (ClusterObject.Node) before;
			move(nodes, endpoint(node), old == null ? List.of() : old.addresses(), node.addresses(), later(node.created(), without), sure, seen);
		}
		case ClusterObject.Slice slice -> put(slice, (ClusterObject.Slice) before, sure, seen);
		case ClusterObject.Controller _ -> throw new IllegalStateException();
		}
	}

	private void put(ClusterObject.Slice slice, ClusterObject.Slice before, Instant sure, Instant seen) {
		if (before != null) {
			forget(before, seen);
		}
		slices.computeIfAbsent(serviceOf(slice), _ -> new HashSet<>()).add(slice);
		if (serviceOf(slice).equals(API_SERVER)) {
			move(apiServers, controlPlane, before == null ? List.of() : spots(before), spots(slice), Instant.MIN, sure, seen);
		}
	}

	/** What a slice led to is remembered: its pods may still have connections. */
	private void forget(ClusterObject.Slice slice, Instant seen) {
		ServiceName service = serviceOf(slice);
		slices.computeIfPresent(service, (_, all) -> {
			all.remove(slice);
			return all.isEmpty() ? null : all;
		});
		for (Backend backend : slice.backends()) {
			backend.podUid().ifPresent(uid -> slice.ports().forEach(port -> {
				var led = new Led(service, new Behind(uid, port.name(), port.port()));
				/* The last to be told of is the last to be forgotten. */
				ledBefore.remove(led);
				ledBefore.put(led, seen);
			}));
		}
		ledBefore.values().removeIf(last -> last.isBefore(seen.minus(REMEMBERED)));
	}

	/**
	 * Takes in late that an object is gone.
	 *
	 * @param until when it was there for sure: it may have gone at any time after it
	 */
	public synchronized void remove(Kind kind, String uid, Instant until, Instant seen) {
		ClusterObject gone = of(kind).remove(uid);
		seenAt.remove(uid);
		changes++;
		if (gone != null) {
			tell(new ClusterNews.Gone(kind, uid, until, seen));
		}
		switch (gone) {
		case null -> {
		}
		case ClusterObject.Pod pod -> {
			move(own, endpoint(pod), pod.own(), List.of(), Instant.MIN, until, seen);
			workloads.remove(pod);
			gonePods.put(pod.uid(), endpoint(pod));
		}
		case ClusterObject.Service service -> {
			move(own, endpoint(service), service.addresses(), List.of(), Instant.MIN, until, seen);
			move(nodePorts, endpoint(service), nodePorts(service), List.of(), Instant.MIN, until, seen);
		}
		case ClusterObject.Node node -> move(nodes, endpoint(node), node.addresses(), List.of(), Instant.MIN, until, seen);
		case ClusterObject.Slice slice -> {
			forget(slice, seen);
			if (serviceOf(slice).equals(API_SERVER)) {
				move(apiServers, controlPlane, spots(slice), List.of(), Instant.MIN, until, seen);
			}
		}
		case ClusterObject.Controller controller -> workloads.remove(controller);
		}
	}

	private static <K> void move(Tenures<K, Endpoint> tenures, Endpoint holder, List<K> before, List<K> now, Instant earliest, Instant until,
			Instant seen) {
		before.stream().filter(key -> !now.contains(key)).forEach(key -> tenures.end(key, holder, until, seen));
		now.stream().filter(key -> !before.contains(key)).forEach(key -> tenures.begin(key, holder, earliest, seen));
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	private static List<Integer> nodePorts(ClusterObject.Service service) {
		return service == null ? List.of() : service.ports().stream().map(ServicePort::nodePort).filter(port -> port > 0).toList();
	}

	private static List<Spot> spots(ClusterObject.Slice slice) {
		return slice.backends().stream().flatMap(backend -> slice.ports().stream().map(port -> new Spot(backend.address(), port.port()))).toList();
	}

	private static ServiceName serviceOf(ClusterObject.Slice slice) {
		return new ServiceName(slice.namespace(), slice.service());
	}

	private Endpoint.Pod endpoint(ClusterObject.Pod pod) {
		return new Endpoint.Pod(Optional.of(cluster), pod.namespace(), pod.name(), pod.uid());
	}

	private Endpoint endpoint(ClusterObject.Service service) {
		return new ServiceName(service.namespace(), service.name()).equals(API_SERVER) ? controlPlane
				: new Endpoint.Service(Optional.of(cluster), service.namespace(), service.name(), service.uid());
	}

	private Endpoint endpoint(ClusterObject.Node node) {
		return new Endpoint.Node(Optional.of(cluster), node.name());
	}

	/**
	 * Who was connected to at an address and port: a pod, a service, the control plane, a node; empty where nobody is known. A node
	 * stands for whatever ran in its network: an agent there knows better.
	 */
	public synchronized Optional<Endpoint> target(InetAddress address, int port, Instant when) {
		if (!isKnown(when)) {
			return Optional.empty();
		}
		Optional<Endpoint> node = nodes.at(address, when);
		return own.at(address, when).or(() -> apiServers.at(new Spot(address, port), when)).or(() -> node.flatMap(_ -> nodePorts.at(port, when)))
				.or(() -> node);
	}

	/** Who connected from an address: a pod, a node; empty where nobody is known. */
	public synchronized Optional<Endpoint> source(InetAddress address, Instant when) {
		if (!isKnown(when)) {
			return Optional.empty();
		}
		return own.at(address, when).filter(Endpoint.Pod.class::isInstance).or(() -> nodes.at(address, when));
	}

	private boolean isKnown(Instant when) {
		return silentSince.equals(Instant.MAX) || !when.isAfter(silentSince.plus(TRUSTED));
	}

	/**
	 * Whether who connects to a port of a service may reach a port of a pod; also of one that was behind it not long ago.
	 *
	 * @param port the service's own, or the one on every node
	 * @param podPort that the pod listens on
	 */
	public synchronized boolean leads(Endpoint.Service service, int port, Endpoint.Pod pod, int podPort) {
		if (!(of(Kind.SERVICE).get(service.uid()) instanceof ClusterObject.Service known)) {
			return false;
		}
		var name = new ServiceName(service.namespace(), service.name());
		for (ServicePort each : known.ports()) {
			var before = new Led(name, new Behind(pod.uid(), each.name(), podPort));
			if ((each.port() == port || each.nodePort() == port) && (leadsNow(name, each.name(), pod.uid(), podPort) || ledBefore.containsKey(before))) {
				return true;
			}
		}
		return false;
	}

	private boolean leadsNow(ServiceName service, String portName, String podUid, int podPort) {
		var wanted = new BackendPort(portName, podPort);
		for (ClusterObject.Slice slice : slices.getOrDefault(service, Set.of())) {
			if (slice.ports().contains(wanted) && slice.backends().stream().anyMatch(backend -> backend.podUid().equals(Optional.of(podUid)))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The workload of a pod by its owners; of a service the one workload that all pods behind it are of. Empty where that is not known, or not
	 * one.
	 */
	public synchronized Optional<Workload> workload(Endpoint endpoint) {
		return switch (endpoint) {
		case Endpoint.Pod pod -> workloads.of(pod.uid());
		case Endpoint.Service service -> behind(new ServiceName(service.namespace(), service.name()));
		default -> Optional.empty();
		};
	}

	private Optional<Workload> behind(ServiceName service) {
		Set<Optional<Workload>> all = new HashSet<>();
		for (ClusterObject.Slice slice : slices.getOrDefault(service, Set.of())) {
			for (Backend backend : slice.backends()) {
				all.add(backend.podUid().flatMap(workloads::of));
			}
		}
		return all.size() == 1 ? all.iterator().next() : Optional.empty();
	}

	/** The pod of a UID with its names; also one that is gone, for a while. */
	public synchronized Optional<Endpoint.Pod> pod(String uid) {
		return of(Kind.POD).get(uid) instanceof ClusterObject.Pod pod ? Optional.of(endpoint(pod)) : Optional.ofNullable(gonePods.get(uid));
	}

	/** How many objects of a kind are known. */
	public synchronized int count(Kind kind) {
		return of(kind).size();
	}

	/** The pods that are there now. */
	public synchronized List<ClusterObject.Pod> pods() {
		return of(Kind.POD).values().stream().map(ClusterObject.Pod.class::cast).toList();
	}

	/** The nodes that are there now. */
	public synchronized List<ClusterObject.Node> nodes() {
		return of(Kind.NODE).values().stream().map(ClusterObject.Node.class::cast).toList();
	}
}
