package org.cortexbrain.kubeconfig.internal.yaml;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cortexbrain.kubeconfig.Place;

/**
 * What an unquoted YAML word means, by the rules of go-yaml v2 (resolve.go), which kubectl reads kubeconfig with. They are YAML 1.1's
 * with changes of its own: {@code y} and {@code on} are booleans, {@code 010} is eight, dates stay texts.
 */
final class Scalars {
	private static final Set<String> TRUE = Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
	private static final Set<String> FALSE = Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
	private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
	private static final Set<String> UNBOUNDED = Set.of(".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
			"-.Inf", "-.INF");
	private static final Pattern WHOLE = Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
	private static final Pattern FRACTION = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
	private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
	private static final BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

	private Scalars() {
	}

	static Tree plain(Place place, String word) {
		if (NOTHING.contains(word)) {
			return new Tree.Nothing(place);
		}
		if (TRUE.contains(word) || FALSE.contains(word)) {
			return new Tree.Truth(place, TRUE.contains(word));
		}
		return number(word).<Tree>map(literal -> new Tree.Numeral(place, literal)).orElseGet(() -> new Tree.Text(place, word));
	}

	/** A number that JSON cannot say, which kubectl refuses wherever it stands. */
	static boolean isUnbounded(String word) {
		return UNBOUNDED.contains(word);
	}

	private static Optional<String> number(String word) {
		String plain = word.replace("_", "");
		char first = word.charAt(0);
		if (first == '.') {
			return FRACTION.matcher(word).matches() ? fraction(word) : Optional.empty();
		}
		if (first != '-' && first != '+' && (first < '0' || first > '9')) {
			return Optional.empty();
		}
		Matcher whole = WHOLE.matcher(plain);
		if (whole.matches()) {
			BigInteger value = digits(whole);
			if (value.compareTo(SMALLEST) >= 0 && value.compareTo(LARGEST) <= 0) {
				return Optional.of(value.toString());
			}
		}
		return FRACTION.matcher(plain).matches() ? fraction(plain) : Optional.empty();
	}

	private static BigInteger digits(Matcher whole) {
		int[] bases = { 16, 2, 8, 10 };
		for (int group = 0; group < bases.length; group++) {
			String digits = whole.group(group + 2);
			if (digits != null) {
				return new BigInteger(whole.group(1).equals("-") ? "-" + digits : digits, bases[group]);
			}
		}
		throw new IllegalStateException("one group of the pattern always matches");
	}

	private static Optional<String> fraction(String word) {
		double value = Double.parseDouble(word);
		if (Double.isInfinite(value)) {
			return Optional.empty();
		}
		return Optional.of(value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value));
	}
}
