package org.cortexbrain.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What is around a command.
 *
 * @param terminal whether a person reads and can be asked
 * @param out where what was asked for goes
 * @param err where every other word goes
 */
record Surroundings(Map<String, String> environment, Path home, boolean terminal, PrintWriter out, PrintWriter err) {
	/** To the person, beside the answer. */
	void say(String words) {
		err.println(words);
		err.flush();
	}

	/** How far something is; only to a person who looks on. */
	void progress(String words) {
		if (terminal) {
			say(words);
		}
	}

	/** A line of the answer. Others' words in it must have passed {@link #safe}. */
	void print(String line) {
		out.println(line);
	}

	/** Others' words as a terminal may show them: no escape of theirs is obeyed, and they stay on their line. */
	static String safe(String words) {
		var shown = new StringBuilder();
		words.codePoints().forEach(letter -> {
			switch (Character.getType(letter)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED, Character.LINE_SEPARATOR,
					Character.PARAGRAPH_SEPARATOR -> shown.append(String.format("\\u%04x", letter));
			default -> shown.appendCodePoint(letter);
			}
		});
		return shown.toString();
	}
}
