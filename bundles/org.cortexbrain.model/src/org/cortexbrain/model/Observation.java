package org.cortexbrain.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What one side of an edge has counted.
 *
 * @param total cumulative since this client began to watch; never shrinks (but for {@code active})
 * @param rates of the last interval; empty until two samples have come
 */
public record Observation(Counters total, Optional<Rates> rates) {
	public Observation {
		Objects.requireNonNull(total);
		Objects.requireNonNull(rates);
	}
}
