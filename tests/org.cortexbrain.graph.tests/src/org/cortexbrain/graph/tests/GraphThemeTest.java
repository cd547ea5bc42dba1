package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.Sign;
import org.junit.Test;

/** The contrasts that the Web Content Accessibility Guidelines 2.2 ask for at level AA. */
public class GraphThemeTest {
	/** Success criterion 1.4.3, for text that is not large. */
	private static final double TEXT = 4.5;
	/** Success criterion 1.4.11, for graphics that are needed to understand. */
	private static final double GRAPHICS = 3;

	private static final Map<String, GraphTheme> THEMES = Map.of("light", GraphTheme.LIGHT, "dark", GraphTheme.DARK);

	/** Relative luminance, by the guidelines' definition. */
	private static double luminance(int color) {
		return 0.2126 * linear(color >> 16 & 0xff) + 0.7152 * linear(color >> 8 & 0xff) + 0.0722 * linear(color & 0xff);
	}

	private static double linear(int channel) {
		double share = channel / 255.0;
		return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
	}

	private static double contrast(int a, int b) {
		double lighter = Math.max(luminance(a), luminance(b));
		double darker = Math.min(luminance(a), luminance(b));
		return (lighter + 0.05) / (darker + 0.05);
	}

	private static Map<String, Integer> signs(GraphTheme theme) {
		Map<String, Integer> signs = new LinkedHashMap<>();
		for (Sign sign : Sign.values()) {
			signs.put(sign.name(), theme.of(sign));
		}
		return signs;
	}

	private static List<String> tooWeak(Map<String, Integer> colors, Map<String, Integer> grounds, double least) {
		List<String> weak = new ArrayList<>();
		colors.forEach((color, rgb) -> grounds.forEach((ground, behind) -> {
			if (contrast(rgb, behind) < least) {
				weak.add("%s on %s: %.2f".formatted(color, ground, contrast(rgb, behind)));
			}
		}));
		return weak;
	}

	@Test
	public void blackOnWhiteHasTheContrastOfTheGuidelines() {
		assertEquals(21, contrast(0x000000, 0xFFFFFF), 1e-9);
		assertEquals(4.54, contrast(0x767676, 0xFFFFFF), 0.01);
	}

	@Test
	public void textCanBeReadOnEveryGround() {
		THEMES.forEach((name, theme) -> assertEquals(name, List.of(), tooWeak(Map.of("text", theme.text(), "muted text", theme.mutedText()),
				Map.of("canvas", theme.canvas(), "container", theme.container(), "card", theme.card()), TEXT)));
	}

	@Test
	public void aSignThatIsWrittenCanBeReadOnCardsAndLabels() {
		THEMES.forEach((name, theme) -> assertEquals(name, List.of(),
				tooWeak(signs(theme), Map.of("canvas", theme.canvas(), "card", theme.card()), TEXT)));
	}

	@Test
	public void edgesSignsAndTheSelectionStandOutFromEveryGround() {
		THEMES.forEach((name, theme) -> {
			Map<String, Integer> drawn = signs(theme);
			drawn.put("edge", theme.edge());
			drawn.put("accent", theme.accent());
			assertEquals(name, List.of(), tooWeak(drawn,
					Map.of("canvas", theme.canvas(), "container", theme.container(), "card", theme.card()), GRAPHICS));
		});
	}
}
