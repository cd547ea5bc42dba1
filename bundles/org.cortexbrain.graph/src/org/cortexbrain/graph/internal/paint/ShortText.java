package org.cortexbrain.graph.internal.paint;

/** A text that fits where it is painted. */
final class ShortText {
	/** A name of any length costs a few measurements. */
	private static final int MOST_LETTERS = 200;

	private ShortText() {
	}

	/** A text that fits a width, with an ellipsis where something was left out. */
	static String of(Painter painter, String text, double room, double size, boolean bold) {
		String start = text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) : text;
		if (start.length() == text.length() && painter.width(text, size, bold) <= room) {
			return text;
		}
		int low = 0;
		int high = start.length();
		while (low < high) {
			int middle = (low + high + 1) / 2;
			if (painter.width(start.substring(0, middle) + "…", size, bold) <= room) {
				low = middle;
			} else {
				high = middle - 1;
			}
		}
		return low == 0 ? "…" : start.substring(0, Character.isHighSurrogate(start.charAt(low - 1)) ? low - 1 : low) + "…";
	}
}
