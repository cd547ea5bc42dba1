package org.cortexbrain.report;

import java.util.regex.Pattern;

/** Text for one cell of a spreadsheet. Names come from pods, so what a spreadsheet would take for a formula is led by an apostrophe. */
public final class CellText {
	/** What spreadsheets take for the beginning of a formula (OWASP, CSV injection). */
	private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r\\n].*", Pattern.DOTALL);

	private CellText() {
	}

	public static String of(String text) {
		return FORMULA.matcher(text).matches() ? "'" + text : text;
	}
}
