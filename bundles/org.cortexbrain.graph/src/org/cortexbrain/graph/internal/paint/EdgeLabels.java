package org.cortexbrain.graph.internal.paint;

import java.util.Optional;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.SceneEdge;

/**
 * Finds room for what connections say: on the connection, but on no card, no name of a field and no other label. What has no room is shortened to its
 * first parts, or in trouble to its last ones, which say what is wrong, and then to its sign alone; what has none even then is left out. What people
 * look at is never left out: it stands beside its connection, with a line to it.
 */
final class EdgeLabels {
	/** Between the parts of a label: {@code 12/s   p95 3.2 ms}. */
	private static final String BETWEEN = "   ";
	private static final double HEIGHT = 18;
	private static final double AROUND_TEXT = 6;
	/** From the middle of the connection outwards, as a share of it. */
	private static final double[] TRIES = { 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82 };

	/** Of a label in trouble: how much more room it needs for its sign, and where this stands from the left. */
	static final double SIGN_ROOM = 13;
	static final double SIGN_AT = 10;
	/** Of a label that has no room on its connection: how far from it there may be some, in its heights. */
	private static final int FARTHEST = 8;

	/**
	 * A label with its room.
	 *
	 * @param text empty for a sign alone
	 * @param leader a line from the connection to the label, where it does not stand on it
	 */
	record Placed(String text, Box box, Optional<double[]> leader) {
	}

	private final Painter painter;
	private final double size;
	private final TakenRoom taken;

	/** @param taken what labels may not cover; grows with each of them */
	EdgeLabels(Painter painter, double size, TakenRoom taken) {
		this.painter = painter;
		this.size = size;
		this.taken = taken;
	}

	private Box at(double[] curve, double share, String text, boolean sign) {
		double[] middle = SceneEdge.at(curve, share);
		double width = (text.isEmpty() ? 0 : painter.width(text, size, false)) + 2 * AROUND_TEXT + (sign ? text.isEmpty() ? SIGN_ROOM / 2 : SIGN_ROOM : 0);
		return new Box(middle[0] - width / 2, middle[1] - HEIGHT / 2, width, HEIGHT);
	}

	private static Optional<String> shorter(String text, boolean keepsEnd) {
		if (keepsEnd && !text.isEmpty() && !text.contains(BETWEEN)) {
			return Optional.of("");
		}
		int cut = keepsEnd ? text.indexOf(BETWEEN) : text.lastIndexOf(BETWEEN);
		return cut <= 0 ? Optional.empty() : Optional.of(keepsEnd ? text.substring(cut).strip() : text.substring(0, cut).strip());
	}

	/**
	 * Takes room for a label.
	 *
	 * @param trouble whether its last part says what is wrong, and a sign stands before it
	 * @param needed whether people look at this very connection
	 * @return empty if there is no room
	 */
	Optional<Placed> place(String label, double[] curve, boolean trouble, boolean needed) {
		for (Optional<String> text = Optional.of(label); text.isPresent(); text = shorter(text.get(), trouble)) {
			for (double share : TRIES) {
				Box box = at(curve, share, text.get(), trouble);
				if (taken.isFree(box)) {
					return Optional.of(placed(text.get(), box, Optional.empty()));
				}
			}
			if (needed) {
				return Optional.of(beside(label, curve, trouble));
			}
		}
		return Optional.empty();
	}

	/* The nearest room above or below the connection; over all else if there is none far and wide. */
	private Placed beside(String label, double[] curve, boolean sign) {
		for (int step = 1; step <= FARTHEST; step++) {
			for (double share : TRIES) {
				for (int side : new int[] { -1, 1 }) {
					Box on = at(curve, share, label, sign);
					Box box = on.moved(0, side * step * HEIGHT);
					if (taken.isFree(box)) {
						return placed(label, box, Optional.of(new double[] { on.centerX(), on.centerY(), box.centerX(), box.centerY() }));
					}
				}
			}
		}
		return placed(label, at(curve, TRIES[0], label, sign), Optional.empty());
	}

	private Placed placed(String text, Box box, Optional<double[]> leader) {
		taken.take(box);
		return new Placed(text, box, leader);
	}
}
