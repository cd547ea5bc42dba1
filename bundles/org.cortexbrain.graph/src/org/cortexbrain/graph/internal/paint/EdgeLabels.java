package org.cortexbrain.graph.internal.paint;

import java.util.Optional;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.SceneEdge;

/**
 * Finds room for what connections say: on the connection, but on no card, no name of a field and no other label. What has no room is shortened to its
 * first parts, or in trouble to its last ones, which say what is wrong; what has none even then is left out.
 */
final class EdgeLabels {
	/** Between the parts of a label: {@code 12/s   p95 3.2 ms}. */
	private static final String BETWEEN = "   ";
	private static final double HEIGHT = 18;
	private static final double AROUND_TEXT = 6;
	/** From the middle of the connection outwards, as a share of it. */
	private static final double[] TRIES = { 0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82 };

	/** A label with its room; the text stands in the middle. */
	record Placed(String text, Box box) {
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

	private Box at(double[] curve, double share, String text) {
		double[] middle = SceneEdge.at(curve, share);
		double width = painter.width(text, size, false) + 2 * AROUND_TEXT;
		return new Box(middle[0] - width / 2, middle[1] - HEIGHT / 2, width, HEIGHT);
	}

	private static Optional<String> shorter(String text, boolean keepsEnd) {
		int cut = keepsEnd ? text.indexOf(BETWEEN) : text.lastIndexOf(BETWEEN);
		return cut <= 0 ? Optional.empty() : Optional.of(keepsEnd ? text.substring(cut).strip() : text.substring(0, cut).strip());
	}

	/**
	 * Takes room for a label.
	 *
	 * @param trouble whether its last part says what is wrong
	 * @param needed whether people look at this very connection: where there is no room, it stands in the middle of it, over all else
	 * @return empty if there is no room
	 */
	Optional<Placed> place(String label, double[] curve, boolean trouble, boolean needed) {
		for (Optional<String> text = Optional.of(label); text.isPresent(); text = shorter(text.get(), trouble)) {
			for (double share : TRIES) {
				Box box = at(curve, share, text.get());
				if (taken.isFree(box)) {
					return Optional.of(placed(text.get(), box));
				}
			}
		}
		return needed ? Optional.of(placed(label, at(curve, TRIES[0], label))) : Optional.empty();
	}

	private Placed placed(String text, Box box) {
		taken.take(box);
		return new Placed(text, box);
	}
}
