package org.cortexbrain.ui.internal.inspector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.GroupHealth;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Rates;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.session.Traffic;
import org.cortexbrain.ui.internal.topology.TopologyNode;

/**
 * What the inspector tells of one thing, as titled groups of lines.
 *
 * @param title its name
 * @param kind what it is
 * @param health how it does
 * @param groups by title; each line is a label with its value
 * @param charted which of its traffic its charts show, where it has several kinds: {@code incoming}; empty otherwise
 * @param edges those that its charts are the sum of
 */
public record Subject(String title, String kind, GroupHealth health, Map<String, List<Line>> groups, String charted, List<Edge> edges) {
	public record Line(String label, String value) {
	}

	private static final int PEERS = 12;

	public static Subject of(Snapshot snapshot, Edge edge) {
		var groups = new LinkedHashMap<String, List<Line>>();
		Edge.Key key = edge.key();
		groups.put("Source", identity(key.source()));
		var target = new ArrayList<>(identity(key.target()));
		target.add(new Line("Port", key.port() == 0 ? Numbers.UNKNOWN : Integer.toString(key.port())));
		groups.put("Target", target);
		groups.put("Now", rates(Traffic.of(edge)));
		if (!edge.backends().isEmpty()) {
			groups.put("Served by", served(edge));
		}
		groups.put("Latency of the last interval", latencies(Traffic.of(edge)));
		groups.put("Failures in all", failures(edge.observation().total().failures()));
		groups.put("In all, as both sides saw it", sides(edge));
		return new Subject(key.source().name() + " \u2192 " + key.target().name(), "Edge",
				GroupHealth.of(List.of(edge), snapshot::healthOf), groups, "", List.of(edge));
	}

	/** Several edges taken together. */
	static Subject of(Snapshot snapshot, String title, String kind, List<Edge> edges) {
		var groups = new LinkedHashMap<String, List<Line>>();
		Traffic traffic = edges.stream().map(Traffic::of).reduce(Traffic.NONE, Traffic::plus);
		groups.put("Now", rates(traffic));
		groups.put("Latency of the last interval", latencies(traffic));
		groups.put("Failures in all", failures(edges.stream().map(e -> e.observation().total().failures()).reduce(Failures.NONE, Failures::plus)));
		groups.put("In all", totals(edges));
		groups.put("Edges", peers(snapshot, edges, edge -> edge.key().source().name() + " \u2192 " + edge.key().target().name()));
		return new Subject(title, kind, GroupHealth.of(edges, snapshot::healthOf), groups, "", edges);
	}

	public static Subject of(Snapshot snapshot, TopologyNode node, List<Endpoint> endpoints, GroupHealth health) {
		var groups = new LinkedHashMap<String, List<Line>>();
		var own = new HashSet<>(endpoints);
		List<Edge> incoming = new ArrayList<>();
		List<Edge> outgoing = new ArrayList<>();
		List<Edge> inside = new ArrayList<>();
		for (Edge edge : snapshot.mesh().edges()) {
			boolean to = own.contains(edge.key().target());
			boolean from = own.contains(edge.key().source());
			if (to && from) {
				inside.add(edge);
			} else if (to) {
				incoming.add(edge);
			} else if (from) {
				outgoing.add(edge);
			}
		}
		if (endpoints.size() == 1) {
			groups.put("Identity", identity(endpoints.getFirst()));
		} else {
			groups.put("Stands for", members(endpoints));
		}
		if (!incoming.isEmpty()) {
			Traffic in = incoming.stream().map(Traffic::of).reduce(Traffic.NONE, Traffic::plus);
			groups.put("Incoming", rates(in));
			groups.put("Latency of the last interval", latencies(in));
			groups.put("Callers", peers(snapshot, incoming, edge -> edge.key().source().name() + " : " + edge.key().port()));
		}
		List<Line> through = throughServices(snapshot, own);
		if (!through.isEmpty()) {
			groups.put("Through services, as its node saw it", through);
		}
		if (!outgoing.isEmpty()) {
			groups.put("Outgoing", rates(outgoing.stream().map(Traffic::of).reduce(Traffic.NONE, Traffic::plus)));
			groups.put("Calls", peers(snapshot, outgoing, edge -> edge.key().target().name() + " : " + edge.key().port()));
		}
		if (!inside.isEmpty()) {
			groups.put("Inside", rates(inside.stream().map(Traffic::of).reduce(Traffic.NONE, Traffic::plus)));
			groups.put("Among themselves", peers(snapshot, inside, edge -> edge.key().source().name() + " \u2192 " + edge.key().target().name()));
		}
		List<Edge> charted = !incoming.isEmpty() ? incoming : !outgoing.isEmpty() ? outgoing : inside;
		String which = !incoming.isEmpty() ? "incoming" : !outgoing.isEmpty() ? "outgoing" : "inside";
		groups.put("Failures in all, " + which,
				failures(charted.stream().map(e -> e.observation().total().failures()).reduce(Failures.NONE, Failures::plus)));
		return new Subject(node.name(), kind(node), health, groups, which, charted);
	}

	/** What each pod behind a service counted of an edge to it. */
	private static List<Line> served(Edge edge) {
		var lines = new ArrayList<Line>();
		edge.backends().entrySet().stream().sorted(Comparator.comparing(backend -> backend.getKey().name())).limit(PEERS)
				.forEach(backend -> lines.add(new Line(backend.getKey().name(), opened(backend.getValue()))));
		if (edge.backends().size() > PEERS) {
			lines.add(new Line("and " + (edge.backends().size() - PEERS) + " more", ""));
		}
		return lines;
	}

	/** What comes to pods by services that are not shown with them: such traffic is an edge to the service. */
	private static List<Line> throughServices(Snapshot snapshot, Set<Endpoint> own) {
		var lines = new ArrayList<Line>();
		for (Edge edge : snapshot.mesh().edges()) {
			if (!own.contains(edge.key().target())) {
				edge.backends().entrySet().stream().filter(backend -> own.contains(backend.getKey()))
						.forEach(backend -> lines.add(new Line(edge.key().source().name() + " : " + edge.key().target().name(), opened(backend.getValue()))));
			}
		}
		return lines.size() <= PEERS ? lines : lines.subList(0, PEERS);
	}

	private static String opened(Observation side) {
		OptionalDouble rate = side.rates().stream().mapToDouble(Rates::openedPerSecond).findFirst();
		return Numbers.perSecond(rate) + "  (" + Numbers.count(side.total().opened()) + " in all)";
	}

	private static List<Line> members(List<Endpoint> endpoints) {
		var lines = new ArrayList<>(endpoints.stream().limit(PEERS).map(each -> new Line(each.name(), kind(each))).toList());
		if (endpoints.size() > PEERS) {
			lines.add(new Line("and " + (endpoints.size() - PEERS) + " more", ""));
		}
		return lines;
	}

	private static String kind(TopologyNode node) {
		return switch (node) {
		case TopologyNode.Namespace _ -> "Namespace";
		case TopologyNode.Host _ -> "Node";
		case TopologyNode.Outside _ -> "Addresses outside";
		case TopologyNode.Single(var endpoint) -> kind(endpoint);
		case TopologyNode.Pods(var workload) -> switch (workload.kind()) {
		case DEPLOYMENT -> "Deployment";
		case STATEFUL_SET -> "StatefulSet";
		case DAEMON_SET -> "DaemonSet";
		case JOB -> "Job";
		case CRON_JOB -> "CronJob";
		case REPLICA_SET -> "ReplicaSet";
		case BARE_POD -> "Pod";
		case POD_OWNER, SERVICE, NODE, CONTROL_PLANE, UNIT, CONTAINER, PROCESS, EXTERNAL, UNIDENTIFIED -> "Workload";
		} + workload.namespace().map(namespace -> " in " + namespace).orElse("");
		};
	}

	private static String kind(Endpoint endpoint) {
		return switch (endpoint) {
		case Endpoint.Pod _ -> "Pod";
		case Endpoint.Service _ -> "Service";
		case Endpoint.Node _ -> "Node";
		case Endpoint.ControlPlane _ -> "API servers";
		case Endpoint.Network _ -> "Named network";
		case Endpoint.Unit _ -> "Unit of systemd";
		case Endpoint.Container _ -> "Container";
		case Endpoint.Process _ -> "Process";
		case Endpoint.External _ -> "External address";
		case Endpoint.Others _ -> "Addresses that did not fit the kernel's table";
		case Endpoint.Unidentified _ -> "Owner gone before it could be named";
		};
	}

	private static List<Line> identity(Endpoint endpoint) {
		var lines = new ArrayList<Line>();
		lines.add(new Line(kind(endpoint), endpoint.name()));
		endpoint.cluster().ifPresent(cluster -> lines.add(new Line("Cluster", cluster)));
		switch (endpoint) {
		case Endpoint.Pod pod -> {
			lines.add(new Line("Namespace", pod.namespace()));
			lines.add(new Line("UID", pod.uid()));
		}
		case Endpoint.Unit unit -> lines.add(new Line("Node", unit.node()));
		case Endpoint.Container container -> {
			lines.add(new Line("Node", container.node()));
			lines.add(new Line("Runtime", container.runtime()));
			lines.add(new Line("Container", container.containerId()));
		}
		case Endpoint.Process process -> lines.add(new Line("Node", process.node()));
		case Endpoint.Service service -> {
			lines.add(new Line("Namespace", service.namespace()));
			lines.add(new Line("UID", service.uid()));
		}
		case Endpoint.External _, Endpoint.Network _, Endpoint.Node _, Endpoint.ControlPlane _ -> {
		}
		case Endpoint.Others others -> lines.add(new Line("Node", others.node()));
		case Endpoint.Unidentified unidentified -> {
			lines.add(new Line("Node", unidentified.node()));
			lines.add(new Line("Control group", Long.toUnsignedString(unidentified.cgroupId())));
		}
		}
		return lines;
	}

	private static List<Line> rates(Traffic traffic) {
		return List.of(new Line("Open connections", Numbers.count(traffic.active())),
				new Line("Opened", Numbers.perSecond(traffic.ifKnown(traffic.opened()))),
				new Line("Failed", Numbers.perSecond(traffic.ifKnown(traffic.failed()))
						+ traffic.failureRatio().stream().mapToObj(ratio -> "  (" + Numbers.percent(OptionalDouble.of(ratio)) + ")").findFirst().orElse("")),
				new Line("To target", Numbers.bytesPerSecond(traffic.ifKnown(traffic.bytesToTarget()))),
				new Line("To source", Numbers.bytesPerSecond(traffic.ifKnown(traffic.bytesToSource()))),
				new Line("Retransmits", Numbers.perSecond(traffic.ifKnown(traffic.retransmits()))));
	}

	private static List<Line> latencies(Traffic traffic) {
		var lines = new ArrayList<Line>();
		lines.add(new Line("", "p50 / p95 / p99"));
		lines.add(new Line("Connect", percentiles(traffic.connectLatency())));
		lines.add(new Line("Round trip", percentiles(traffic.roundTrip())));
		return lines;
	}

	private static String percentiles(Log2Histogram histogram) {
		if (histogram.total() == 0) {
			return Numbers.UNKNOWN;
		}
		String[] each = { Numbers.latency(histogram.quantile(0.5)), Numbers.latency(histogram.quantile(0.95)),
				Numbers.latency(histogram.quantile(0.99)) };
		String unit = each[2].substring(each[2].indexOf('\u00A0'));
		boolean same = each[0].endsWith(unit) && each[1].endsWith(unit);
		return same ? each[0].replace(unit, "") + " / " + each[1].replace(unit, "") + " / " + each[2] : String.join(" / ", each);
	}

	private static List<Line> failures(Failures failures) {
		var lines = new ArrayList<Line>();
		var named = new LinkedHashMap<String, Long>();
		named.put("Refused", failures.refused());
		named.put("Timed out", failures.timedOut());
		named.put("Unreachable", failures.unreachable());
		named.put("Abandoned", failures.abandoned());
		named.put("Reset", failures.reset());
		named.put("Lost", failures.lost());
		named.forEach((name, count) -> {
			if (count > 0) {
				lines.add(new Line(name, Numbers.count(count)));
			}
		});
		return lines.isEmpty() ? List.of(new Line("None", "0")) : lines;
	}

	private static List<Line> totals(List<Edge> edges) {
		long opened = 0;
		long sent = 0;
		long received = 0;
		for (Edge edge : edges) {
			opened += edge.observation().total().opened();
			sent += edge.bytesToTarget();
			received += edge.bytesToSource();
		}
		return List.of(new Line("Opened", Numbers.count(opened)), new Line("To target", Numbers.bytes(sent)),
				new Line("To source", Numbers.bytes(received)));
	}

	private static List<Line> sides(Edge edge) {
		return List.of(new Line("", "client / server"), side("Opened", edge, counters -> Numbers.count(counters.opened())),
				side("Closed", edge, counters -> Numbers.count(counters.closed())),
				side("Open", edge, counters -> Numbers.count(counters.active())),
				side("Sent", edge, counters -> Numbers.bytes(counters.bytesSent())),
				side("Received", edge, counters -> Numbers.bytes(counters.bytesReceived())),
				side("Retransmitted", edge, counters -> Numbers.count(counters.segmentsRetransmitted())),
				side("Resets received", edge, counters -> Numbers.count(counters.resetsReceived())));
	}

	private static Line side(String label, Edge edge, Function<Counters, String> text) {
		return new Line(label, edge.client().map(Observation::total).map(text).orElse(Numbers.UNKNOWN) + " / "
				+ edge.server().map(Observation::total).map(text).orElse(Numbers.UNKNOWN));
	}

	private static List<Line> peers(Snapshot snapshot, List<Edge> edges, Function<Edge, String> name) {
		var byName = new TreeMap<String, Traffic>();
		var health = new TreeMap<String, Health>();
		for (Edge edge : edges) {
			byName.merge(name.apply(edge), Traffic.of(edge), Traffic::plus);
			health.merge(name.apply(edge), snapshot.healthOf(edge), Health::worse);
		}
		var lines = new ArrayList<Line>();
		byName.forEach((each, traffic) -> {
			if (lines.size() < PEERS) {
				lines.add(new Line(each, Tokens.mark(health.get(each).state()) + " "
						+ Numbers.bytesPerSecond(traffic.ifKnown(traffic.bytesToTarget() + traffic.bytesToSource()))));
			}
		});
		if (byName.size() > PEERS) {
			lines.add(new Line("and " + (byName.size() - PEERS) + " more", "in Flows"));
		}
		return lines;
	}

	/** All of it, for the clipboard. */
	String asText() {
		var text = new StringBuilder(title).append(" (").append(kind).append(")\n")
				.append(Tokens.inWords(health)).append('\n');
		groups.forEach((group, lines) -> {
			text.append('\n').append(group).append('\n');
			lines.forEach(line -> text.append("  ").append(line.label()).append(": ").append(line.value()).append('\n'));
		});
		return text.toString().replace('\u00A0', ' ');
	}
}
