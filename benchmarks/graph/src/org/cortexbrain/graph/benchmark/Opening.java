package org.cortexbrain.graph.benchmark;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

import org.eclipse.swt.widgets.Display;

/** Opens a graph in a new window: how long the UI thread takes it in, the first paint of what has places, and the heap that it needs. */
final class Opening {
	private static final int TIMES = 3;
	private static final double MEBIBYTE = 1024.0 * 1024;

	private final Display display;
	private final Report report;
	private final long layoutLimitMillis;

	/** @param layoutLimitMillis after which the graph is given up: without places there is nothing to measure */
	Opening(Display display, Report report, long layoutLimitMillis) {
		this.display = display;
		this.report = report;
		this.layoutLimitMillis = layoutLimitMillis;
	}

	/** @return the window, open, at rest; empty if the graph was not laid out within the limit */
	Optional<Window> open(GeneratedGraph graph) {
		double[] first = new double[TIMES];
		double[] best = new double[TIMES];
		double[] intake = new double[TIMES];
		double heapBefore = usedHeap();
		Window window = null;
		for (int i = 0; i < TIMES; i++) {
			if (window != null) {
				window.close();
			}
			window = new Window(display);
			Window opened = window;
			long given = System.nanoTime();
			Optional<Double> taken = opened.show(graph, layoutLimitMillis);
			if (taken.isEmpty()) {
				report.missing("everything", "not laid out within " + (System.nanoTime() - given) / 1_000_000 + " ms");
				window.close();
				return Optional.empty();
			}
			intake[i] = taken.get();
			long start = System.nanoTime();
			first[i] = opened.frame(() -> opened.viewer().getControl().redraw()).wall();
			best[i] = Math.max(first[i], opened.settle(start));
		}
		report.figure("input taken in, UI thread", "ms", OptionalDouble.empty(), intake);
		report.frames("first paint once laid out", goal(graph), first);
		report.figure("best picture once laid out", "ms", OptionalDouble.empty(), best);
		report.figure("heap of the viewer with the graph", "MiB", graph.size() > 5_000 ? OptionalDouble.empty() : OptionalDouble.of(100),
				new double[] { usedHeap() - heapBefore });
		if (!window.problems().isEmpty()) {
			report.note("the viewer complained: " + window.problems());
		}
		return Optional.of(window);
	}

	private static OptionalDouble goal(GeneratedGraph graph) {
		return graph.size() <= 2_000 ? OptionalDouble.of(100) : graph.size() <= 5_000 ? OptionalDouble.of(400) : OptionalDouble.empty();
	}

	/** What is reachable, in MiB: the least of some collections. */
	private static double usedHeap() {
		double[] used = new double[4];
		for (int i = 0; i < used.length; i++) {
			System.gc();
			Runtime runtime = Runtime.getRuntime();
			used[i] = (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE;
		}
		return Arrays.stream(used).min().orElseThrow();
	}
}
