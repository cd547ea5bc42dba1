package org.cortexbrain.graph.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.GraphViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;

/** A window with a viewer that shows a graph, and hands that move it as a person would. Belongs to the UI thread. */
final class Window implements AutoCloseable {
	static final int WIDTH = 1600;
	static final int HEIGHT = 1000;
	private static final long PAINT_LIMIT_MILLIS = 60_000;
	private static final long SEEN_LIMIT_MILLIS = 8_000;

	private final Display display;
	private final Shell shell;
	private final GraphViewer viewer;
	private final PaintWatch watch;
	private final List<String> problems = new ArrayList<>();

	/** Opens the window, empty. */
	Window(Display display) {
		this.display = display;
		shell = new Shell(display, SWT.NO_TRIM);
		shell.setLayout(new FillLayout());
		shell.setBounds(0, 0, WIDTH, HEIGHT);
		viewer = new GraphViewer(shell, problems::add);
		viewer.setAnimated(false);
		viewer.setLegendVisible(false);
		viewer.setTheme(GraphTheme.LIGHT);
		watch = new PaintWatch(viewer.getControl());
		shell.open();
		watch.settle(System.nanoTime(), 200, PAINT_LIMIT_MILLIS);
	}

	GraphViewer viewer() {
		return viewer;
	}

	/**
	 * Gives the graph to the viewer and waits until every node has a place.
	 *
	 * @return milliseconds for which the UI thread was taken by it; empty if the places did not come within the limit
	 */
	Optional<Double> show(GeneratedGraph graph, long limitMillis) {
		viewer.setContentProvider(graph);
		viewer.setStyleProvider(graph);
		boolean[] done = new boolean[1];
		long start = System.nanoTime();
		viewer.setInput(graph);
		double taken = (System.nanoTime() - start) / 1e6;
		viewer.whenLaidOut(() -> done[0] = true);
		return await(() -> done[0], limitMillis) ? Optional.of(taken) : Optional.empty();
	}

	private boolean await(BooleanSupplier condition, long limitMillis) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > limitMillis * 1_000_000) {
				return false;
			}
			if (!display.readAndDispatch()) {
				display.timerExec(20, () -> {
				});
				display.sleep();
			}
		}
		return true;
	}

	/** What was wrong with the content, as the viewer told it. */
	List<String> problems() {
		return problems;
	}

	/** Does something to the viewer, and waits for the first paint after it. */
	PaintWatch.Frame frame(Runnable cause) {
		return watch.frame(cause, PAINT_LIMIT_MILLIS);
	}

	/** Does something to the viewer, and waits until the screen differs around all of some places. */
	PaintWatch.Frame frameSeenAt(List<Point> places, Runnable cause) {
		List<byte[]> before = places.stream().map(this::screen).toList();
		return watch.frame(cause, () -> {
			for (int i = 0; i < places.size(); i++) {
				if (Arrays.equals(before.get(i), screen(places.get(i)))) {
					return false;
				}
			}
			return true;
		}, SEEN_LIMIT_MILLIS);
	}

	/** Waits until nothing is painted any more. @return milliseconds from the start to the last paint; 0 if there was none */
	double settle(long start) {
		return watch.settle(start, 400, PAINT_LIMIT_MILLIS);
	}

	/** Waits until nothing is painted for longer than a large picture takes. */
	void rest() {
		watch.settle(System.nanoTime(), 2_000, PAINT_LIMIT_MILLIS);
	}

	/** The pixels that are really on the screen in a small square around a place of the control. */
	byte[] screen(Point place) {
		return screen(place.x - 20, place.y - 20, 41, 41);
	}

	/** The pixels that are really on the screen in a part of the control. */
	byte[] screen(int x, int y, int width, int height) {
		Image image = new Image(display, width, height);
		GC gc = new GC(viewer.getControl());
		try {
			gc.copyArea(image, x, y);
			ImageData data = image.getImageData();
			return data.data;
		} finally {
			gc.dispose();
			image.dispose();
		}
	}

	/** Turns the wheel at a place: up zooms in. */
	void wheel(int x, int y, int count) {
		Event event = new Event();
		event.x = x;
		event.y = y;
		event.count = count;
		viewer.getControl().notifyListeners(SWT.MouseWheel, event);
	}

	/** Presses the button of the mouse that drags the graph. */
	void press(int x, int y) {
		mouse(SWT.MouseDown, x, y, 0);
	}

	/** Moves the mouse with the button held. */
	void drag(int x, int y) {
		mouse(SWT.MouseMove, x, y, SWT.BUTTON2);
	}

	void release(int x, int y) {
		mouse(SWT.MouseUp, x, y, SWT.BUTTON2);
	}

	/** Presses the button of the mouse that takes nodes. */
	void take(int x, int y) {
		mouse(SWT.MouseDown, x, y, 0, 1);
	}

	/** Moves the mouse with a node taken. */
	void hold(int x, int y) {
		mouse(SWT.MouseMove, x, y, SWT.BUTTON1, 0);
	}

	/** Lets go what was taken. */
	void letGo(int x, int y) {
		mouse(SWT.MouseUp, x, y, SWT.BUTTON1, 1);
	}

	private void mouse(int type, int x, int y, int held) {
		mouse(type, x, y, held, type == SWT.MouseMove ? 0 : 2);
	}

	private void mouse(int type, int x, int y, int held, int button) {
		Event event = new Event();
		event.x = x;
		event.y = y;
		event.button = button;
		event.stateMask = held;
		viewer.getControl().notifyListeners(type, event);
	}

	@Override
	public void close() {
		shell.dispose();
		while (display.readAndDispatch()) {
			/* What was left to do. */
		}
	}
}
