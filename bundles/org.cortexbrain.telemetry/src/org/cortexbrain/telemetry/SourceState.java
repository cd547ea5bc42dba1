package org.cortexbrain.telemetry;

import java.time.Instant;

/** How a source does. Every text is for a person: a cause in words and, where there is one, a remedy. */
public sealed interface SourceState {
	/** A connection is being made for the first time. */
	record Connecting() implements SourceState {
	}

	/** Samples arrive. */
	record Live(Instant since) implements SourceState {
	}

	/** The connection was lost or refused; the next try comes by itself. */
	record Retrying(String cause, String remedy, Instant nextTry) implements SourceState {
	}

	/** It cannot go on, and no try would help: another protocol version, a damaged recording. */
	record Failed(String cause, String remedy) implements SourceState {
	}

	/** It has delivered all that it has, or was closed. {@code note} is empty or says what is missing, as with a truncated recording. */
	record Ended(String note) implements SourceState {
	}
}
