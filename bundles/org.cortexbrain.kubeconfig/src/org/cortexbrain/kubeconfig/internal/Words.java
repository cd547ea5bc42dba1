package org.cortexbrain.kubeconfig.internal;

/** Makes texts of others fit to be shown: no control character of theirs reaches a terminal or a label. */
public final class Words {
	private Words() {
	}

	/** Control, format and unassigned characters become {@code U+001B} and the like, as kubectl does; line breaks and tabs stay. */
	public static String printable(String text) {
		StringBuilder shown = new StringBuilder(text.length());
		text.codePoints().forEach(letter -> {
			boolean space = letter >= 0x09 && letter <= 0x0D;
			boolean hidden = switch (Character.getType(letter)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
			default -> false;
			};
			if (hidden && !space) {
				shown.append(String.format("U+%04X", letter));
			} else {
				shown.appendCodePoint(letter);
			}
		});
		return shown.toString();
	}
}
