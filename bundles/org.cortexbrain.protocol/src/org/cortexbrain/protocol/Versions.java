package org.cortexbrain.protocol;

import java.util.OptionalInt;

/**
 * The versions of the protocol that one side speaks, both ends included.
 *
 * @param oldest at least 1
 * @param newest not below {@code oldest}
 */
public record Versions(int oldest, int newest) {
	/** What this code speaks. */
	public static final Versions SPOKEN = new Versions(1, 1);

	public Versions {
		if (oldest < 1 || newest < oldest) {
			throw new IllegalArgumentException("no range of versions: " + oldest + " to " + newest);
		}
	}

	/** The newest version that both sides speak; empty if there is none. */
	public OptionalInt common(Versions other) {
		int version = Math.min(newest, other.newest);
		return version >= Math.max(oldest, other.oldest) ? OptionalInt.of(version) : OptionalInt.empty();
	}

	@Override
	public String toString() {
		return oldest == newest ? Integer.toString(oldest) : oldest + " to " + newest;
	}
}
