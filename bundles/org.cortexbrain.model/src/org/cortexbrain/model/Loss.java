package org.cortexbrain.model;

import java.util.Objects;

/**
 * Something that an agent could not count or name, and how often. Cumulative since the agent's start. A loss is always shown.
 *
 * @param code stable name, {@code lower_case_with_underscores}; the list is in docs/formats.md
 * @param count how often, above zero
 * @param meaning one sentence for a person: what is missing from the picture because of it, and the remedy if there is one
 */
public record Loss(String code, long count, String meaning) {
	public Loss {
		Objects.requireNonNull(code);
		Objects.requireNonNull(meaning);
	}
}
