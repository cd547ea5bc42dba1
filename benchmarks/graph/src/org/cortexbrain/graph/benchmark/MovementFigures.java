package org.cortexbrain.graph.benchmark;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Frames while people move the graph: all of it seen, and near enough to read; then how soon the picture is at its best. */
final class MovementFigures implements Group {
	private static final int PAN_FRAMES = 120;
	private static final int ZOOM_FRAMES = 60;
	private static final int STEP = 16;
	private static final int RESTS = 8;

	@Override
	public void measure(GeneratedGraph graph, Window window, Report report) {
		OptionalDouble goal = OptionalDouble.of(graph.size() >= 50_000 ? 50 : 16);
		window.viewer().fit();
		window.settle(System.nanoTime());
		report.frames("pan, all seen: frame", goal, pan(window, PAN_FRAMES));
		window.settle(System.nanoTime());
		report.frames("zoom: frame", goal, zoom(window));
		window.viewer().fit();
		window.settle(System.nanoTime());
		report.figure("best picture after a pan, all seen", "ms", OptionalDouble.of(300), rests(window));
		window.viewer().setZoom(1);
		window.settle(System.nanoTime());
		report.frames("pan, natural size: frame", goal, pan(window, PAN_FRAMES));
		report.figure("best picture after a pan, natural size", "ms", OptionalDouble.of(300), rests(window));
		check(window, report);
		window.viewer().fit();
		window.settle(System.nanoTime());
	}

	/** To and fro, so that the graph stays in view. */
	private static double[] pan(Window window, int frames) {
		double[] work = new double[frames];
		int y = Window.HEIGHT / 2;
		int[] x = { Window.WIDTH / 2 };
		window.press(x[0], y);
		for (int i = 0; i < frames; i++) {
			x[0] += i / 20 % 2 == 0 ? STEP : -STEP;
			work[i] = window.frame(() -> window.drag(x[0], y)).work();
		}
		window.release(x[0], y);
		return work;
	}

	private static double[] zoom(Window window) {
		double[] work = new double[ZOOM_FRAMES];
		for (int i = 0; i < ZOOM_FRAMES; i++) {
			int count = i / 15 % 2 == 0 ? 1 : -1;
			work[i] = window.frame(() -> window.wheel(Window.WIDTH / 2, Window.HEIGHT / 2, count)).work();
		}
		return work;
	}

	private static double[] rests(Window window) {
		double[] wall = new double[RESTS];
		for (int i = 0; i < RESTS; i++) {
			pan(window, 10);
			wall[i] = window.settle(System.nanoTime());
		}
		return wall;
	}

	/** What rests must be the picture itself: a redraw may not change it. */
	private static void check(Window window, Report report) {
		byte[] rested = window.screen(0, 0, Window.WIDTH, Window.HEIGHT);
		long start = System.nanoTime();
		window.viewer().getControl().redraw();
		window.settle(start);
		if (!Arrays.equals(rested, window.screen(0, 0, Window.WIDTH, Window.HEIGHT))) {
			report.missing("the rested picture", "it differs from the same picture drawn again: it was not at its best when it rested");
		}
	}
}
