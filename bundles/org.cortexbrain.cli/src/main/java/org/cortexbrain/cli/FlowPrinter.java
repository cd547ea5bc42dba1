package org.cortexbrain.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.EdgeHealth;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Rates;

import io.fabric8.kubernetes.client.utils.Serialization;

/** Prints of each mesh the edges on which something has happened since the one before, each interval once. For one thread. */
final class FlowPrinter {
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
	private static final List<String> HEAD = List.of("TIME", "SOURCE", "TARGET", "OPENED/S", "FAILED/S", "SENT/S", "RECEIVED/S");
	private static final List<String> WIDE_HEAD = List.of("OPEN", "RETRANS/S", "CONNECT-P95", "RTT-P95", "SEEN-BY");
	private static final int FIRST_NUMBER = 3;
	private static final int NAME_WIDTH = 24;

	private record Row(List<String> cells, String health) {
	}

	private final Surroundings surroundings;
	private final FlowShape shape;
	private final BiPredicate<Edge, Health> wanted;
	private final Map<Edge.Key, Counters> printed = new HashMap<>();
	/** Of names; they only grow, since what is printed stays. */
	private final int[] widths = { TIME.format(Instant.EPOCH).length(), NAME_WIDTH, NAME_WIDTH };
	private final List<Row> rows = new ArrayList<>();
	private boolean begun;

	FlowPrinter(Surroundings surroundings, FlowShape shape, BiPredicate<Edge, Health> wanted) {
		this.surroundings = surroundings;
		this.shape = shape;
		this.wanted = wanted;
	}

	/** Whether there is still a reader. */
	boolean take(Mesh mesh) {
		for (Edge edge : mesh.edges()) {
			Flow flow = new Flow(edge);
			if (flow.isIdle()) {
				continue;
			}
			Health health = EdgeHealth.assess(edge, Health.Thresholds.DEFAULT);
			if (wanted.test(edge, health) && !edge.observation().total().equals(printed.put(edge.key(), edge.observation().total()))) {
				print(mesh, flow, health);
			}
		}
		printRows();
		if (printed.size() > 2 * mesh.edges().size()) {
			printed.keySet().retainAll(mesh.edges().stream().map(Edge::key).toList());
		}
		return !surroundings.out().checkError();
	}

	private void print(Mesh mesh, Flow flow, Health health) {
		switch (shape) {
		case FlowShape.Columns(boolean wide) -> row(mesh, flow, health, wide);
		case FlowShape.JsonLines _ -> surroundings.print(Json.line(FlowDocument.of(mesh, flow.edge(), health)));
		case FlowShape.YamlDocuments _ -> surroundings.print("---\n" + Serialization.asYaml(FlowDocument.of(mesh, flow.edge(), health))
				.replaceFirst("^---\n", "").stripTrailing());
		case FlowShape.Template(JsonPath path) -> surroundings.print(path.of(FlowDocument.of(mesh, flow.edge(), health)));
		}
	}

	private void row(Mesh mesh, Flow flow, Health health, boolean wide) {
		if (!begun) {
			begun = true;
			List<String> head = new ArrayList<>(HEAD);
			if (wide) {
				head.addAll(WIDE_HEAD);
			}
			rows.add(new Row(head, "HEALTH"));
		}
		Edge.Key key = flow.edge().key();
		List<String> cells = new ArrayList<>(List.of(TIME.format(mesh.at()), Surroundings.safe(key.source().scopedName()), target(key),
				Figures.count(flow.perSecond(Rates::openedPerSecond)), Figures.count(flow.perSecond(Rates::failedPerSecond)),
				Figures.bytes(flow.toTarget()), Figures.bytes(flow.toSource())));
		if (wide) {
			cells.addAll(List.of(Figures.count(OptionalDouble.of(flow.edge().observation().total().active())),
					Figures.count(flow.perSecond(Rates::retransmitsPerSecond)),
					Figures.micros(flow.connectP95()), Figures.micros(flow.roundTripP95()), FlowDocument.seenBy(flow.edge())));
		}
		rows.add(new Row(cells, Paint.health(surroundings, health)));
	}

	/* A mesh at a time, so that its lines have the same columns. */
	private void printRows() {
		for (Row row : rows) {
			for (int column = 0; column < FIRST_NUMBER; column++) {
				widths[column] = Math.max(widths[column], length(row.cells.get(column)));
			}
		}
		rows.forEach(row -> surroundings.print(line(row.cells) + "  " + row.health));
		rows.clear();
	}

	private static int length(String cell) {
		return cell.codePointCount(0, cell.length());
	}

	/** With its port; an address of six colons in brackets. */
	static String target(Edge.Key key) {
		String name = Surroundings.safe(key.target().scopedName());
		return key.port() == 0 ? name : (name.contains(":") ? "[" + name + "]" : name) + ":" + key.port();
	}

	private String line(List<String> cells) {
		var line = new StringBuilder();
		for (int column = 0; column < cells.size(); column++) {
			String cell = cells.get(column);
			int length = length(cell);
			if (column < FIRST_NUMBER) {
				line.append(column == 0 ? "" : "  ").append(cell).append(" ".repeat(widths[column] - length));
			} else {
				int width = column < HEAD.size() ? HEAD.get(column).length() : WIDE_HEAD.get(column - HEAD.size()).length();
				line.append("  ").append(" ".repeat(Math.max(0, width - length))).append(cell);
			}
		}
		return line.toString();
	}
}
