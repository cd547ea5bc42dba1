package org.cortexbrain.ui.internal.look;

import java.util.HashMap;
import java.util.Map;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.GroupHealth;
import org.cortexbrain.model.Health;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;

/**
 * The design tokens of one theme: its colours, sizes and signs. Graph, tables and charts read the same ones. For the UI thread.
 *
 * @param dark whether this is the dark theme
 * @param graph the colours
 */
public record Tokens(boolean dark, GraphTheme graph) {
	/** The grid that distances are multiples of, in points. */
	public static final int GRID = 4;

	private static final Tokens LIGHT = new Tokens(false, GraphTheme.LIGHT);
	private static final Tokens DARK = new Tokens(true, GraphTheme.DARK);
	private static final Map<Integer, Color> COLORS = new HashMap<>();

	public static Tokens of(boolean dark) {
		return dark ? DARK : LIGHT;
	}

	/** The colour 0xRRGGBB. */
	public static Color color(int rgb) {
		return COLORS.computeIfAbsent(rgb, key -> new Color(new RGB(key >> 16 & 0xFF, key >> 8 & 0xFF, key & 0xFF)));
	}

	public Color text() {
		return color(graph.text());
	}

	public Color mutedText() {
		return color(graph.mutedText());
	}

	public Color ground() {
		return color(graph.canvas());
	}

	public Color line() {
		return color(graph.containerBorder());
	}

	public Color accent() {
		return color(graph.accent());
	}

	public Color of(Health.State state) {
		return color(graph.of(sign(state)));
	}

	public static Sign sign(Health.State state) {
		return switch (state) {
		case HEALTHY -> Sign.HEALTHY;
		case DEGRADED -> Sign.DEGRADED;
		case FAILING -> Sign.FAILING;
		case UNKNOWN -> Sign.UNKNOWN;
		};
	}

	/** The sign as one character, for text. */
	public static String mark(Health.State state) {
		return switch (state) {
		case HEALTHY -> "\u2713";
		case DEGRADED -> "\u25B2";
		case FAILING -> "\u2715";
		case UNKNOWN -> "?";
		};
	}

	/** The state as a word. */
	public static String word(Health.State state) {
		return switch (state) {
		case HEALTHY -> "healthy";
		case DEGRADED -> "degraded";
		case FAILING -> "failing";
		case UNKNOWN -> "unknown";
		};
	}

	/** Sign, word and reason: {@code ✕ failing: 12 % of connections refused}. An unknown state is so for want of traffic. */
	public static String inWords(Health health) {
		String words = mark(health.state()) + " " + (health.state() == Health.State.UNKNOWN ? "idle" : word(health.state()));
		return health.reason().isEmpty() ? words : words + ": " + health.reason();
	}

	/** As {@link #inWords(Health)}; where the reason is that of one edge among others, that edge is named. */
	public static String inWords(GroupHealth group) {
		if (!group.isOfOneAmongOthers()) {
			return inWords(group.health());
		}
		Edge.Key worst = group.worst().orElseThrow();
		String edge = worst.source().name() + " \u2192 " + worst.target().name() + (worst.port() == 0 ? "" : " : " + worst.port());
		return inWords(new Health(group.health().state(), "worst edge: " + edge + ", " + group.health().reason()));
	}

	/** The reason where there is little room. */
	public static String reason(GroupHealth group) {
		return (group.isOfOneAmongOthers() ? "worst: " : "") + group.health().reason();
	}
}
