package org.cortexbrain.cluster.internal.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The API server answered that it does not do what was asked. */
final class StatusException extends IOException {
	private static final long serialVersionUID = 1L;
	static final int GONE = 410;
	static final int FORBIDDEN = 403;

	private final int code;
	private final transient Optional<Duration> retryAfter;

	/** @param said its words, may be empty */
	StatusException(int code, String said, Optional<Duration> retryAfter) {
		super(said);
		this.code = code;
		this.retryAfter = retryAfter;
	}

	int code() {
		return code;
	}

	/** How long the server asks to be left alone. */
	Optional<Duration> retryAfter() {
		return retryAfter;
	}
}
