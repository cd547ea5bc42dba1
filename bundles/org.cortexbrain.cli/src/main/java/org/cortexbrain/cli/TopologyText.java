package org.cortexbrain.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A topology as a tree: places, what they hold, and whom that calls. */
final class TopologyText {
	private static final List<String> HEAD = List.of("NODE", "OPENED/S", "FAILED/S", "SENT/S", "RECEIVED/S", "RTT-P95");

	private static final int MOST_PORTS = 4;
	/** Nothing is idle of which no rate is known. */
	private static final String UNKNOWN = "unknown";

	/** A line: the name, then numbers or none. */
	private record Row(List<String> cells, String health) {
	}

	private TopologyText() {
	}

	static void print(Surroundings surroundings, Topology topology) {
		List<Row> rows = new ArrayList<>();
		rows.add(new Row(HEAD, "HEALTH"));
		for (Topology.Place place : topology.places()) {
			rows.add(new Row(List.of(Surroundings.safe(place.name())), ""));
			for (Topology.Member member : topology.members(place)) {
				rows.add(new Row(List.of("  " + Surroundings.safe(member.name()) +
						(place.kind().equals(Topology.OUTSIDE) ? "" : " (" + member.kind() + ")")),
						topology.isKnown(member) ? Paint.health(surroundings, topology.health(member)) : UNKNOWN));
				topology.linksFrom(member).forEach(link -> rows.add(row(surroundings, link, topology.traffic(link))));
			}
		}
		int width = rows.stream().mapToInt(row -> length(row.cells.getFirst())).max().orElse(0);
		rows.forEach(row -> surroundings.print(line(row, width)));
	}

	private static Row row(Surroundings surroundings, Topology.Link link, Topology.Traffic traffic) {
		List<Integer> all = traffic.ports();
		String ports = all.stream().limit(MOST_PORTS).map(String::valueOf).collect(Collectors.joining(",")) +
				(all.size() > MOST_PORTS ? ",+" + (all.size() - MOST_PORTS) : "");
		return new Row(List.of("    -> " + Surroundings.safe(link.target().seenFrom(link.source().place())) + (ports.isEmpty() ? "" : ":" + ports),
				Figures.count(traffic.opened()),
				Figures.count(traffic.failed()), Figures.bytes(traffic.toTarget()), Figures.bytes(traffic.toSource()),
				Figures.micros(traffic.roundTripP95())),
				traffic.opened().isEmpty() ? UNKNOWN : Paint.health(surroundings, traffic.health().health()));
	}

	private static int length(String cell) {
		return cell.codePointCount(0, cell.length());
	}

	private static String line(Row row, int width) {
		var line = new StringBuilder(row.cells.getFirst()).append(" ".repeat(width - length(row.cells.getFirst())));
		for (int column = 1; column < HEAD.size(); column++) {
			String cell = column < row.cells.size() ? row.cells.get(column) : "";
			line.append("  ").append(" ".repeat(Math.max(0, HEAD.get(column).length() - cell.length()))).append(cell);
		}
		return line.append("  ").append(row.health).toString().stripTrailing();
	}
}
