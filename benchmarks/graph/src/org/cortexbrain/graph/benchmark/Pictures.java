package org.cortexbrain.graph.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.GraphViewer;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Display;

/** Makes pictures of the viewer that people look at: each graph whole and near, in both themes. */
public final class Pictures {
	private static final long LIMIT_MILLIS = 60_000;
	private static final Map<String, GraphTheme> THEMES = new TreeMap<>(Map.of("light", GraphTheme.LIGHT, "dark", GraphTheme.DARK));

	private final Display display;
	private final Path folder;
	private final int density;

	private Pictures(Display display, Path folder, int density) {
		this.display = display;
		this.folder = folder;
		this.density = density;
	}

	/** @param arguments the folder, and the scale of the screen in percent, which is in the files' names where it is not 100 */
	public static void main(String[] arguments) {
		Display display = new Display();
		try {
			var pictures = new Pictures(display, Path.of(arguments[0]), Integer.parseInt(arguments[1]) / 100);
			for (GeneratedGraph graph : List.of(GeneratedGraph.shop(), GeneratedGraph.troubled(8, 200, 320), GeneratedGraph.troubled(40, 5_000, 20_000))) {
				pictures.of(graph);
			}
		} finally {
			display.dispose();
		}
	}

	private void of(GeneratedGraph graph) {
		try (Window window = new Window(display)) {
			GraphViewer viewer = window.viewer();
			viewer.setLegendVisible(true);
			if (window.show(graph, LIMIT_MILLIS).isEmpty()) {
				throw new IllegalStateException(graph.name() + " was not laid out within " + LIMIT_MILLIS + " ms");
			}
			THEMES.forEach((name, theme) -> {
				viewer.setTheme(theme);
				viewer.setSelection(StructuredSelection.EMPTY);
				viewer.fit();
				save(window, graph.size() + "-whole-" + name);
				viewer.selectAndReveal(List.of(graph.vertices().getFirst()));
				viewer.setZoom(1);
				viewer.selectAndReveal(List.of(graph.vertices().getFirst()));
				save(window, graph.size() + "-near-" + name);
			});
		}
	}

	/* SWT copies an area of the screen with one pixel for a point, whatever the screen has: another program must take the picture. */
	private void save(Window window, String name) {
		window.rest();
		Path file = folder.resolve(name + (density == 1 ? "" : "-" + 100 * density) + ".png");
		try {
			var camera = new ProcessBuilder("import", "-window", "root", file.toString()).inheritIO().start();
			if (camera.waitFor() != 0) {
				throw new IllegalStateException("import took no picture " + file + ": it ended with " + camera.exitValue());
			}
		} catch (IOException e) {
			throw new IllegalStateException("no picture " + file + " can be taken: install imagemagick", e);
		} catch (InterruptedException e) {
			throw new IllegalStateException("interrupted while " + file + " was taken", e);
		}
		check(file, new ImageData(file.toString()));
		System.out.println(file);
	}

	/* A picture of a dense screen that was made with one pixel for a point has nothing but squares of one colour. */
	private void check(Path file, ImageData data) {
		if (data.width != Window.WIDTH * density || data.height != Window.HEIGHT * density) {
			throw new IllegalStateException(file + " has " + data.width + "x" + data.height + " pixels: the screen is not " + density + " times as dense");
		}
		for (int y = 0; y < data.height; y += density) {
			for (int x = 0; x < data.width; x += density) {
				for (int i = 1; i < density * density; i++) {
					if (data.getPixel(x + i % density, y + i / density) != data.getPixel(x, y)) {
						return;
					}
				}
			}
		}
		if (density > 1) {
			throw new IllegalStateException(file + " is blurred: each of its pixels stands " + density + " by " + density + " times");
		}
	}
}
