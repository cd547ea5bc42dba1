package org.cortexbrain.ui.internal.flows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.EdgeFilter;
import org.cortexbrain.ui.internal.session.Snapshot;
import org.cortexbrain.ui.internal.session.Traffic;

/**
 * The rows that the table shows, filtered and sorted. While numbers change, rows keep their order, so that one can read and click them:
 * they are sorted anew only when {@link #sort} is asked for; new rows come last. For one thread.
 */
public final class FlowRows {
	private List<FlowRow> all = List.of();
	private final List<FlowRow> shown = new ArrayList<>();
	private final Map<Edge.Key, Integer> positions = new HashMap<>();
	private EdgeFilter filter = new EdgeFilter("");
	private FlowColumn column = FlowColumn.HEALTH;
	private boolean descending = true;

	/** A row for each edge. On any thread. */
	public static List<FlowRow> of(Snapshot snapshot) {
		return snapshot.mesh().edges().stream().map(edge -> new FlowRow(edge, Traffic.of(edge), snapshot.healthOf(edge))).toList();
	}

	/** Takes newer numbers; rows that are still there keep their order. */
	public void update(List<FlowRow> newer) {
		all = newer;
		Map<Edge.Key, Integer> before = new HashMap<>(positions);
		select(Comparator.comparingInt(row -> before.getOrDefault(row.edge().key(), Integer.MAX_VALUE)));
	}

	public void setFilter(String text) {
		filter = new EdgeFilter(text);
		sort();
	}

	public void setOrder(FlowColumn by, boolean largestFirst) {
		column = by;
		descending = largestFirst;
		sort();
	}

	public FlowColumn column() {
		return column;
	}

	public boolean isDescending() {
		return descending;
	}

	/** Sorts by the numbers of now. */
	public void sort() {
		select(descending ? column.order().reversed() : column.order());
	}

	private void select(Comparator<FlowRow> order) {
		shown.clear();
		all.stream().filter(row -> filter.test(row.edge(), row.health())).sorted(order).forEach(shown::add);
		positions.clear();
		for (int i = 0; i < shown.size(); i++) {
			positions.put(shown.get(i).edge().key(), i);
		}
	}

	public FlowRow get(int index) {
		return shown.get(index);
	}

	/** How many rows pass the filter. */
	public int size() {
		return shown.size();
	}

	/** How many rows there are. */
	public int total() {
		return all.size();
	}

	/** Where an edge is; -1 if the filter hides it. */
	public int indexOf(Edge.Key key) {
		return positions.getOrDefault(key, -1);
	}

	/** The edges of the rows that pass the filter, in the order in which they are shown. */
	public List<Edge> edges() {
		return shown.stream().map(FlowRow::edge).toList();
	}

	/** Rows as a table for spreadsheets: a heading with units, raw numbers, columns apart by tabs. */
	public static String asTable(Iterable<FlowRow> rows) {
		var text = new StringBuilder();
		line(text, FlowColumn::rawTitle);
		rows.forEach(row -> line(text, column -> column.raw(row)));
		return text.toString();
	}

	private static void line(StringBuilder text, Function<FlowColumn, String> cell) {
		text.append(Arrays.stream(FlowColumn.values()).map(column -> quoted(cell.apply(column))).collect(Collectors.joining("\t"))).append('\n');
	}

	private static String quoted(String field) {
		String plain = field.replace('\u00A0', ' ');
		return plain.matches("(?s).*[\t\r\n\"].*") ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
	}
}
