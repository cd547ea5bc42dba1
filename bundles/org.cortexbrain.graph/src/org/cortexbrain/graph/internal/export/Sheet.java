package org.cortexbrain.graph.internal.export;

import java.util.Set;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.internal.paint.LegendRow;
import org.cortexbrain.graph.internal.paint.Painter;
import org.cortexbrain.graph.internal.paint.Painter.Align;
import org.cortexbrain.graph.internal.paint.ScenePainter;
import org.cortexbrain.graph.internal.paint.ScenePainter.Emphasis;
import org.cortexbrain.graph.internal.scene.Scene;
import org.eclipse.core.runtime.IProgressMonitor;

/** A whole picture: the graph, below it the legend and the caption. */
final class Sheet {
	private static final double MARGIN = 24;
	private static final double LINE = 26;
	private static final double TEXT_SIZE = 12;

	private final Box view;
	private final Recording recording;

	private Sheet(Box view, Recording recording) {
		this.view = view;
		this.recording = recording;
	}

	/**
	 * Composes a picture.
	 *
	 * @param zoom at which it is seen: less detail below 1
	 * @param measure says how wide texts are on the painter that it is meant for
	 */
	static Sheet of(Scene scene, ExportOptions options, double zoom, Painter measure) {
		var recording = new Recording(measure);
		Box graph = scene.bounds().orElse(new Box(0, 0, 200, 100)).grow(MARGIN);
		new ScenePainter(recording, options.theme(), new Emphasis(zoom, graph, Set.of(), Set.of(), Set.of(), null)).paint(scene.picture());
		double width = graph.width();
		double y = graph.bottom();
		double x = graph.x() + MARGIN;
		if (options.legend()) {
			width = Math.max(width, legend(recording, options, zoom, x, y) - graph.x() + MARGIN);
			y += LINE;
		}
		if (!options.caption().isEmpty()) {
			for (String line : options.caption().split("\\R")) {
				recording.beginGroup("Caption");
				recording.text(line, x, y + LINE / 2 - 4, TEXT_SIZE, false, Align.LEFT, options.theme().mutedText());
				recording.endGroup();
				width = Math.max(width, recording.width(line, TEXT_SIZE, false) + 2 * MARGIN);
				y += LINE;
			}
		}
		return new Sheet(new Box(graph.x(), graph.y(), width, y - graph.y() + (y > graph.bottom() ? MARGIN / 2 : 0)), recording);
	}

	private static double legend(Recording recording, ExportOptions options, double zoom, double left, double top) {
		var row = new LegendRow(recording, options.theme(), zoom, true);
		recording.beginGroup("Legend");
		row.paint(left, top + LINE / 2 - 4);
		recording.endGroup();
		return left + row.width();
	}

	/** What of the plane it shows. */
	Box view() {
		return view;
	}

	/** How many steps {@link #paint} reports at most. */
	int size() {
		return recording.size();
	}

	/** Paints a part of it. */
	void paint(Painter painter, Box part, IProgressMonitor monitor) {
		recording.replay(painter, part, monitor);
	}
}
