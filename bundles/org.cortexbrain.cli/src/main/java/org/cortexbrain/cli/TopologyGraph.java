package org.cortexbrain.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphContentProvider;
import org.cortexbrain.graph.GraphStyleProvider;
import org.cortexbrain.graph.IconShape;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.export.GraphExport;
import org.cortexbrain.graph.layout.LayoutGraph;
import org.cortexbrain.graph.layout.StandardLayout;
import org.cortexbrain.model.Health;
import org.eclipse.core.runtime.NullProgressMonitor;

/** A topology as the graph viewer's exporters write it, without a display: DOT, GraphML, and a picture laid out as on the desktop. */
final class TopologyGraph {
	/** Of a card, in points, as the exporter draws it around the middle. */
	private static final double CARD_WIDTH = 164;
	private static final double CARD_HEIGHT = 48;

	private final Topology topology;

	TopologyGraph(Topology topology) {
		this.topology = topology;
	}

	byte[] write(ExportFormat format, String caption) throws IOException {
		var content = new Content();
		Map<Object, double[]> places = new HashMap<>();
		if (format == ExportFormat.SVG) {
			StandardLayout.AUTOMATIC.layout(structure(content), new NullProgressMonitor())
					.forEach((element, box) -> places.put(element, new double[] { box.centerX(), box.centerY() }));
		}
		var bytes = new ByteArrayOutputStream();
		GraphExport.of(topology, content, new Styles(), places).withAttributes(this::attributes)
				.write(format, ExportOptions.DEFAULT.withTitle("Topology").withCaption(caption), bytes,
				new NullProgressMonitor());
		return bytes.toByteArray();
	}

	private LayoutGraph structure(Content content) {
		List<LayoutGraph.Node> nodes = new ArrayList<>();
		Map<Object, Integer> numbers = new HashMap<>();
		for (Object element : content.nodes(topology)) {
			numbers.put(element, nodes.size());
			int container = content.container(element).map(numbers::get).orElse(LayoutGraph.NONE);
			nodes.add(new LayoutGraph.Node(element, container, element instanceof Topology.Place, false, false,
					new Box(0, 0, CARD_WIDTH, CARD_HEIGHT)));
		}
		return new LayoutGraph(nodes, topology.links().stream().map(link -> new LayoutGraph.Edge(link, numbers.get(link.source()),
				numbers.get(link.target()))).toList());
	}

	private Map<String, String> attributes(Object element) {
		Map<String, String> more = new LinkedHashMap<>();
		switch (element) {
		case Topology.Place place -> more.put("kind", place.kind());
		case Topology.Member member -> more.put("kind", member.kind());
		case Topology.Link link -> {
			Topology.Traffic traffic = topology.traffic(link);
			more.put("ports", traffic.ports().stream().map(String::valueOf).collect(Collectors.joining(",")));
			put(more, "openedPerSecond", traffic.opened());
			put(more, "failedPerSecond", traffic.failed());
			put(more, "bytesToTargetPerSecond", traffic.toTarget());
			put(more, "bytesToSourcePerSecond", traffic.toSource());
			put(more, "roundTripP95Micros", traffic.roundTripP95());
		}
		default -> throw new IllegalArgumentException("no element of a topology: " + element);
		}
		return more;
	}

	/* What is not known is absent. */
	private static void put(Map<String, String> attributes, String name, OptionalDouble value) {
		value.ifPresent(known -> attributes.put(name, String.valueOf(Math.rint(known * 1000) / 1000)));
	}

	/** Places before what they hold. */
	private final class Content implements GraphContentProvider {
		@Override
		public Collection<?> nodes(Object input) {
			List<Object> all = new ArrayList<>();
			for (Topology.Place place : topology.places()) {
				all.add(place);
				all.addAll(topology.members(place));
			}
			return all;
		}

		@Override
		public Collection<?> connections(Object input) {
			return topology.links();
		}

		@Override
		public Object source(Object connection) {
			return ((Topology.Link) connection).source();
		}

		@Override
		public Object target(Object connection) {
			return ((Topology.Link) connection).target();
		}

		@Override
		public Optional<?> container(Object node) {
			return node instanceof Topology.Member member ? Optional.of(member.place()) : Optional.empty();
		}
	}

	private final class Styles implements GraphStyleProvider {
		@Override
		public NodeStyle node(Object node) {
			if (node instanceof Topology.Place place) {
				return new NodeStyle(place.name(), "", IconShape.NONE, Sign.UNKNOWN, true, place.kind() + " " + place.name());
			}
			Topology.Member member = (Topology.Member) node;
			Health health = topology.health(member);
			return new NodeStyle(member.name(), health.reason(), IconShape.NONE, sign(health), false, member.kind() + " " + member.name());
		}

		@Override
		public ConnectionStyle connection(Object connection) {
			Topology.Traffic traffic = topology.traffic((Topology.Link) connection);
			double bytes = traffic.toTarget().orElse(0) + traffic.toSource().orElse(0);
			/* One point more for each factor of 8 above 1 KiB/s, as on the desktop. */
			double width = Math.clamp(1 + Math.log(Math.max(1, bytes / 1024)) / Math.log(8), 1, 8);
			Health health = traffic.health().health();
			String label = health.reason().isEmpty() ? traffic.opened().isEmpty() ? "" : Figures.count(traffic.opened()) + "/s" : health.reason();
			return new ConnectionStyle(width, sign(health), label, "");
		}

		private static Sign sign(Health health) {
			return switch (health.state()) {
			case HEALTHY -> Sign.HEALTHY;
			case DEGRADED -> Sign.DEGRADED;
			case FAILING -> Sign.FAILING;
			case UNKNOWN -> Sign.UNKNOWN;
			};
		}
	}
}
