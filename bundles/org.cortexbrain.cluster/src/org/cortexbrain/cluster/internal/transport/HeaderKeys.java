package org.cortexbrain.cluster.internal.transport;

import java.nio.charset.StandardCharsets;

/** Keys of users' extra fields as parts of header names, as client-go writes them (transport/round_trippers.go, headerKeyEscape). */
final class HeaderKeys {
	private static final String LEGAL = "!#$&'*+-.^_`|~";

	private HeaderKeys() {
	}

	/** What RFC 7230 allows in a header's name stays, and all else, the percent sign too, becomes {@code %XX} for each byte of UTF-8. */
	static String escape(String key) {
		var escaped = new StringBuilder();
		for (byte unit : key.getBytes(StandardCharsets.UTF_8)) {
			char letter = (char) (unit & 0xff);
			if (letter < 0x80 && (Character.isLetterOrDigit(letter) || LEGAL.indexOf(letter) >= 0)) {
				escaped.append(letter);
			} else {
				escaped.append('%').append(String.format("%02X", unit));
			}
		}
		return escaped.toString();
	}
}
