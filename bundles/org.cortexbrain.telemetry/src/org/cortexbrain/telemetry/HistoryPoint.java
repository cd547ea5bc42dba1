package org.cortexbrain.telemetry;

import java.time.Instant;

import org.cortexbrain.model.Rates;

/** The rates of an edge in the interval that ended at an instant (clock of the observed node). */
public record HistoryPoint(Instant at, Rates rates) {
}
