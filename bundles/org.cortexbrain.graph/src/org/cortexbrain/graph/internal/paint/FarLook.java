package org.cortexbrain.graph.internal.paint;

import java.util.ArrayList;
import java.util.List;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.Sign;

/** How cards and the names of fields look from afar: a mark of its own shape for each sign, and names that keep their size on the screen. */
final class FarLook {
	/** In the scene. */
	private static final double DOT = 24;
	/** On the screen, so that it is found among thousands: what is well may be as small as that, what is not is larger. */
	private static final double LEAST_DOT = 1.5;
	private static final double LEAST_TROUBLE = 4;
	private static final double RING_GAP = 3;
	private static final double RING_WIDTH = 2.5;
	/** Of its size: how far the corners of a mark reach. */
	private static final double CORNERS = 1.3;
	private static final double NAME_ON_SCREEN = 12;
	/** So many times as wide as its field a name may be: names of one mesh often differ at their ends only. */
	private static final double WIDEST = 1.8;
	/** A name of which less can be shown says nothing. */
	private static final int FEWEST_LETTERS = 4;
	/** Sizes of letters double in so many steps: each one costs a font. */
	private static final double STEPS = 4;

	private final Painter painter;
	private final GraphTheme theme;
	private final double zoom;

	FarLook(Painter painter, GraphTheme theme, double zoom) {
		this.painter = painter;
		this.theme = theme;
		this.zoom = zoom;
	}

	/**
	 * Paints a mark in the middle of where a card would be.
	 *
	 * @param ring whether there is a ring around it, that it is selected or was found
	 */
	void mark(Box card, Sign sign, int color, boolean ring) {
		double x = card.centerX();
		double y = card.centerY();
		double r = Math.max(DOT, (sign == Sign.HEALTHY ? LEAST_DOT : LEAST_TROUBLE) / zoom);
		mark(painter, theme, x, y, r, sign, color);
		if (ring) {
			double outer = r + RING_GAP / zoom;
			painter.outline(around(x, y, outer), outer, theme.accent(), RING_WIDTH / zoom, Dashes.NONE);
		}
	}

	/** @param r how far it reaches from its middle, but for corners */
	static void mark(Painter painter, GraphTheme theme, double x, double y, double r, Sign sign, int color) {
		switch (sign) {
		case HEALTHY -> painter.fill(around(x, y, r), r, color);
		case DEGRADED -> painter.polygon(new double[] { x, y - 1.2 * r, x + 1.2 * r, y + r, x - 1.2 * r, y + r }, color);
		case FAILING -> {
			painter.lines(new double[] { x - r, y - r, x + r, y + r }, color, 0.6 * r);
			painter.lines(new double[] { x - r, y + r, x + r, y - r }, color, 0.6 * r);
		}
		case UNKNOWN -> {
			painter.fill(around(x, y, r), r, theme.canvas());
			painter.outline(around(x, y, 0.8 * r), 0.8 * r, color, 0.4 * r, Dashes.NONE);
		}
		}
	}

	/** What marks of any sign cover there, the ring included. */
	static Box marks(Box card, double zoom) {
		double r = Math.max(DOT, LEAST_TROUBLE / zoom);
		return around(card.centerX(), card.centerY(), Math.max(CORNERS * r, r + (RING_GAP + RING_WIDTH / 2) / zoom));
	}

	private static Box around(double x, double y, double r) {
		return new Box(x - r, y - r, 2 * r, 2 * r);
	}

	/**
	 * Paints the name of a field at its edge, if there is room: the whole name, or else what is as wide as the field. Where there is room for it
	 * without, it covers no card; in a crowd it covers some that are well, since nobody finds a namespace without its name.
	 *
	 * @param names of other fields; grows with this one
	 * @param trouble cards that no name may cover
	 * @param cards all of them
	 */
	void name(Box field, String name, TakenRoom names, TakenRoom trouble, TakenRoom cards) {
		double size = Math.pow(2, Math.round(STEPS * Math.log(NAME_ON_SCREEN / zoom) / Math.log(2)) / STEPS);
		String part = ShortText.of(painter, name, field.width() - size, size, true);
		for (boolean above : new boolean[] { true, false }) {
			List<Box> whole = spots(field, painter.width(name, size, true) + size, size, above);
			List<Box> shorter = spots(field, painter.width(part, size, true) + size, size, above);
			for (List<TakenRoom> taken : List.of(List.of(names, cards), List.of(names, trouble))) {
				if (name(field, name, name, WIDEST, size, whole, taken) || name(field, name, part, 1, size, shorter, taken)) {
					return;
				}
			}
		}
	}

	private boolean name(Box field, String name, String text, double widest, double size, List<Box> spots, List<TakenRoom> taken) {
		boolean says = text.length() == name.length() || text.length() > FEWEST_LETTERS;
		if (!says || spots.getFirst().width() > widest * field.width() + 1) {
			return false;
		}
		for (Box box : spots) {
			if (taken.stream().allMatch(room -> room.isFree(box))) {
				taken.getFirst().take(box);
				name(box, text, size);
				return true;
			}
		}
		return false;
	}

	/* On the upper edge, from left to right, then above it; else within, since below its field a name is taken for that of another. */
	private static List<Box> spots(Box field, double width, double size, boolean above) {
		List<Box> spots = new ArrayList<>();
		for (double beyond : new double[] { 0, 0.5 }) {
			double y = above ? field.y() - (1.3 + beyond) * size : beyond == 0 ? field.y() + 0.2 * size : field.bottom() - 1.8 * size;
			for (double share : new double[] { 0, 0.5, 1 }) {
				spots.add(new Box(field.x() + share * (field.width() - width), y, width, 1.6 * size));
			}
		}
		return spots;
	}

	private void name(Box box, String text, double size) {
		painter.fill(box, 0.4 * size, theme.container());
		painter.outline(box, 0.4 * size, theme.containerBorder(), 1 / zoom, Dashes.NONE);
		painter.text(text, box.centerX(), box.centerY(), size, true, Painter.Align.CENTER, theme.text());
	}
}
