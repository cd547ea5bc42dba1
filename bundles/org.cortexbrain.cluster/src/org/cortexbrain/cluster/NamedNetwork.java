package org.cortexbrain.cluster;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A range of addresses outside that a person has given a name.
 *
 * @param first the range's first address
 * @param bits how many leading bits all its addresses share, 0 to 32 or 128
 */
public record NamedNetwork(String name, InetAddress first, int bits) {
	private static final int LONGEST_NAME = 100;
	private static final Pattern WHOLE_IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

	public NamedNetwork {
		Objects.requireNonNull(first);
		if (name.isBlank()) {
			throw new IllegalArgumentException("The network " + first.getHostAddress() + "/" + bits + " has no name. Give it one.");
		}
		if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
			throw new IllegalArgumentException("The network " + first.getHostAddress() + "/" + bits + " has a name that is longer than " + LONGEST_NAME
					+ " characters or not in one line. Shorten it.");
		}
		if (bits < 0 || bits > first.getAddress().length * 8) {
			throw new IllegalArgumentException("The network " + name + " has /" + bits + ", but an address of it has " + first.getAddress().length * 8
					+ " bits. Write a number from 0 to that.");
		}
	}

	/**
	 * @param range an address with the number of leading bits ({@code 192.0.2.0/24}), or an address alone
	 * @throws IllegalArgumentException with a whole sentence for a person
	 */
	public static NamedNetwork of(String name, String range) {
		int slash = range.indexOf('/');
		String address = slash < 0 ? range : range.substring(0, slash);
		try {
			if (!address.contains(":") && !WHOLE_IPV4.matcher(address).matches()) {
				/* "10.0.1/24" would be taken for 10.0.0.1. */
				throw new IllegalArgumentException();
			}
			InetAddress first = InetAddress.ofLiteral(address);
			int bits = slash < 0 ? first.getAddress().length * 8 : Integer.parseInt(range.substring(slash + 1));
			return new NamedNetwork(name, first, bits);
		} catch (NumberFormatException e) {
			throw new IllegalArgumentException("The network " + name + " is \"" + range + "\", which is no range. Write one like 192.0.2.0/24.", e);
		} catch (IllegalArgumentException e) {
			if (e.getMessage() != null && e.getMessage().startsWith("The network")) {
				throw e;
			}
			throw new IllegalArgumentException("The network " + name + " is \"" + range + "\", which is no address. Write one like 192.0.2.0/24.", e);
		}
	}

	/** The range as it is written: {@code 192.0.2.0/24}. */
	public String range() {
		return first.getHostAddress() + "/" + bits;
	}

	/** Whether the other one holds the same addresses, however it is written. */
	public boolean covers(NamedNetwork other) {
		return bits == other.bits && contains(other.first);
	}

	public boolean contains(InetAddress address) {
		byte[] mine = first.getAddress();
		byte[] other = address.getAddress();
		if (mine.length != other.length) {
			return false;
		}
		int whole = bits / 8;
		if (!Arrays.equals(mine, 0, whole, other, 0, whole)) {
			return false;
		}
		int mask = 0xff << 8 - bits % 8 & 0xff;
		return mask == 0 || (mine[whole] & mask) == (other[whole] & mask);
	}
}
