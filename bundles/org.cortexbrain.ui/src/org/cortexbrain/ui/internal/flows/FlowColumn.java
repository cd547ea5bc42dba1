package org.cortexbrain.ui.internal.flows;

import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.Tokens;

/** The columns of the table, from left to right. */
public enum FlowColumn {
	HEALTH("Health", 240, row -> Tokens.inWords(row.health()), Comparator.comparing(row -> row.health().state())),
	SOURCE("Source", 225, row -> FlowRow.name(row.edge().key().source())),
	TARGET("Target", 225, row -> FlowRow.name(row.edge().key().target())),
	PORT("Port", 55, row -> row.edge().key().port() == 0 ? Numbers.UNKNOWN : Integer.toString(row.edge().key().port()),
			row -> row.edge().key().port()),
	OPEN("Open", 55, row -> Numbers.count(row.traffic().active()), row -> row.traffic().active()),
	OPENED("Opened", 80, row -> Numbers.perSecond(row.traffic().ifKnown(row.traffic().opened())), row -> row.traffic().opened()),
	FAILED("Failed", 80, row -> Numbers.perSecond(row.traffic().ifKnown(row.traffic().failed())), row -> row.traffic().failed()),
	SENT("Sent", 95, row -> Numbers.bytesPerSecond(row.traffic().ifKnown(row.traffic().bytesToTarget())), row -> row.traffic().bytesToTarget()),
	RECEIVED("Received", 95, row -> Numbers.bytesPerSecond(row.traffic().ifKnown(row.traffic().bytesToSource())),
			row -> row.traffic().bytesToSource()),
	ROUND_TRIP("RTT p95", 80, row -> Numbers.latency(roundTrip(row)), row -> roundTrip(row).orElse(-1)),
	TOTAL_OPENED("Total opened", 95, row -> Numbers.count(row.edge().observation().total().opened()),
			row -> row.edge().observation().total().opened()),
	TOTAL_FAILED("Total failed", 90, row -> Numbers.count(row.edge().observation().total().failures().total()),
			row -> row.edge().observation().total().failures().total()),
	TOTAL_SENT("Total sent", 90, row -> Numbers.bytes(row.edge().bytesToTarget()), row -> row.edge().bytesToTarget()),
	TOTAL_RECEIVED("Total received", 105, row -> Numbers.bytes(row.edge().bytesToSource()), row -> row.edge().bytesToSource());

	private final String title;
	private final int width;
	private final Function<FlowRow, String> text;
	private final Comparator<FlowRow> order;
	private final boolean number;

	FlowColumn(String title, int width, Function<FlowRow, String> text) {
		this(title, width, text, Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER), false);
	}

	FlowColumn(String title, int width, Function<FlowRow, String> text, Comparator<FlowRow> order) {
		this(title, width, text, order, false);
	}

	FlowColumn(String title, int width, Function<FlowRow, String> text, ToDoubleFunction<FlowRow> value) {
		this(title, width, text, Comparator.comparingDouble(value), true);
	}

	FlowColumn(String title, int width, Function<FlowRow, String> text, Comparator<FlowRow> order, boolean number) {
		this.title = title;
		this.width = width;
		this.text = text;
		this.order = order;
		this.number = number;
	}

	private static OptionalDouble roundTrip(FlowRow row) {
		return row.traffic().roundTrip().quantile(0.95);
	}

	public String title() {
		return title;
	}

	/** In points, before a person changes it. */
	public int width() {
		return width;
	}

	public String text(FlowRow row) {
		return text.apply(row);
	}

	/** Smallest first. */
	public Comparator<FlowRow> order() {
		return order;
	}

	/** Whether it is aligned to the right, and first sorted largest first. */
	public boolean isNumber() {
		return number;
	}
}
