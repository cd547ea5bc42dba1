package org.cortexbrain.cli;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers for columns of a terminal, without blanks so that programs can take columns apart; what is not known is a dash. */
final class Figures {
	private static final String UNKNOWN = "-";
	private static final String[] DECIMAL = { "", "k", "M", "G", "T" };
	private static final String[] BINARY = { "B", "KiB", "MiB", "GiB", "TiB", "PiB" };

	private Figures() {
	}

	/** {@code 0.42}, {@code 12}, {@code 1.25k}. */
	static String count(OptionalDouble count) {
		return count.isEmpty() ? UNKNOWN : scaled(count.getAsDouble(), 1000, DECIMAL);
	}

	/** {@code 512B}, {@code 1.50MiB}. */
	static String bytes(OptionalDouble bytes) {
		return bytes.isEmpty() ? UNKNOWN : scaled(bytes.getAsDouble(), 1024, BINARY);
	}

	/** Microseconds as {@code 250us}, {@code 1.20ms}, {@code 3.00s}. */
	static String micros(OptionalDouble micros) {
		if (micros.isEmpty()) {
			return UNKNOWN;
		}
		double value = micros.getAsDouble();
		return value < 999.5 ? digits(value) + "us" : value < 999_500 ? digits(value / 1e3) + "ms" : digits(value / 1e6) + "s";
	}

	private static String scaled(double value, double base, String[] units) {
		int unit = 0;
		/* 999.5 would be rounded to a fourth figure. */
		while (value >= Math.min(base, 999.5) && unit < units.length - 1) {
			value /= base;
			unit++;
		}
		return digits(value) + units[unit];
	}

	private static String digits(double value) {
		return value == Math.rint(value) ? Long.toString((long) value) : String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f"
				: "%.0f", value);
	}
}
