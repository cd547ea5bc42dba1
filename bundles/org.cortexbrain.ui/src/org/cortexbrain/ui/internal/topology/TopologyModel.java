package org.cortexbrain.ui.internal.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.GroupHealth;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.session.Traffic;
import org.cortexbrain.ui.internal.topology.TopologyNode.Host;
import org.cortexbrain.ui.internal.topology.TopologyNode.Namespace;
import org.cortexbrain.ui.internal.topology.TopologyNode.Outside;
import org.cortexbrain.ui.internal.topology.TopologyNode.Pods;

/**
 * What the topology draws of a mesh: workloads in their namespaces, pods where a workload is expanded, addresses outside as one node until
 * they are expanded, and between them one link for all edges of two nodes. Knows no widget. For the UI thread, but {@link #prepare}.
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

	/** What was last seen of each edge's traffic; of {@link #prepare} alone, which one thread at a time is in. */
	private final Map<Edge.Key, Instant> lastBusy = new HashMap<>();
	private TopologyPicture prepared = TopologyPicture.EMPTY;
	private volatile TopologyChoices choices = TopologyChoices.FIRST;
	private TopologyPicture picture = TopologyPicture.EMPTY;

	/** A picture that is ready to be shown. */
	public static final class Prepared {
		private final TopologyPicture picture;

		private Prepared(TopologyPicture picture) {
			this.picture = picture;
		}
	}

	/** Makes the picture of a newer snapshot, on any thread; {@link #take} shows it. Takes milliseconds for each thousand of edges. */
	public synchronized Prepared prepare(Snapshot now) {
		Mesh mesh = now.mesh();
		lastBusy.keySet().retainAll(mesh.edges().stream().map(Edge::key).collect(Collectors.toSet()));
		var idle = new HashSet<Edge.Key>();
		for (Edge edge : mesh.edges()) {
			Instant busy = lastBusy.get(edge.key());
			if (busy == null || !Traffic.of(edge).idle()) {
				lastBusy.put(edge.key(), mesh.at());
			} else if (Duration.between(busy, mesh.at()).compareTo(IDLE_AFTER) >= 0) {
				idle.add(edge.key());
			}
		}
		prepared = TopologyPicture.of(now, idle, choices, prepared);
		return new Prepared(prepared);
	}

	/**
	 * From now on this is what is shown.
	 *
	 * @return what looks otherwise than before, if that is all that differs; empty if nodes or links have come or gone
	 */
	public Optional<List<Object>> take(Prepared next) {
		TopologyPicture now = next.picture;
		/* Somebody has chosen otherwise meanwhile. */
		boolean outdated = !now.choices().equals(choices);
		choices = choices.with(now.arrived(), true);
		boolean sameStructure = !outdated && now.hasStructureOf(picture);
		picture = outdated ? now.with(choices) : now;
		return sameStructure ? Optional.of(now.changedLooks()) : Optional.empty();
	}

	/** Takes a newer snapshot. */
	public void update(Snapshot now) {
		take(prepare(now));
	}

	/** Whether edges without traffic in the last minute are drawn, too. */
	public void setIdleShown(boolean shown) {
		choose(choices.withIdleShown(shown));
	}

	public boolean isIdleShown() {
		return choices.idleShown();
	}

	private void choose(TopologyChoices now) {
		TopologyPicture next = picture.with(now);
		choices = now.with(next.arrived(), true);
		picture = next;
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
		return canExpand(node);
	}

	static boolean canExpand(TopologyNode node) {
		return node instanceof Pods || node instanceof Outside;
	}

	public boolean isExpanded(TopologyNode node) {
		return choices.expanded().contains(node);
	}

	/** A text that a node has in the next session, too. */
	static String id(Object node) {
		return node.toString();
	}

	/** What is expanded, by {@link #id}, up to {@value #MOST_EXPANDED}; also what has not come in this session. */
	public Set<String> expandedIds() {
		TopologyChoices now = choices;
		return Stream.concat(now.expanded().stream().map(TopologyModel::id), now.awaited().stream()).limit(MOST_EXPANDED)
				.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/** Expands nodes as soon as they come, as in the last session. */
	public void expandAgain(Set<String> ids) {
		choose(choices.withAwaited(ids));
	}

	public void setExpanded(TopologyNode node, boolean expand) {
		choose(choices.with(node, expand && isExpandable(node)));
	}

	public Set<TopologyNode> nodes() {
		return picture.nodes().keySet();
	}

	public Set<Link> links() {
		return picture.links().keySet();
	}

	/** What goes over a link; empty for one that is not drawn. */
	public Optional<Flow> flow(Link link) {
		return Optional.ofNullable(picture.links().get(link));
	}

	/** What goes over several links taken together. */
	public Flow flow(Collection<Link> several) {
		return picture.flow(several);
	}

	public Load load(TopologyNode node) {
		return picture.load(node);
	}

	/** The node that an endpoint is drawn as. */
	public Optional<TopologyNode> nodeOf(Endpoint endpoint) {
		return picture.nodeOf(endpoint);
	}

	/** The link that an edge is drawn as. */
	public Optional<Link> linkOf(Edge.Key edge) {
		return nodeOf(edge.source()).flatMap(source -> nodeOf(edge.target()).map(target -> new Link(source, target))).filter(picture.links()::containsKey);
	}

	/** The container that a node is drawn in. */
	public Optional<TopologyNode> containerOf(TopologyNode node) {
		return picture.containerOf(node);
	}

	TopologyPicture picture() {
		return picture;
	}
}
