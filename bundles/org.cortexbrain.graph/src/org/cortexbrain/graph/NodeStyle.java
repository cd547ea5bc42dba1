package org.cortexbrain.graph;

import java.util.Objects;

/**
 * How a node looks.
 *
 * @param name always shown if there is room
 * @param detail one line of what matters now; may be empty
 * @param icon of its kind
 * @param sign how it does
 * @param holds whether it is a container, drawn as a field around what it holds
 * @param tooltip shown while the pointer rests on it, lines separated by newlines; may be empty
 */
public record NodeStyle(String name, String detail, IconShape icon, Sign sign, boolean holds, String tooltip) {
	public NodeStyle {
		Objects.requireNonNull(name);
		Objects.requireNonNull(detail);
		Objects.requireNonNull(icon);
		Objects.requireNonNull(sign);
		Objects.requireNonNull(tooltip);
	}
}
