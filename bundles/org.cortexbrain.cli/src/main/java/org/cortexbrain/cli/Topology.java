package org.cortexbrain.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.EdgeHealth;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.GroupHealth;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Rates;
import org.cortexbrain.model.Workload;

/**
 * A mesh as a graph: workloads, or each endpoint by itself, in the places that hold them, and one link for all edges from one to another. Immutable,
 * in the order in which things were first seen.
 */
final class Topology {
	/** What holds members: a namespace, a node of a cluster with its own programs, or all that is outside. */
	record Place(String kind, String name) {
	}

	/** A workload, or an endpoint. */
	record Member(Place place, String kind, String name, String id) {
		/** As it is called seen from another place. */
		String seenFrom(Place other) {
			return place.equals(other) || place.kind.equals(OUTSIDE) ? name : place.name + "/" + name;
		}
	}

	/** All edges from one member to another. */
	record Link(Member source, Member target) {
	}

	/** What goes over several edges together. */
	record Traffic(List<Edge> edges) {
		OptionalDouble perSecond(ToDoubleFunction<Flow> rate) {
			List<Flow> known = edges.stream().map(Flow::new).filter(flow -> flow.rates().isPresent()).toList();
			return known.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(known.stream().mapToDouble(rate).sum());
		}

		OptionalDouble opened() {
			return perSecond(flow -> flow.perSecond(Rates::openedPerSecond).orElse(0));
		}

		OptionalDouble failed() {
			return perSecond(flow -> flow.perSecond(Rates::failedPerSecond).orElse(0));
		}

		/** Payload bytes a second. */
		OptionalDouble toTarget() {
			return perSecond(flow -> flow.toTarget().orElse(0));
		}

		/** Payload bytes a second. */
		OptionalDouble toSource() {
			return perSecond(flow -> flow.toSource().orElse(0));
		}

		/** Microseconds. */
		OptionalDouble roundTripP95() {
			return edges.stream().map(edge -> edge.observation().rates()).flatMap(Optional::stream).map(rates -> rates.change().roundTrip())
					.reduce(Log2Histogram.EMPTY, Log2Histogram::plus).quantile(0.95);
		}

		GroupHealth health() {
			return GroupHealth.of(edges, edge -> EdgeHealth.assess(edge, Health.Thresholds.DEFAULT));
		}

		/** The ports, smallest first. */
		List<Integer> ports() {
			return edges.stream().map(edge -> edge.key().port()).filter(port -> port != 0).distinct().sorted().toList();
		}
	}

	static final String OUTSIDE = "external";

	private final Map<Place, List<Member>> members = new LinkedHashMap<>();
	private final Map<Link, List<Edge>> links = new LinkedHashMap<>();
	private final Map<Member, List<Edge>> incoming = new HashMap<>();
	private final Map<Member, List<Edge>> outgoing = new HashMap<>();

	/** @param each whether each endpoint is a member by itself */
	Topology(Mesh mesh, boolean each) {
		for (Edge edge : mesh.edges()) {
			Member source = member(mesh, edge.key().source(), each);
			Member target = member(mesh, edge.key().target(), each);
			links.computeIfAbsent(new Link(source, target), _ -> new ArrayList<>()).add(edge);
			if (!source.equals(target)) {
				outgoing.computeIfAbsent(source, _ -> new ArrayList<>()).add(edge);
				incoming.computeIfAbsent(target, _ -> new ArrayList<>()).add(edge);
			}
		}
	}

	private Member member(Mesh mesh, Endpoint endpoint, boolean each) {
		Workload workload = mesh.workload(endpoint);
		Place place = place(endpoint, workload);
		Member member = each ? new Member(place, FlowDocument.kind(endpoint), endpoint.name(), endpoint.id())
				: new Member(place, FlowDocument.lower(workload.kind()), workload.name(), place.kind.equals("node") ? endpoint.id() : workload.id());
		List<Member> there = members.computeIfAbsent(place, _ -> new ArrayList<>());
		if (!there.contains(member)) {
			there.add(member);
		}
		return member;
	}

	private static Place place(Endpoint endpoint, Workload workload) {
		Optional<String> namespace = endpoint.inNamespace().or(workload::namespace);
		if (namespace.isPresent()) {
			return new Place("namespace", Mesh.place(endpoint.cluster(), namespace.get()));
		}
		return switch (endpoint) {
		case Endpoint.Node node -> host(node.cluster(), node.name());
		case Endpoint.Unit unit -> host(unit.cluster(), unit.node());
		case Endpoint.Container container -> host(container.cluster(), container.node());
		case Endpoint.Process process -> host(process.cluster(), process.node());
		case Endpoint.Unidentified unidentified -> host(unidentified.cluster(), unidentified.node());
		case Endpoint.Pod _, Endpoint.Service _, Endpoint.External _, Endpoint.Network _, Endpoint.Others _, Endpoint.ControlPlane _ ->
			new Place(OUTSIDE, Mesh.place(endpoint.cluster(), OUTSIDE));
		};
	}

	private static Place host(Optional<String> cluster, String node) {
		return new Place("node", Mesh.place(cluster, node));
	}

	List<Place> places() {
		return List.copyOf(members.keySet());
	}

	List<Member> members(Place place) {
		return List.copyOf(members.get(place));
	}

	List<Link> links() {
		return List.copyOf(links.keySet());
	}

	List<Link> linksFrom(Member source) {
		return links.keySet().stream().filter(link -> link.source.equals(source)).toList();
	}

	Traffic traffic(Link link) {
		return new Traffic(links.get(link));
	}

	/** Whether rates of any of its traffic are known. */
	boolean isKnown(Member member) {
		return Stream.concat(incoming.getOrDefault(member, List.of()).stream(), outgoing.getOrDefault(member, List.of()).stream())
				.anyMatch(edge -> edge.observation().rates().isPresent());
	}

	/** As its callers see it; what only calls, by its calls. */
	Health health(Member member) {
		return GroupHealth.ofNode(incoming.getOrDefault(member, List.of()), outgoing.getOrDefault(member, List.of()),
				edge -> EdgeHealth.assess(edge, Health.Thresholds.DEFAULT)).health();
	}
}
