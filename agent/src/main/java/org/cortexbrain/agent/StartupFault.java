package org.cortexbrain.agent;

/** Why an agent cannot start: one line for a person, with the remedy, and the exit code. */
final class StartupFault extends Exception {
	static final int USAGE = 2;
	static final int NOT_PERMITTED = 3;
	static final int NOT_POSSIBLE = 4;

	private static final long serialVersionUID = 1L;

	private final int exitCode;

	StartupFault(int exitCode, String message, Throwable cause) {
		super(message, cause);
		this.exitCode = exitCode;
	}

	static StartupFault usage(String message) {
		return new StartupFault(USAGE, message + ". See cortexbrain-agent --help", null);
	}

	int exitCode() {
		return exitCode;
	}
}
