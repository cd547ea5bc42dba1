package org.cortexbrain.graph.benchmark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.layout.LayoutGraph;
import org.cortexbrain.graph.layout.LayoutQuality;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.core.runtime.NullProgressMonitor;

/** How long layouts take, how good they are, ELK's layered one beside them where it takes the size, and what stays when a part is replaced. */
final class LayoutFigures implements Group {
	private static final int TIMES = 3;
	private static final double WIDTH = 164;
	private static final double HEIGHT = 48;
	/** Pairs of edges are counted: more edges than this would take minutes. */
	private static final int MOST_EDGES = 25_000;
	private static final double REPLACED = 0.05;
	private static final List<StandardLayout> MEASURED = List.of(StandardLayout.LAYERED, StandardLayout.FORCE, StandardLayout.TREE,
			StandardLayout.RADIAL, StandardLayout.GRID);

	@Override
	public void measure(GeneratedGraph graph, Window window, Report report) {
		LayoutGraph structure = structure(graph);
		for (StandardLayout layout : MEASURED) {
			if (layout != StandardLayout.LAYERED || graph.size() <= StandardLayout.LAYERED_MOST) {
				measure(layout, structure, graph.size(), report);
			}
		}
		stability(structure, graph.size(), report);
	}

	private static LayoutGraph structure(GeneratedGraph graph) {
		List<LayoutGraph.Node> nodes = new ArrayList<>();
		Map<Object, Integer> index = new HashMap<>();
		for (Object element : graph.nodes("")) {
			var vertex = (GeneratedGraph.Vertex) element;
			index.put(vertex, nodes.size());
			nodes.add(new LayoutGraph.Node(vertex, vertex.container.map(index::get).orElse(LayoutGraph.NONE), vertex.holds, false, false,
					new Box(0, 0, WIDTH, HEIGHT)));
		}
		return new LayoutGraph(nodes, graph.links().stream()
				.map(link -> new LayoutGraph.Edge(link, index.get(link.source), index.get(link.target))).toList());
	}

	private static void measure(StandardLayout layout, LayoutGraph graph, int size, Report report) {
		String name = layout.title().toLowerCase(Locale.ROOT);
		double[] millis = new double[TIMES];
		Map<Object, Box> boxes = Map.of();
		for (int i = 0; i < TIMES; i++) {
			long start = System.nanoTime();
			boxes = layout.layout(graph, new NullProgressMonitor());
			millis[i] = (System.nanoTime() - start) / 1e6;
		}
		report.figure("layout " + name + ", time", "ms", layout == StandardLayout.FORCE ? goal(size) : OptionalDouble.empty(), millis);
		if (graph.edges().size() > MOST_EDGES) {
			report.note("the quality of the layout " + name + " was not measured: more than " + MOST_EDGES + " edges");
			return;
		}
		LayoutQuality quality = LayoutQuality.of(graph, boxes);
		report.figure("layout " + name + ", cards that overlap", "", OptionalDouble.of(0), new double[] { quality.overlaps() });
		report.figure("layout " + name + ", crossings by edge", "", OptionalDouble.empty(),
				new double[] { quality.crossings() / (double) Math.max(1, graph.edges().size()) });
		report.figure("layout " + name + ", spread of edge lengths by their mean", "", OptionalDouble.empty(), new double[] { quality.lengthSpread() });
		report.figure("layout " + name + ", mean edge in node widths", "", OptionalDouble.empty(), new double[] { quality.meanLength() / WIDTH });
	}

	private static OptionalDouble goal(int size) {
		return size <= 1000 ? OptionalDouble.of(300) : size <= 5000 ? OptionalDouble.of(3000) : OptionalDouble.empty();
	}

	/** A part of the cards goes, as many come with the same connections. */
	private static void stability(LayoutGraph graph, int size, Report report) {
		Map<Object, Box> before = StandardLayout.FORCE.layout(graph, new NullProgressMonitor());
		var random = new Random(42);
		Set<Object> replaced = new HashSet<>();
		List<LayoutGraph.Node> cards = graph.nodes().stream().filter(node -> !node.field()).toList();
		while (replaced.size() < size * REPLACED) {
			replaced.add(cards.get(random.nextInt(cards.size())).element());
		}
		List<LayoutGraph.Node> nodes = graph.nodes().stream().map(node -> replaced.contains(node.element()) ? node
				: new LayoutGraph.Node(node.element(), node.container(), node.field(), true, false, before.get(node.element()))).toList();
		double[] millis = new double[TIMES];
		Map<Object, Box> after = Map.of();
		for (int i = 0; i < TIMES; i++) {
			long start = System.nanoTime();
			after = StandardLayout.FORCE.layout(new LayoutGraph(nodes, graph.edges()), new NullProgressMonitor());
			millis[i] = (System.nanoTime() - start) / 1e6;
		}
		double way = 0;
		int moved = 0;
		int stayed = 0;
		for (LayoutGraph.Node node : cards) {
			if (!replaced.contains(node.element())) {
				Box from = before.get(node.element());
				Box to = after.get(node.element());
				double step = Math.hypot(to.x() - from.x(), to.y() - from.y());
				way += step;
				moved += step > 0.5 ? 1 : 0;
				stayed++;
			}
		}
		report.figure("5 % replaced, time", "ms", OptionalDouble.empty(), millis);
		report.figure("5 % replaced, mean displacement in node widths", "", OptionalDouble.of(1), new double[] { way / stayed / WIDTH });
		report.figure("5 % replaced, others that moved", "%", OptionalDouble.empty(), new double[] { 100.0 * moved / stayed });
		if (graph.edges().size() <= MOST_EDGES) {
			report.figure("5 % replaced, crossings to those of a layout anew", "", OptionalDouble.empty(), new double[] {
					LayoutQuality.of(graph, after).crossings() / (double) Math.max(1, LayoutQuality.of(graph, before).crossings()) });
		}
	}
}
