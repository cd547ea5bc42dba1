package org.cortexbrain.graph.internal;

import java.io.OutputStream;
import java.util.Set;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.internal.paint.ScenePainter;
import org.cortexbrain.graph.internal.paint.ScenePainter.Emphasis;
import org.cortexbrain.graph.internal.paint.SvgPainter;
import org.cortexbrain.graph.internal.scene.Box;
import org.cortexbrain.graph.internal.scene.Scene;

/** The whole of a scene as an SVG picture, at its natural size. Needs no display. */
public final class SvgExport {
	private static final double MARGIN = 24;

	private SvgExport() {
	}

	/** Writes the picture; the stream is left open. */
	public static void write(Scene scene, GraphTheme theme, String title, OutputStream out) {
		Box view = scene.bounds().orElse(new Box(0, 0, 200, 100)).grow(MARGIN);
		var painter = new SvgPainter(out, view, title, theme.canvas());
		new ScenePainter(painter, theme, new Emphasis(1, view, Set.of(), Set.of(), Set.of(), null)).paint(scene.picture());
		painter.end();
	}
}
