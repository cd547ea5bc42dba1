package org.cortexbrain.cluster.internal;

import java.io.EOFException;
import java.util.Optional;

/** Others' words for a person: one line, no control or invisible characters, not long. */
public final class Quotation {
	private static final int LONGEST = 300;

	private Quotation() {
	}

	/** A text on one line. */
	public static String line(String text) {
		String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ").strip();
		return line.codePointCount(0, line.length()) <= LONGEST ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
	}

	/** The same without a full stop, to be a part of a sentence. */
	static String clause(String text) {
		return line(text.strip().replaceAll("\\.$", ""));
	}

	/** An end in the middle comes as an EOFException, as a rule without a word. */
	static String clause(Throwable thrown) {
		return clause(Optional.ofNullable(thrown.getMessage()).orElse(thrown instanceof EOFException ? "it was closed" : thrown.getClass().getSimpleName()));
	}
}
