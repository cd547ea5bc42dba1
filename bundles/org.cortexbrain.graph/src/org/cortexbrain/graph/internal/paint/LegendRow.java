package org.cortexbrain.graph.internal.paint;

import java.util.Locale;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.paint.Painter.Align;

/** What signs, lines and pins mean: one row, each as it is drawn at a zoom. */
public final class LegendRow {
	private static final double TEXT_SIZE = 12;
	private static final double SIGN_ROOM = 16;
	private static final double LINE_ROOM = 34;
	private static final double TEXT_GAP = 7;
	private static final double GAP = 18;
	private static final double MARK = 4.5;
	private static final double LINE_WIDTH = 2;

	private final Painter painter;
	private final GraphTheme theme;
	private final double zoom;
	private final boolean lines;

	/**
	 * @param zoom at which the graph is seen
	 * @param lines whether there is room for how connections are drawn, too
	 */
	public LegendRow(Painter painter, GraphTheme theme, double zoom, boolean lines) {
		this.painter = painter;
		this.theme = theme;
		this.zoom = zoom;
		this.lines = lines;
	}

	/** How wide it is, in points. */
	public double width() {
		double width = -GAP;
		for (Sign sign : Sign.values()) {
			width += textAt() + painter.width(name(sign), TEXT_SIZE, false) + GAP;
		}
		return pins() ? width + SIGN_ROOM + TEXT_GAP + painter.width("pinned", TEXT_SIZE, false) + GAP : width;
	}

	private double textAt() {
		return SIGN_ROOM + TEXT_GAP + (lines ? LINE_ROOM : 0);
	}

	private boolean pins() {
		return ScenePainter.showsSigns(zoom);
	}

	/** Paints it around a height. */
	public void paint(double left, double middle) {
		double x = left;
		for (Sign sign : Sign.values()) {
			int color = theme.of(sign);
			if (ScenePainter.isFar(zoom)) {
				FarLook.mark(painter, theme, x + SIGN_ROOM / 2, middle, MARK, sign, color);
			} else {
				ScenePainter.sign(painter, theme, sign, x + SIGN_ROOM / 2, middle, 1, color);
			}
			if (lines) {
				line(x + SIGN_ROOM + 2, middle, sign);
			}
			painter.text(name(sign), x + textAt(), middle, TEXT_SIZE, false, Align.LEFT, theme.mutedText());
			x += textAt() + painter.width(name(sign), TEXT_SIZE, false) + GAP;
		}
		if (pins()) {
			ScenePainter.pin(painter, x + SIGN_ROOM / 2, middle, theme.mutedText());
			painter.text("pinned", x + SIGN_ROOM + TEXT_GAP, middle, TEXT_SIZE, false, Align.LEFT, theme.mutedText());
		}
	}

	private void line(double x, double y, Sign sign) {
		double end = x + LINE_ROOM - 4;
		boolean trouble = sign == Sign.DEGRADED || sign == Sign.FAILING;
		double width = ScenePainter.isFar(zoom) && !trouble ? LINE_WIDTH / 2 : LINE_WIDTH;
		painter.curve(new double[] { x, y, x + LINE_ROOM / 3, y, end - LINE_ROOM / 3, y, end, y }, trouble ? theme.of(sign) : theme.edge(), width, Dashes.of(sign));
	}

	/** Paints a card of its own around it. @param middle its height */
	public void paintCard(double left, double middle, double height) {
		var card = new Box(left, middle - height / 2, width() + 2 * TEXT_GAP + GAP / 2, height);
		painter.fill(card, 6, theme.card());
		painter.outline(card, 6, theme.containerBorder(), 1, Dashes.NONE);
		paint(left + TEXT_GAP, middle);
	}

	private static String name(Sign sign) {
		return sign.name().toLowerCase(Locale.ROOT);
	}
}
