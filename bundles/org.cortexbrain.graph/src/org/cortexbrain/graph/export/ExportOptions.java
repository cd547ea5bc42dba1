package org.cortexbrain.graph.export;

import java.util.Objects;

import org.cortexbrain.graph.GraphTheme;

/**
 * How a graph is written.
 *
 * @param theme the colours of a picture
 * @param scale how large a picture is against its natural size, 0.05 to 4; GraphML and DOT have none
 * @param legend whether a picture says what the signs mean
 * @param title what it is, for the properties of the file; may be empty
 * @param caption a line below a picture, and the comment of a graph; may be empty
 */
public record ExportOptions(GraphTheme theme, double scale, boolean legend, String title, String caption) {
	public static final double LEAST_SCALE = 0.05;
	public static final double MOST_SCALE = 4;

	/** Light, at natural size, with a legend. */
	public static final ExportOptions DEFAULT = new ExportOptions(GraphTheme.LIGHT, 1, true, "", "");

	public ExportOptions {
		Objects.requireNonNull(theme);
		Objects.requireNonNull(title);
		Objects.requireNonNull(caption);
		if (!(scale >= LEAST_SCALE && scale <= MOST_SCALE)) {
			throw new IllegalArgumentException("a picture's scale is " + LEAST_SCALE + " to " + MOST_SCALE + ", not " + scale);
		}
	}

	public ExportOptions withTheme(GraphTheme other) {
		return new ExportOptions(other, scale, legend, title, caption);
	}

	public ExportOptions withScale(double other) {
		return new ExportOptions(theme, other, legend, title, caption);
	}

	public ExportOptions withLegend(boolean other) {
		return new ExportOptions(theme, scale, other, title, caption);
	}

	public ExportOptions withTitle(String other) {
		return new ExportOptions(theme, scale, legend, other, caption);
	}

	public ExportOptions withCaption(String other) {
		return new ExportOptions(theme, scale, legend, title, other);
	}
}
