package org.cortexbrain.ui.internal.flows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

import org.cortexbrain.report.CellText;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.Tokens;

/** The columns of the table, from left to right. */
public enum FlowColumn {
	HEALTH("Health", 240, row -> Tokens.inWords(row.health()), Comparator.comparing(row -> row.health().state())),
	SOURCE("Source", 225, row -> row.edge().key().source().scopedName()),
	TARGET("Target", 225, row -> row.edge().key().target().scopedName()),
	PORT("Port", "", 55, row -> row.edge().key().port() == 0 ? Numbers.UNKNOWN : Integer.toString(row.edge().key().port()),
			row -> row.edge().key().port() == 0 ? "" : Integer.toString(row.edge().key().port()), row -> row.edge().key().port()),
	OPEN("Open", "", 55, Numbers::count, row -> row.traffic().active()),
	OPENED("Opened", "1/s", 80, row -> row.traffic().ifKnown(row.traffic().opened()), Numbers::perSecond),
	FAILED("Failed", "1/s", 80, row -> row.traffic().ifKnown(row.traffic().failed()), Numbers::perSecond),
	SENT("Sent", "B/s", 95, row -> row.traffic().ifKnown(row.traffic().bytesToTarget()), Numbers::bytesPerSecond),
	RECEIVED("Received", "B/s", 95, row -> row.traffic().ifKnown(row.traffic().bytesToSource()), Numbers::bytesPerSecond),
	ROUND_TRIP("RTT p95", "\u00B5s", 80, row -> row.traffic().roundTrip().quantile(0.95), Numbers::latency),
	TOTAL_OPENED("Total opened", "", 95, Numbers::count, row -> row.edge().observation().total().opened()),
	TOTAL_FAILED("Total failed", "", 90, Numbers::count, row -> row.edge().observation().total().failures().total()),
	TOTAL_SENT("Total sent", "B", 90, Numbers::bytes, row -> row.edge().bytesToTarget()),
	TOTAL_RECEIVED("Total received", "B", 105, Numbers::bytes, row -> row.edge().bytesToSource());

	/** Of a raw rate or latency that is no whole number. */
	private static final int DECIMALS = 3;

	private final String title;
	private final String unit;
	private final int width;
	private final Function<FlowRow, String> text;
	private final Function<FlowRow, String> raw;
	private final Comparator<FlowRow> order;
	private final boolean number;

	FlowColumn(String title, int width, Function<FlowRow, String> text) {
		this(title, "", width, text, row -> CellText.of(text.apply(row)), Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER), false);
	}

	FlowColumn(String title, int width, Function<FlowRow, String> text, Comparator<FlowRow> order) {
		this(title, "", width, text, row -> CellText.of(text.apply(row)), order, false);
	}

	/* A count. */
	FlowColumn(String title, String unit, int width, LongFunction<String> format, ToLongFunction<FlowRow> value) {
		this(title, unit, width, row -> format.apply(value.applyAsLong(row)), row -> Long.toString(value.applyAsLong(row)),
				Comparator.comparingLong(value), true);
	}

	/* What may be unknown: the least of all. */
	FlowColumn(String title, String unit, int width, Function<FlowRow, OptionalDouble> value, Function<OptionalDouble, String> format) {
		this(title, unit, width, value.andThen(format), value.andThen(FlowColumn::decimal),
				Comparator.comparingDouble(row -> value.apply(row).orElse(-1)), true);
	}

	FlowColumn(String title, String unit, int width, Function<FlowRow, String> text, Function<FlowRow, String> raw,
			ToLongFunction<FlowRow> value) {
		this(title, unit, width, text, raw, Comparator.comparingLong(value), true);
	}

	FlowColumn(String title, String unit, int width, Function<FlowRow, String> text, Function<FlowRow, String> raw, Comparator<FlowRow> order,
			boolean number) {
		this.title = title;
		this.unit = unit;
		this.width = width;
		this.text = text;
		this.raw = raw;
		this.order = order;
		this.number = number;
	}

	private static String decimal(OptionalDouble value) {
		return value.isEmpty() ? ""
				: BigDecimal.valueOf(value.getAsDouble()).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
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

	/** The heading where cells are raw: with the unit that the numbers are in. */
	public String rawTitle() {
		return unit.isEmpty() ? title : title + " (" + unit + ")";
	}

	/** The cell for programs: numbers without a unit, thousands not apart, a point before decimals; empty where it is not known. */
	public String raw(FlowRow row) {
		return raw.apply(row);
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
