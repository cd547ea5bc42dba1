package org.cortexbrain.ui.internal.export;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.export.GraphExport;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/**
 * What a person wants to export. All but the selection is remembered from one time to the next.
 *
 * @param selection whether only what is selected is wanted
 */
public record ExportWish(Path file, ExportFormat format, boolean selection, ExportOptions options) {
	private static final String NODE = "org.cortexbrain.ui/export";
	private static final String FOLDER = "folder";
	private static final String FORMAT = "format";
	private static final String SCALE = "scale";
	private static final String LEGEND = "legend";
	private static final String CAPTION = "caption";

	private static IEclipsePreferences node() {
		return InstanceScope.INSTANCE.getNode(NODE);
	}

	/** Where it is from and when it was, to the second. */
	static String caption() {
		return "CortexBrain, " + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").format(LocalDateTime.now());
	}

	/** What was wanted last, in the colours and with the title of the view. */
	public static ExportWish remembered(TopologyView view) {
		ExportFormat format = ExportFormat.of("." + node().get(FORMAT, "")).orElse(ExportFormat.SVG);
		double scale = Math.clamp(node().getDouble(SCALE, 1), ExportOptions.LEAST_SCALE, ExportOptions.MOST_SCALE);
		String caption = node().getBoolean(CAPTION, true) ? caption() : "";
		Path folder = Path.of(node().get(FOLDER, System.getProperty("user.home")));
		return new ExportWish(folder.resolve("topology." + format.ending()), format, false,
				new ExportOptions(view.viewer().getTheme(), scale, node().getBoolean(LEGEND, true), "CortexBrain topology", caption));
	}

	/** The same for another file, whose ending says the format; SVG if it does not. */
	public ExportWish to(Path other) {
		return new ExportWish(other, ExportFormat.of(other.toString()).orElse(ExportFormat.SVG), selection, options);
	}

	/** What is wanted of the view's graph, as it is now. */
	public GraphExport graph(TopologyView view) {
		return selection ? view.exportOfSelection() : view.export();
	}

	/** Remembers this for the next time. */
	void remember() {
		IEclipsePreferences node = node();
		if (file.getParent() != null) {
			node.put(FOLDER, file.getParent().toString());
		}
		node.put(FORMAT, format.ending());
		node.putDouble(SCALE, options.scale());
		node.putBoolean(LEGEND, options.legend());
		node.putBoolean(CAPTION, !options.caption().isEmpty());
		try {
			node.flush();
		} catch (BackingStoreException e) {
			ILog.of(ExportWish.class).error("The choices for the next export could not be saved", e);
		}
	}
}
