package org.cortexbrain.graph.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.GraphViewer;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.internal.DPIUtil;
import org.eclipse.swt.widgets.Display;

/** Makes pictures of the viewer that people look at: each graph whole and near, in both themes. */
public final class Pictures {
	private static final long LIMIT_MILLIS = 60_000;
	private static final Map<String, GraphTheme> THEMES = new TreeMap<>(Map.of("light", GraphTheme.LIGHT, "dark", GraphTheme.DARK));

	private final Display display;
	private final Path folder;
	private final String suffix;

	private Pictures(Display display, Path folder, String suffix) {
		this.display = display;
		this.folder = folder;
		this.suffix = suffix;
	}

	/** @param arguments the folder, and the scale of the window in percent, which is in the files' names where it is not 100 */
	public static void main(String[] arguments) {
		Display display = new Display();
		try {
			var pictures = new Pictures(display, Path.of(arguments[0]), arguments[1].equals("100") ? "" : "-" + arguments[1]);
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

	private void save(Window window, String name) {
		window.rest();
		Image image = new Image(display, Window.WIDTH, Window.HEIGHT);
		GC gc = new GC(window.viewer().getControl());
		try {
			gc.copyArea(image, 0, 0);
			var loader = new ImageLoader();
			loader.data = new ImageData[] { image.getImageData(DPIUtil.getDeviceZoom()) };
			loader.save(folder.resolve(name + suffix + ".png").toString(), SWT.IMAGE_PNG);
			System.out.println(folder.resolve(name + suffix + ".png"));
		} finally {
			gc.dispose();
			image.dispose();
		}
	}
}
