package org.cortexbrain.graph.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import org.eclipse.swt.graphics.Point;

/** How soon a node that somebody drags is where the pointer is. The pixels of the screen tell. */
final class DragFigures implements Group {
	private static final int STEPS = 24;
	/** Far enough that a card's pixels differ at each place. */
	private static final int STEP = 46;
	private static final int EDGE = 300;

	@Override
	public void measure(GeneratedGraph graph, Window window, Report report) {
		window.viewer().setZoom(1);
		GeneratedGraph.Vertex vertex = graph.vertices().getFirst();
		window.viewer().reveal(vertex);
		window.settle(System.nanoTime());
		Point start = window.viewer().locationOf(vertex).orElseThrow();
		if (start.x < EDGE || start.y < EDGE || start.x > Window.WIDTH - EDGE || start.y > Window.HEIGHT - EDGE) {
			report.missing("a node dragged", "it is not in the middle of the window");
			return;
		}
		double[] work = new double[STEPS];
		double[] wall = new double[STEPS];
		int seen = 0;
		List<String> lost = new ArrayList<>();
		window.take(start.x, start.y);
		for (int i = 0; i < STEPS; i++) {
			/* To and fro within the window, a little lower each time: no place twice. */
			int x = start.x + STEP * (i % 6 < 3 ? i % 6 + 1 : 6 - i % 6);
			int y = start.y + 3 * (i + 1);
			try {
				PaintWatch.Frame frame = window.frameSeenAt(List.of(new Point(x, y)), () -> window.hold(x, y));
				work[seen] = frame.work();
				wall[seen++] = frame.wall();
			} catch (PaintWatch.NotPainted e) {
				lost.add(x + "," + y);
			}
		}
		window.letGo(start.x, start.y);
		report.frames("a node dragged: UI thread", OptionalDouble.of(graph.size() >= 50_000 ? 50 : 16), Arrays.copyOf(work, seen));
		report.waits("a node dragged: until seen, frame clock included", Arrays.copyOf(wall, seen));
		if (!lost.isEmpty()) {
			report.note("a node dragged: it was not seen at " + lost);
		}
		window.viewer().fit();
		window.settle(System.nanoTime());
	}
}
