package org.cortexbrain.ui.internal.look;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as text with their units: three significant figures, so that they keep their width. What is not known is {@link #UNKNOWN}. */
public final class Numbers {
	public static final String UNKNOWN = "\u2013";

	private static final String[] DECIMAL = { "", "k", "M", "G", "T" };
	private static final String[] BINARY = { "B", "KiB", "MiB", "GiB", "TiB", "PiB" };
	/** Between a number and its unit: never broken at a line's end. */
	private static final String SPACE = "\u00A0";

	private Numbers() {
	}

	/** A whole number, its thousands apart: {@code 1 234 567}. */
	public static String count(long count) {
		return String.format(Locale.ROOT, "%,d", count).replace(",", SPACE);
	}

	/** How many there are of something: {@code 1 edge}, {@code 1 234 edges}. @param noun in the singular, with a regular plural */
	public static String counted(long count, String noun) {
		return count(count) + SPACE + (count == 1 ? noun : noun + "s");
	}

	/** A rate: {@code 0.42/s}, {@code 120/s}, {@code 1.25 k/s}. */
	public static String perSecond(OptionalDouble rate) {
		return rate.isEmpty() ? UNKNOWN : scaled(rate.getAsDouble(), 1000, DECIMAL, "/s");
	}

	/** Bytes in binary units: {@code 512 B}, {@code 1.50 MiB}. */
	public static String bytes(long bytes) {
		return scaled(bytes, 1024, BINARY, "");
	}

	/** Bytes a second. */
	public static String bytesPerSecond(OptionalDouble rate) {
		return rate.isEmpty() ? UNKNOWN : scaled(rate.getAsDouble(), 1024, BINARY, "/s");
	}

	/** Microseconds, as µs, ms or s. */
	public static String latency(OptionalDouble micros) {
		if (micros.isEmpty()) {
			return UNKNOWN;
		}
		double value = micros.getAsDouble();
		return value < 999.5 ? figures(value) + SPACE + "\u00B5s"
				: value < 999_500 ? figures(value / 1e3) + SPACE + "ms" : figures(value / 1e6) + SPACE + "s";
	}

	/** A ratio in [0, 1] as a percentage. */
	public static String percent(OptionalDouble ratio) {
		return ratio.isEmpty() ? UNKNOWN : figures(ratio.getAsDouble() * 100) + SPACE + "%";
	}

	/** How long something has lasted, coarsely: {@code 12 s}, {@code 3 min 5 s}, {@code 2 h 4 min}. */
	public static String duration(Duration duration) {
		long seconds = Math.max(0, duration.toSeconds());
		if (seconds < 60) {
			return seconds + SPACE + "s";
		}
		return seconds < 3600 ? seconds / 60 + SPACE + "min " + seconds % 60 + SPACE + "s"
				: seconds / 3600 + SPACE + "h " + seconds / 60 % 60 + SPACE + "min";
	}

	private static String scaled(double value, double base, String[] units, String after) {
		int unit = 0;
		/* 999.5 would be rounded to a fourth figure. */
		while (value >= Math.min(base, 999.5) && unit < units.length - 1) {
			value /= base;
			unit++;
		}
		boolean whole = unit == 0 && value == Math.rint(value);
		String number = whole ? Long.toString((long) value) : figures(value);
		return units[unit].isEmpty() ? number + after : number + SPACE + units[unit] + after;
	}

	private static String figures(double value) {
		return value == 0 ? "0" : String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
	}
}
