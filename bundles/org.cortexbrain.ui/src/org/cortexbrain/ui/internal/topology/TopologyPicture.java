package org.cortexbrain.ui.internal.topology;

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
import java.util.concurrent.atomic.AtomicLong;

import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.GroupHealth;
import org.cortexbrain.model.Workload;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.session.Traffic;
import org.cortexbrain.ui.internal.topology.TopologyModel.Flow;
import org.cortexbrain.ui.internal.topology.TopologyModel.Load;
import org.cortexbrain.ui.internal.topology.TopologyNode.Host;
import org.cortexbrain.ui.internal.topology.TopologyNode.Namespace;
import org.cortexbrain.ui.internal.topology.TopologyNode.Outside;
import org.cortexbrain.ui.internal.topology.TopologyNode.Pods;
import org.cortexbrain.ui.internal.topology.TopologyNode.Single;

/**
 * The topology of one snapshot: its nodes and links with their numbers and their looks. Immutable, and made on whatever thread, since at thousands
 * of pods making it takes longer than a frame may.
 *
 * <p>It knows what differs from the picture before it, so that a viewer that shows that one has only the difference to show.
 */
final class TopologyPicture {
	private static final AtomicLong SERIALS = new AtomicLong();
	static final TopologyPicture EMPTY = new TopologyPicture(Snapshot.EMPTY, Set.of(), TopologyChoices.FIRST);

	private final Snapshot snapshot;
	private final Set<Edge.Key> idle;
	private final TopologyChoices choices;
	private final Map<TopologyNode, Load> nodes = new LinkedHashMap<>();
	private final Map<Link, Flow> links = new LinkedHashMap<>();
	private final Map<Endpoint, TopologyNode> places = new HashMap<>();
	/** Awaited nodes that have come. */
	private final Set<TopologyNode> arrived = new HashSet<>();
	private final Map<TopologyNode, NodeStyle> nodeStyles = new HashMap<>();
	private final Map<Link, ConnectionStyle> linkStyles = new HashMap<>();
	private final long serial = SERIALS.incrementAndGet();
	/** Of the picture that has the same nodes and links; 0 for none. */
	private long sameStructureAs;
	private List<Object> changedLooks = List.of();

	private TopologyPicture(Snapshot snapshot, Set<Edge.Key> idle, TopologyChoices choices) {
		this.snapshot = snapshot;
		this.idle = idle;
		this.choices = choices;
		place();
	}

	/**
	 * @param idle edges without traffic in the last minute
	 * @param before the picture that will be shown when this one comes
	 */
	static TopologyPicture of(Snapshot snapshot, Set<Edge.Key> idle, TopologyChoices choices, TopologyPicture before) {
		var picture = new TopologyPicture(snapshot, idle, choices);
		picture.compareWith(before);
		return picture;
	}

	private void place() {
		var members = new LinkedHashMap<TopologyNode, List<Endpoint>>();
		for (Endpoint endpoint : snapshot.mesh().endpoints()) {
			TopologyNode node = place(endpoint);
			places.put(endpoint, node);
			for (TopologyNode each : withContainers(node)) {
				members.computeIfAbsent(each, _ -> new ArrayList<>()).add(endpoint);
			}
		}
		var drawn = new LinkedHashMap<Link, List<Edge>>();
		var touching = new HashMap<Endpoint, List<Edge>>();
		for (Edge edge : snapshot.mesh().edges()) {
			TopologyNode source = places.get(edge.key().source());
			TopologyNode target = places.get(edge.key().target());
			if (source != null && target != null && (choices.idleShown() || !idle.contains(edge.key()))) {
				drawn.computeIfAbsent(new Link(source, target), _ -> new ArrayList<>()).add(edge);
				touching.computeIfAbsent(edge.key().source(), _ -> new ArrayList<>()).add(edge);
				touching.computeIfAbsent(edge.key().target(), _ -> new ArrayList<>()).add(edge);
			}
		}
		drawn.forEach((link, edges) -> links.put(link, flow(edges)));
		members.forEach((node, endpoints) -> nodes.put(node, load(endpoints, touching)));
	}

	private TopologyNode place(Endpoint endpoint) {
		var single = new Single(endpoint);
		TopologyNode container = containerOf(single).orElseThrow();
		if (!TopologyModel.canExpand(container)) {
			return single;
		}
		if (!choices.isExpanded(container)) {
			return container;
		}
		if (!choices.expanded().contains(container)) {
			arrived.add(container);
		}
		return single;
	}

	/** The container that a node is drawn in. */
	Optional<TopologyNode> containerOf(TopologyNode node) {
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

	/* The node after the containers that it is in, outermost first. */
	private Collection<TopologyNode> withContainers(TopologyNode node) {
		var all = new LinkedHashSet<TopologyNode>();
		containerOf(node).ifPresent(container -> all.addAll(withContainers(container)));
		all.add(node);
		return all;
	}

	private Flow flow(List<Edge> edges) {
		return new Flow(List.copyOf(edges), sum(edges), GroupHealth.of(edges, snapshot::healthOf));
	}

	private static Traffic sum(List<Edge> edges) {
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

	/* Looks that are equal are the same object, so that nobody need compare them again. */
	private void compareWith(TopologyPicture earlier) {
		var looks = new TopologyLooks(this);
		var changed = new ArrayList<Object>();
		for (TopologyNode node : nodes.keySet()) {
			NodeStyle style = looks.of(node);
			NodeStyle old = earlier.nodeStyles.get(node);
			nodeStyles.put(node, style.equals(old) ? old : style);
			if (!style.equals(old)) {
				changed.add(node);
			}
		}
		for (Link link : links.keySet()) {
			ConnectionStyle style = looks.of(link);
			ConnectionStyle old = earlier.linkStyles.get(link);
			linkStyles.put(link, style.equals(old) ? old : style);
			if (!style.equals(old)) {
				changed.add(link);
			}
		}
		changedLooks = List.copyOf(changed);
		if (nodes.keySet().equals(earlier.nodes.keySet()) && links.keySet().equals(earlier.links.keySet())
				&& nodes.keySet().stream().allMatch(node -> containerOf(node).equals(earlier.containerOf(node)))) {
			sameStructureAs = earlier.serial;
		}
	}

	/** The same mesh as a person wants to see it now. */
	TopologyPicture with(TopologyChoices now) {
		return of(snapshot, idle, now, this);
	}

	TopologyChoices choices() {
		return choices;
	}

	Set<TopologyNode> arrived() {
		return arrived;
	}

	/** Whether nothing but {@link #changedLooks} differs from another picture. */
	boolean hasStructureOf(TopologyPicture other) {
		return sameStructureAs == other.serial;
	}

	/** Nodes and links that look otherwise than in the picture before. */
	List<Object> changedLooks() {
		return changedLooks;
	}

	Load load(TopologyNode node) {
		return nodes.getOrDefault(node, Load.NONE);
	}

	/** What goes over several links taken together. */
	Flow flow(Collection<Link> several) {
		return flow(several.stream().map(links::get).filter(Objects::nonNull).flatMap(flow -> flow.edges().stream()).distinct().toList());
	}

	Map<TopologyNode, Load> nodes() {
		return nodes;
	}

	Map<Link, Flow> links() {
		return links;
	}

	Optional<TopologyNode> nodeOf(Endpoint endpoint) {
		return Optional.ofNullable(places.get(endpoint));
	}

	NodeStyle style(TopologyNode node) {
		return nodeStyles.get(node);
	}

	ConnectionStyle style(Link link) {
		return linkStyles.get(link);
	}
}
