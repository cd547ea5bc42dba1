package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.Sign;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Event;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The map of the whole graph, as the pixels of the window show it. */
public class MinimapTest {
	private static final int WIDTH = 1000;
	private static final int HEIGHT = 700;
	/** Of the map from the lower right corner of the window. */
	private static final int MARGIN = 10;

	private final List<String> problems = new ArrayList<>();
	private GraphViewer viewer;

	@Before
	public void open() {
		viewer = Windows.viewer(WIDTH, HEIGHT, problems::add);
		viewer.setLegendVisible(false);
		MeshGraph graph = MeshGraph.generated(120, 4, 3);
		graph.sign("service-7", Sign.FAILING);
		graph.showIn(viewer);
		Waiting.laidOut(viewer);
		viewer.fit();
	}

	@After
	public void close() {
		Windows.close(viewer);
		assertEquals(List.of(), problems);
	}

	private ImageData window() {
		Image image = viewer.snapshot();
		try {
			return image.getImageData();
		} finally {
			image.dispose();
		}
	}

	private static RGB at(ImageData window, int x, int y) {
		return window.palette.getRGB(window.getPixel(x, y));
	}

	private static RGB rgb(int color) {
		return new RGB(color >> 16 & 0xff, color >> 8 & 0xff, color & 0xff);
	}

	/* The lower right corner of its border. */
	private static boolean isThere(ImageData window) {
		return at(window, WIDTH - MARGIN - 1, HEIGHT - MARGIN - 1).equals(rgb(GraphTheme.LIGHT.containerBorder()))
				&& at(window, WIDTH - MARGIN - 2, HEIGHT - MARGIN - 2).equals(rgb(GraphTheme.LIGHT.canvas()));
	}

	private static int count(ImageData window, int color) {
		int count = 0;
		for (int y = HEIGHT - MARGIN - 140; y < HEIGHT - MARGIN; y++) {
			for (int x = WIDTH - MARGIN - 200; x < WIDTH - MARGIN; x++) {
				count += at(window, x, y).equals(rgb(color)) ? 1 : 0;
			}
		}
		return count;
	}

	private void mouse(int type, int x, int y, int state) {
		var event = new Event();
		event.x = x;
		event.y = y;
		event.button = type == SWT.MouseMove ? 0 : 1;
		event.stateMask = state;
		viewer.getControl().notifyListeners(type, event);
	}

	@Test
	public void whoSeesAllOfTheGraphNeedsNoMap() {
		assertFalse(isThere(window()));
	}

	@Test
	public void whoSeesAPartHasAMapWithTheTroubleOnItAndAFrameAroundThePart() {
		viewer.setZoom(1);
		ImageData window = window();
		assertTrue("the map is there", isThere(window));
		assertTrue("what fails is on it", count(window, GraphTheme.LIGHT.failing()) >= 4);
		assertTrue("the frame is on it", count(window, GraphTheme.LIGHT.accent()) > 20);
		save(window);
	}

	private static void save(ImageData picture) {
		var loader = new ImageLoader();
		loader.data = new ImageData[] { picture };
		loader.save(new File("target", "minimap.png").getPath(), SWT.IMAGE_PNG);
	}

	@Test
	public void aPressOnTheMapMovesTheWindowThereAndADragAlong() {
		viewer.setZoom(1);
		window();
		Point before = viewer.locationOf("service-7").orElseThrow();
		mouse(SWT.MouseDown, WIDTH - MARGIN - 12, HEIGHT - MARGIN - 12, 0);
		Point pressed = viewer.locationOf("service-7").orElseThrow();
		assertNotEquals(before, pressed);
		mouse(SWT.MouseMove, WIDTH - MARGIN - 22, HEIGHT - MARGIN - 12, SWT.BUTTON1);
		Point dragged = viewer.locationOf("service-7").orElseThrow();
		mouse(SWT.MouseUp, WIDTH - MARGIN - 22, HEIGHT - MARGIN - 12, SWT.BUTTON1);
		assertTrue("to the left on the map moves what is seen to the right: " + pressed + ", " + dragged, dragged.x > pressed.x);
		assertEquals(List.of(), viewer.getStructuredSelection().toList());
	}

	@Test
	public void theMapMayBeHidden() {
		viewer.setZoom(1);
		viewer.setMinimapVisible(false);
		assertFalse(isThere(window()));
	}
}
