package org.cortexbrain.telemetry.internal;

import java.net.Inet6Address;
import java.net.InetAddress;

/** An address as people write it: IPv6 by RFC 5952, the longest run of zeros as {@code ::}. */
final class AddressText {
	private AddressText() {
	}

	static String of(InetAddress address) {
		if (!(address instanceof Inet6Address)) {
			return address.getHostAddress();
		}
		byte[] bytes = address.getAddress();
		int[] groups = new int[8];
		for (int i = 0; i < 8; i++) {
			groups[i] = (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
		}
		int start = 0;
		int length = 0;
		for (int i = 0; i < 8; i++) {
			int end = i;
			while (end < 8 && groups[end] == 0) {
				end++;
			}
			if (end - i > length) {
				start = i;
				length = end - i;
			}
		}
		var text = new StringBuilder();
		for (int i = 0; i < 8; i++) {
			if (length > 1 && i == start) {
				text.append("::");
				i += length - 1;
			} else {
				if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
					text.append(':');
				}
				text.append(Integer.toHexString(groups[i]));
			}
		}
		return text.toString();
	}
}
