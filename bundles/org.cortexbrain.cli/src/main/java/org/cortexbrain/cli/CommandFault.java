package org.cortexbrain.cli;

/** Why a command could not be done, in words for a person. */
final class CommandFault extends Exception {
	private static final long serialVersionUID = 1L;
	private final int code;
	private final String remedy;

	/**
	 * @param cause a whole sentence
	 * @param remedy what to do; may be empty
	 */
	CommandFault(int code, String cause, String remedy) {
		super(cause);
		this.code = code;
		this.remedy = remedy;
	}

	int code() {
		return code;
	}

	String remedy() {
		return remedy;
	}
}
