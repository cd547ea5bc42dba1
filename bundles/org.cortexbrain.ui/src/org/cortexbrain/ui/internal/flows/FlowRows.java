package org.cortexbrain.ui.internal.flows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.model.Edge;
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
	private FlowFilter filter = new FlowFilter("");
	private FlowColumn column = FlowColumn.HEALTH;
	private boolean descending = true;

	/** Takes newer numbers; rows that are still there keep their order. */
	public void update(Snapshot snapshot) {
		all = snapshot.mesh().edges().stream().map(edge -> new FlowRow(edge, Traffic.of(edge), snapshot.healthOf(edge))).toList();
		Map<Edge.Key, Integer> before = new HashMap<>(positions);
		select(Comparator.comparingInt(row -> before.getOrDefault(row.edge().key(), Integer.MAX_VALUE)));
	}

	public void setFilter(String text) {
		filter = new FlowFilter(text);
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
		all.stream().filter(filter).sorted(order).forEach(shown::add);
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

	/** Rows as text with a heading, columns apart by {@code separator}; a field with one in it, or a quote, is quoted as CSV does. */
	public static String asText(Iterable<FlowRow> rows, char separator) {
		var text = new StringBuilder();
		for (FlowColumn each : FlowColumn.values()) {
			text.append(each.ordinal() == 0 ? "" : String.valueOf(separator)).append(quoted(each.title(), separator));
		}
		text.append('\n');
		for (FlowRow row : rows) {
			for (FlowColumn each : FlowColumn.values()) {
				text.append(each.ordinal() == 0 ? "" : String.valueOf(separator)).append(quoted(each.text(row), separator));
			}
			text.append('\n');
		}
		return text.toString();
	}

	private static String quoted(String field, char separator) {
		String plain = field.replace('\u00A0', ' ');
		return plain.indexOf(separator) < 0 && plain.indexOf('"') < 0 ? plain : '"' + plain.replace("\"", "\"\"") + '"';
	}
}
