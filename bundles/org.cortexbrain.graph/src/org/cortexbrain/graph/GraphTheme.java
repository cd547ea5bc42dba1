package org.cortexbrain.graph;

/**
 * The colours of a graph, each as 0xRRGGBB. In the themes given here the contrast is WCAG 2.2 AA:
 * text on its ground has at least 4.5, and what is drawn to be told apart, edges and signs, 3.
 */
public record GraphTheme(int canvas, int container, int containerBorder, int card, int cardBorder, int text, int mutedText, int edge, int accent,
		int healthy, int degraded, int failing, int unknown) {

	public static final GraphTheme LIGHT = new GraphTheme(0xFFFFFF, 0xF5F7F9, 0xD8DEE4, 0xFFFFFF, 0xC4CCD4, 0x1F2328, 0x57606A, 0x848D97,
			0x0B63CE, 0x1A7F37, 0x9A6700, 0xCF222E, 0x6E7781);

	public static final GraphTheme DARK = new GraphTheme(0x1B1E23, 0x23272E, 0x3A414B, 0x2A2F37, 0x464E59, 0xE6EAEF, 0xA6B0BB, 0x7D8894,
			0x5AA9FF, 0x4CC36A, 0xE0A72E, 0xFF6B68, 0x98A2AD);

	/** The colour of a sign. */
	public int of(Sign sign) {
		return switch (sign) {
		case HEALTHY -> healthy;
		case DEGRADED -> degraded;
		case FAILING -> failing;
		case UNKNOWN -> unknown;
		};
	}
}
