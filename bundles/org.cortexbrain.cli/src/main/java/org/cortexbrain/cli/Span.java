package org.cortexbrain.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a length of time as kubectl's options write it: {@code 90s}, {@code 5m}, {@code 1h30m}. */
final class Span implements ITypeConverter<Duration> {
	private static final Pattern WRITTEN = Pattern.compile("(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");

	@Override
	public Duration convert(String text) {
		Matcher parts = WRITTEN.matcher(text);
		if (text.isEmpty() || !parts.matches()) {
			throw new TypeConversionException("'" + text + "' is no length of time: write one like 90s, 5m or 1h30m");
		}
		Duration span = Duration.ofHours(part(parts.group(1))).plusMinutes(part(parts.group(2))).plusSeconds(part(parts.group(3)));
		if (span.isZero()) {
			throw new TypeConversionException("'" + text + "' is no time at all: write one like 90s, 5m or 1h30m");
		}
		return span;
	}

	private static long part(String digits) {
		return digits == null ? 0 : Long.parseLong(digits);
	}
}
