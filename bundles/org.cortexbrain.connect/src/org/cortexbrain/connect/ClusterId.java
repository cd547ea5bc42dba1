package org.cortexbrain.connect;

import java.util.Objects;

/**
 * Which cluster is meant, as whom: a context of an origin. Two contexts of one name in two files are two clusters.
 *
 * @param origin {@link Origin#key}
 * @param context the context's name there
 */
public record ClusterId(String origin, String context) {
	public ClusterId {
		Objects.requireNonNull(origin);
		Objects.requireNonNull(context);
	}

	/** One text, unique among all ids; not for a person. */
	@Override
	public String toString() {
		return context + " in " + origin;
	}
}
