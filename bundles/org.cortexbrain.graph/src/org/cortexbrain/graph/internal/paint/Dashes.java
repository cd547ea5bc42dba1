package org.cortexbrain.graph.internal.paint;

import org.cortexbrain.graph.Sign;

/** How a line is broken, so that its colour is not the only sign of a state: the same near, from afar and in files. Ends are round. */
public enum Dashes {
	NONE, LONG, SHORT, DOTS;

	private static final double GAP = 3;
	private static final double LONG_DASH = 16;
	private static final double SHORT_DASH = 5;
	/** Nothing but its round ends is seen of it. */
	private static final double DOT = 0.1;

	/** How a connection in a state is drawn. */
	public static Dashes of(Sign sign) {
		return switch (sign) {
		case HEALTHY -> NONE;
		case DEGRADED -> LONG;
		case FAILING -> SHORT;
		case UNKNOWN -> DOTS;
		};
	}

	/**
	 * What is drawn and what is left out in turns, from middle to middle of the round ends; nothing where it is not broken.
	 *
	 * @param width of the line, in the same measure
	 */
	public float[] pattern(double width) {
		return switch (this) {
		case NONE -> new float[0];
		case LONG -> pattern(Math.max(LONG_DASH, 4 * width), gap(width));
		case SHORT -> pattern(Math.max(SHORT_DASH, 1.2 * width), gap(width));
		case DOTS -> pattern(DOT, gap(width));
		};
	}

	/* Round ends take the width of the line from it. */
	private static double gap(double width) {
		return width + Math.max(GAP, 1.2 * width);
	}

	private static float[] pattern(double on, double off) {
		return new float[] { (float) on, (float) off };
	}
}
