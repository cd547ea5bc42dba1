package org.cortexbrain.agent.image;

/** Why no image was made, and what to do: one message for a person. */
final class ImageFault extends Exception {
	/** The options are wrong. */
	static final int USAGE = 2;
	/** Something that is needed is missing here. */
	static final int MISSING = 3;
	/** It was tried and failed. */
	static final int FAILED = 1;

	private static final long serialVersionUID = 1L;
	private final int exitCode;

	ImageFault(int exitCode, String message) {
		super(message);
		this.exitCode = exitCode;
	}

	ImageFault(int exitCode, String message, Throwable cause) {
		super(message, cause);
		this.exitCode = exitCode;
	}

	int exitCode() {
		return exitCode;
	}
}
