package org.cortexbrain.graph.internal.overlay;

import java.util.Locale;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.paint.ScenePainter;
import org.cortexbrain.graph.internal.paint.SwtPainter;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/** What the signs mean, in the lower left corner. */
public final class Legend {
	private static final int MARGIN = 10;
	private static final int HEIGHT = 26;
	private static final int SIGN_ROOM = 34;

	private Legend() {
	}

	/** @param area of the control that it is painted in */
	public static void paint(GC gc, Rectangle area, SwtPainter painter, GraphTheme theme, Font font) {
		gc.setFont(font);
		int width = 12;
		for (Sign sign : Sign.values()) {
			width += gc.stringExtent(name(sign)).x + SIGN_ROOM;
		}
		int y = area.height - HEIGHT - MARGIN;
		var around = new Box(MARGIN, y, width, HEIGHT);
		painter.on(gc).fill(around, 6, theme.card());
		painter.outline(around, 6, theme.containerBorder(), 1, false);
		int at = MARGIN + 12;
		double middle = y + HEIGHT / 2.0;
		for (Sign sign : Sign.values()) {
			ScenePainter.sign(painter, theme, sign, at + 4, middle, theme.of(sign));
			int rgb = theme.mutedText();
			gc.setFont(font);
			gc.setForeground(new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff));
			Point extent = gc.stringExtent(name(sign));
			gc.drawString(name(sign), at + 15, (int) (middle - extent.y / 2.0), true);
			at += extent.x + SIGN_ROOM;
		}
	}

	private static String name(Sign sign) {
		return sign.name().toLowerCase(Locale.ROOT);
	}
}
