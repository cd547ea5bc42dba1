package org.cortexbrain.graph.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints each figure as a line of one table: its goal, median, 95th percentile, and how many times the anchor that is. */
final class Report {
	private static final String LINE = "| %-30s | %-58s | %14s | %10s | %10s | %8s | %5s |%n";

	private final PrintStream out;
	private String graph = "";
	private double anchor = Double.NaN;
	private double anchorWait = Double.NaN;
	private final List<String> notes = new ArrayList<>();
	private int goals;
	private int missed;

	Report(PrintStream out) {
		this.out = out;
	}

	/** Prints the head of the table. */
	void begin() {
		out.printf(LINE, "graph", "figure", "goal", "median", "95th", "x anchor", "times");
		out.printf("|---|---|---:|---:|---:|---:|---:|%n");
	}

	/** What the next figures are measured on. */
	void on(String graphName) {
		graph = graphName;
	}

	/**
	 * Takes the 95th percentiles of the anchor, in milliseconds.
	 *
	 * @param work of the UI thread, which frames are compared with
	 * @param wait until it is seen, which waits are compared with
	 */
	void anchor(double work, double wait) {
		anchor = work;
		anchorWait = wait;
	}

	/** A figure that is compared with the anchor. @param goal of its 95th percentile; empty for none */
	void frames(String figure, OptionalDouble goal, double[] milliseconds) {
		line(figure, "ms", goal, milliseconds, anchor);
	}

	/** A time until something is seen. It has no goal: the frame clock's wait is not the viewer's. */
	void waits(String figure, double[] milliseconds) {
		line(figure, "ms", OptionalDouble.empty(), milliseconds, anchorWait);
	}

	/** A figure that has nothing to do with the anchor. @param goal of its 95th percentile; empty for none */
	void figure(String figure, String unit, OptionalDouble goal, double[] values) {
		line(figure, unit, goal, values, Double.NaN);
	}

	private void line(String figure, String unit, OptionalDouble goal, double[] values, double comparedWith) {
		if (values.length == 0) {
			missing(figure, "nothing was measured");
			return;
		}
		double high = percentile(values, 0.95);
		boolean misses = goal.isPresent() && high > goal.getAsDouble();
		goals += goal.isPresent() ? 1 : 0;
		if (misses) {
			missed++;
		}
		out.printf(Locale.ROOT, LINE, graph, figure, goal.isPresent() ? String.format(Locale.ROOT, "%.0f %s%s", goal.getAsDouble(), unit,
				misses ? " missed" : " met") : "", round(percentile(values, 0.5)), round(high),
				Double.isNaN(comparedWith) ? "" : String.format(Locale.ROOT, "%.1f", high / comparedWith), values.length);
		out.flush();
	}

	/** Says that a figure is unknown, and why. */
	void missing(String figure, String why) {
		goals++;
		missed++;
		out.printf(LINE, graph, figure, "not measured", "", "", "", 0);
		out.flush();
		note(figure + " was not measured: " + why);
	}

	/** Something that the reader of the figures must know; printed after the table. */
	void note(String text) {
		notes.add(graph + ": " + text);
	}

	/** Prints what remains to be said. */
	void end() {
		out.println();
		notes.forEach(out::println);
		out.printf("%d of %d goals missed or not measured%n", missed, goals);
		out.flush();
	}

	/** How many goals were missed or could not be measured. */
	int missed() {
		return missed;
	}

	private static String round(double value) {
		return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
	}

	/** The smallest value that is at least as large as this share of all. */
	static double percentile(double[] values, double share) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)];
	}
}
