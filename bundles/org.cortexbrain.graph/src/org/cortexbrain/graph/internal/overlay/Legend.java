package org.cortexbrain.graph.internal.overlay;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.internal.paint.LegendRow;
import org.cortexbrain.graph.internal.paint.SwtPainter;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;

/** What is drawn at this zoom means what: a card in the lower left corner. */
public final class Legend {
	private static final int MARGIN = 10;
	private static final int HEIGHT = 26;

	private Legend() {
	}

	/** @param area of the control that it is painted in; where it is narrow, lines are left out */
	public static void paint(GC gc, Rectangle area, SwtPainter painter, GraphTheme theme, double zoom) {
		var whole = new LegendRow(painter.on(gc), theme, zoom, true);
		LegendRow row = whole.width() + 3 * MARGIN <= area.width ? whole : new LegendRow(painter, theme, zoom, false);
		row.paintCard(MARGIN, area.height - MARGIN - HEIGHT / 2.0, HEIGHT);
	}
}
