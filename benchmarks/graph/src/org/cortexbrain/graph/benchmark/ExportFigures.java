package org.cortexbrain.graph.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalDouble;

import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.export.GraphExport;
import org.eclipse.core.runtime.NullProgressMonitor;

/** How long the whole graph takes to leave the window in each format, at its natural size, without the disk. */
final class ExportFigures implements Group {
	private static final int TIMES = 3;
	/** In milliseconds, for 5,000 nodes and 20,000 connections. */
	private static final double GOAL = 3_000;
	private static final int MOST_NODES = 5_000;

	@Override
	public void measure(GeneratedGraph graph, Window window, Report report) {
		if (graph.vertices().size() > MOST_NODES) {
			return;
		}
		for (ExportFormat format : ExportFormat.values()) {
			double[] millis = new double[TIMES];
			try {
				for (int i = 0; i < TIMES; i++) {
					long start = System.nanoTime();
					GraphExport export = window.viewer().export();
					export.write(format, ExportOptions.DEFAULT, OutputStream.nullOutputStream(), new NullProgressMonitor());
					millis[i] = (System.nanoTime() - start) / 1e6;
				}
				report.figure("export as " + format, "ms", OptionalDouble.of(GOAL), millis);
			} catch (IOException e) {
				report.missing("export as " + format, e.getMessage());
			}
		}
	}
}
