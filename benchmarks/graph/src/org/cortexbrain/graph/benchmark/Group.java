package org.cortexbrain.graph.benchmark;

/** Figures that belong together, measured on one graph. To measure more, write another and name it in {@link GraphBenchmark}. */
interface Group {
	/** Measures on the UI thread; each figure goes to the report as it is known. */
	void measure(GeneratedGraph graph, Window window, Report report);
}
