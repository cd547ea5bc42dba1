package org.cortexbrain.graph;

import java.util.Objects;

/**
 * How a connection looks.
 *
 * @param width in points, 1 to 8
 * @param sign how it does; healthy is neutral, unknown dashed
 * @param label shown on hover, selection or trouble; may be empty
 * @param tooltip shown while the pointer rests on it, lines separated by newlines; may be empty
 */
public record ConnectionStyle(double width, Sign sign, String label, String tooltip) {
	/** @throws IllegalArgumentException if the width is no number above 0 */
	public ConnectionStyle {
		Objects.requireNonNull(sign);
		Objects.requireNonNull(label);
		Objects.requireNonNull(tooltip);
		if (!(width > 0) || Double.isInfinite(width)) {
			throw new IllegalArgumentException("a connection is no " + width + " points wide");
		}
	}
}
