package org.cortexbrain.graph.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;

import org.cortexbrain.graph.Sign;
import org.eclipse.swt.graphics.Point;

/** How soon a change of looks is on the screen: one node, one connection, a tenth of all nodes. The pixels of the screen tell. */
final class ChangeFigures implements Group {
	private static final int CHANGES = 40;
	private static final int RECOLOURS = 8;
	private static final int EDGE = 24;
	private static final int WITNESSES = 12;
	private static final long SEED = 7;

	@Override
	public void measure(GeneratedGraph graph, Window window, Report report) {
		window.viewer().fit();
		window.settle(System.nanoTime());
		single("one node changed", inView(graph.vertices(), window), vertex -> vertex.sign = other(vertex.sign), window, report);
		single("one connection changed", inView(graph.links(), window), link -> link.sign = other(link.sign), window, report);
		recolour(graph, window, report);
	}

	private static Sign other(Sign sign) {
		return sign == Sign.HEALTHY ? Sign.FAILING : Sign.HEALTHY;
	}

	/** Some elements that are on the screen, not too near to its edge, in a random order that is the same in every run. */
	private static <T> List<T> inView(List<T> elements, Window window) {
		List<T> shuffled = new ArrayList<>(elements);
		Collections.shuffle(shuffled, new Random(SEED));
		return shuffled.stream().filter(element -> window.viewer().locationOf(element)
				.filter(at -> at.x > EDGE && at.y > EDGE && at.x < Window.WIDTH - EDGE && at.y < Window.HEIGHT - EDGE).isPresent()).limit(CHANGES)
				.toList();
	}

	private static <T> void single(String what, List<T> elements, Consumer<T> change, Window window, Report report) {
		double[] work = new double[elements.size()];
		double[] wall = new double[elements.size()];
		int seen = 0;
		for (T element : elements) {
			Point place = window.viewer().locationOf(element).orElseThrow();
			try {
				PaintWatch.Frame frame = window.frameSeenAt(List.of(place), () -> {
					change.accept(element);
					window.viewer().update(element, null);
				});
				work[seen] = frame.work();
				wall[seen] = frame.wall();
				seen++;
			} catch (PaintWatch.NotPainted e) {
				/* Counted below: others may lie over it. */
			}
			window.settle(System.nanoTime());
		}
		report.frames(what + ": UI thread", OptionalDouble.of(16), Arrays.copyOf(work, seen));
		report.waits(what + ": until seen, frame clock included", Arrays.copyOf(wall, seen));
		if (seen < elements.size()) {
			report.note(what + ": " + (elements.size() - seen) + " of " + elements.size() + " never changed a pixel of the screen (something lies over them)");
		}
	}

	/** Until the screen shows the new colour of some of them, taken from all over the window; the clean picture that follows is a figure of its own. */
	private static void recolour(GeneratedGraph graph, Window window, Report report) {
		List<GeneratedGraph.Vertex> some = new ArrayList<>(graph.vertices());
		Collections.shuffle(some, new Random(SEED));
		some = some.subList(0, some.size() / 10);
		/* Those that lie under others never change a pixel. */
		List<Point> places = inView(some, window).stream().filter(vertex -> changesPixels(vertex, window))
				.map(vertex -> window.viewer().locationOf(vertex).orElseThrow()).limit(WITNESSES).toList();
		double[] seen = new double[RECOLOURS];
		double[] clean = new double[RECOLOURS];
		for (int i = 0; i < RECOLOURS; i++) {
			List<GeneratedGraph.Vertex> recoloured = some;
			long start = System.nanoTime();
			seen[i] = window.frameSeenAt(places, () -> {
				for (GeneratedGraph.Vertex vertex : recoloured) {
					vertex.sign = other(vertex.sign);
					window.viewer().update(vertex, null);
				}
			}).wall();
			clean[i] = window.settle(start);
		}
		report.figure("a tenth of the nodes recoloured: until seen", "ms", OptionalDouble.of(50), seen);
		report.figure("a tenth of the nodes recoloured: clean picture", "ms", OptionalDouble.of(300), clean);
	}

	private static boolean changesPixels(GeneratedGraph.Vertex vertex, Window window) {
		Point place = window.viewer().locationOf(vertex).orElseThrow();
		byte[] before = window.screen(place);
		for (int i = 0; i < 2; i++) {
			vertex.sign = other(vertex.sign);
			window.viewer().update(vertex, null);
			window.settle(System.nanoTime());
			if (i == 0 && Arrays.equals(before, window.screen(place))) {
				vertex.sign = other(vertex.sign);
				window.viewer().update(vertex, null);
				return false;
			}
		}
		return true;
	}
}
