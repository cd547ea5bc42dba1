package org.cortexbrain.ui.internal.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.GroupHealth;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Workload;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.session.Traffic;
import org.cortexbrain.ui.internal.topology.TopologyNode.Host;
import org.cortexbrain.ui.internal.topology.TopologyNode.Namespace;
import org.cortexbrain.ui.internal.topology.TopologyNode.Outside;
import org.cortexbrain.ui.internal.topology.TopologyNode.Pods;
import org.cortexbrain.ui.internal.topology.TopologyNode.Single;

/**
 * What the topology draws of a mesh: workloads in their namespaces, pods where a workload is expanded, addresses outside as one node until
 * they are expanded, and between them one link for all edges of two nodes. Knows no widget. For one thread.
 */
public final class TopologyModel {
	/** After this long without traffic, by the clock of the nodes, an edge counts as idle. */
	static final Duration IDLE_AFTER = Duration.ofSeconds(60);

	/** So many expanded nodes are remembered: those that never come again would add up. */
	static final int MOST_EXPANDED = 1_000;

	/** What is drawn of a link. */
	public record Flow(List<Edge> edges, Traffic traffic, GroupHealth health) {
	}

	/**
	 * What is drawn of a node.
	 *
	 * @param endpoints those that it stands for
	 * @param incoming all traffic that comes to it from other nodes
	 * @param outgoing all traffic that leaves it for other nodes
	 */
	public record Load(List<Endpoint> endpoints, Traffic incoming, Traffic outgoing, GroupHealth health) {
		static final Load NONE = new Load(List.of(), Traffic.NONE, Traffic.NONE, GroupHealth.NONE);
	}

	private final Set<TopologyNode> expanded = new HashSet<>();
	/** What was expanded in the last session and has not come yet, by {@link #id}. */
	private final Set<String> expandedBefore = new LinkedHashSet<>();
	private final Map<Edge.Key, Instant> lastBusy = new HashMap<>();
	private boolean idleShown = true;
	private Snapshot snapshot = Snapshot.EMPTY;
	private final Map<TopologyNode, Load> nodes = new LinkedHashMap<>();
	private final Map<Link, Flow> links = new LinkedHashMap<>();
	private final Map<Endpoint, TopologyNode> places = new HashMap<>();

	/** Takes a newer snapshot. */
	public void update(Snapshot now) {
		snapshot = now;
		Mesh mesh = now.mesh();
		lastBusy.keySet().retainAll(mesh.edges().stream().map(Edge::key).collect(Collectors.toSet()));
		for (Edge edge : mesh.edges()) {
			if (!lastBusy.containsKey(edge.key()) || !Traffic.of(edge).idle()) {
				lastBusy.put(edge.key(), mesh.at());
			}
		}
		rebuild();
	}

	/** Whether edges without traffic in the last minute are drawn, too. */
	public void setIdleShown(boolean shown) {
		idleShown = shown;
		rebuild();
	}

	public boolean isIdleShown() {
		return idleShown;
	}

	/** Whether a node is drawn as a container of what runs in it. */
	static boolean isPlace(TopologyNode node) {
		return node instanceof Namespace || node instanceof Host;
	}

	/** The container of a kind, as {@link TopologyNode#kind()} tells it, and a name; empty for any other kind. */
	public static Optional<TopologyNode> place(String kind, String name) {
		/* A node's name and a namespace's have no slash, a cluster's may. */
		int slash = name.lastIndexOf('/');
		Optional<String> cluster = slash < 0 ? Optional.empty() : Optional.of(name.substring(0, slash));
		String own = name.substring(slash + 1);
		return Stream.of(new Namespace(cluster, own), new Host(cluster, own)).filter(node -> node.kind().equals(kind)).map(TopologyNode.class::cast).findFirst();
	}

	/** Whether this node can show what it stands for. */
	public boolean isExpandable(TopologyNode node) {
		return node instanceof Pods || node instanceof Outside;
	}

	public boolean isExpanded(TopologyNode node) {
		return expanded.contains(node);
	}

	/** A text that a node has in the next session, too. */
	static String id(Object node) {
		return node.toString();
	}

	/** What is expanded, by {@link #id}, up to {@value #MOST_EXPANDED}; also what has not come in this session. */
	public Set<String> expandedIds() {
		var ids = new LinkedHashSet<String>();
		expanded.forEach(node -> ids.add(id(node)));
		ids.addAll(expandedBefore);
		return ids.stream().limit(MOST_EXPANDED).collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/** Expands nodes as soon as they come, as in the last session. */
	public void expandAgain(Set<String> ids) {
		expandedBefore.addAll(ids);
		rebuild();
	}

	public void setExpanded(TopologyNode node, boolean expand) {
		if (expand && isExpandable(node)) {
			expanded.add(node);
		} else {
			expanded.remove(node);
			expandedBefore.remove(id(node));
		}
		rebuild();
	}

	public Set<TopologyNode> nodes() {
		return nodes.keySet();
	}

	public Set<Link> links() {
		return links.keySet();
	}

	/** What goes over a link; empty for one that is not drawn. */
	public Optional<Flow> flow(Link link) {
		return Optional.ofNullable(links.get(link));
	}

	/** What goes over several links taken together. */
	public Flow flow(Collection<Link> several) {
		return flow(several.stream().map(links::get).filter(Objects::nonNull).flatMap(flow -> flow.edges().stream()).distinct().toList());
	}

	public Load load(TopologyNode node) {
		return nodes.getOrDefault(node, Load.NONE);
	}

	/** The node that an endpoint is drawn as. */
	public Optional<TopologyNode> nodeOf(Endpoint endpoint) {
		return Optional.ofNullable(places.get(endpoint));
	}

	/** The link that an edge is drawn as. */
	public Optional<Link> linkOf(Edge.Key edge) {
		TopologyNode source = places.get(edge.source());
		TopologyNode target = places.get(edge.target());
		return source == null || target == null ? Optional.empty() : Optional.of(new Link(source, target)).filter(links::containsKey);
	}

	/** The container that a node is drawn in. */
	public Optional<TopologyNode> containerOf(TopologyNode node) {
		return switch (node) {
		case Namespace _, Host _, Outside _ -> Optional.empty();
		case Pods(var workload) -> workload.namespace().map(namespace -> new Namespace(workload.cluster(), namespace));
		case Single(var endpoint) -> switch (endpoint) {
		case Endpoint.Pod pod -> Optional.of(new Pods(snapshot.mesh().workload(pod)));
		case Endpoint.Service service -> {
			Workload behind = snapshot.mesh().workload(service);
			yield Optional.of(behind.kind() == Workload.Kind.SERVICE ? new Namespace(service.cluster(), service.namespace()) : new Pods(behind));
		}
		case Endpoint.Node host -> Optional.of(new Host(host.cluster(), host.name()));
		case Endpoint.Unit unit -> Optional.of(new Host(unit.cluster(), unit.node()));
		case Endpoint.Container container -> Optional.of(new Host(container.cluster(), container.node()));
		case Endpoint.Process process -> Optional.of(new Host(process.cluster(), process.node()));
		case Endpoint.Unidentified unidentified -> Optional.of(new Host(unidentified.cluster(), unidentified.node()));
		case Endpoint.External _, Endpoint.Network _, Endpoint.Others _, Endpoint.ControlPlane _ -> Optional.of(new Outside(endpoint.cluster()));
		};
		};
	}

	private TopologyNode place(Endpoint endpoint) {
		var single = new Single(endpoint);
		TopologyNode container = containerOf(single).orElseThrow();
		if (!expandedBefore.isEmpty() && isExpandable(container) && expandedBefore.remove(id(container))) {
			expanded.add(container);
		}
		return isExpandable(container) && !expanded.contains(container) ? container : single;
	}

	private void rebuild() {
		nodes.clear();
		links.clear();
		places.clear();
		var members = new LinkedHashMap<TopologyNode, List<Endpoint>>();
		for (Endpoint endpoint : snapshot.mesh().endpoints()) {
			TopologyNode node = place(endpoint);
			places.put(endpoint, node);
			for (TopologyNode each : withContainers(node)) {
				members.computeIfAbsent(each, _ -> new ArrayList<>()).add(endpoint);
			}
		}
		var drawn = new LinkedHashMap<Link, List<Edge>>();
		for (Edge edge : snapshot.mesh().edges()) {
			TopologyNode source = places.get(edge.key().source());
			TopologyNode target = places.get(edge.key().target());
			if (source != null && target != null && (idleShown || !isIdle(edge))) {
				drawn.computeIfAbsent(new Link(source, target), _ -> new ArrayList<>()).add(edge);
			}
		}
		drawn.forEach((link, edges) -> links.put(link, flow(edges)));
		var touching = new HashMap<Endpoint, List<Edge>>();
		for (List<Edge> edges : drawn.values()) {
			for (Edge edge : edges) {
				touching.computeIfAbsent(edge.key().source(), _ -> new ArrayList<>()).add(edge);
				touching.computeIfAbsent(edge.key().target(), _ -> new ArrayList<>()).add(edge);
			}
		}
		members.forEach((node, endpoints) -> nodes.put(node, load(endpoints, touching)));
	}

	/** The node after the containers that it is in, outermost first. */
	private Collection<TopologyNode> withContainers(TopologyNode node) {
		var all = new LinkedHashSet<TopologyNode>();
		containerOf(node).ifPresent(container -> all.addAll(withContainers(container)));
		all.add(node);
		return all;
	}

	private boolean isIdle(Edge edge) {
		Instant busy = lastBusy.get(edge.key());
		return busy != null && Duration.between(busy, snapshot.mesh().at()).compareTo(IDLE_AFTER) >= 0;
	}

	private Flow flow(List<Edge> edges) {
		return new Flow(List.copyOf(edges), sum(edges), GroupHealth.of(edges, snapshot::healthOf));
	}

	private Traffic sum(List<Edge> edges) {
		return edges.stream().map(Traffic::of).reduce(Traffic.NONE, Traffic::plus);
	}

	private Load load(List<Endpoint> endpoints, Map<Endpoint, List<Edge>> touching) {
		var own = new HashSet<>(endpoints);
		var incoming = new ArrayList<Edge>();
		var outgoing = new ArrayList<Edge>();
		for (Endpoint endpoint : endpoints) {
			for (Edge edge : touching.getOrDefault(endpoint, List.of())) {
				boolean to = own.contains(edge.key().target());
				boolean from = own.contains(edge.key().source());
				if (to && !from) {
					incoming.add(edge);
				} else if (from && !to) {
					outgoing.add(edge);
				}
			}
		}
		return new Load(List.copyOf(endpoints), sum(incoming), sum(outgoing), GroupHealth.ofNode(incoming, outgoing, snapshot::healthOf));
	}
}
