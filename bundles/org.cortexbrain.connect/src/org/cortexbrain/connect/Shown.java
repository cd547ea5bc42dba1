package org.cortexbrain.connect;

/**
 * Names of others as they may be shown: whoever writes a kubeconfig or an object of a cluster is not to paint on the screen. Controls, line
 * ends, and marks that turn the direction of writing are made visible; what is too long is cut.
 */
public final class Shown {
	private static final int LONGEST = 300;

	private Shown() {
	}

	public static String of(String name) {
		var shown = new StringBuilder();
		name.codePoints().limit(LONGEST).forEach(letter -> {
			switch (Character.getType(letter)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR ->
				shown.append(String.format("\\u%04x", letter));
			default -> shown.appendCodePoint(letter);
			}
		});
		return name.codePointCount(0, name.length()) > LONGEST ? shown.append('…').toString() : shown.toString();
	}
}
