package org.cortexbrain.agents;

import java.util.Objects;

/**
 * What was found before anything is changed.
 *
 * @param title what was looked at, without a full stop
 * @param cause what was found, whole sentences
 * @param remedy what to do; empty where nothing is to be done
 */
public record Finding(Severity severity, String title, String cause, String remedy) {
	/** The title of what is found about the rights of the one who asks. */
	public static final String RIGHTS = "Your rights";

	/** What it means for the installation. */
	public enum Severity {
		/** As it should be. */
		GOOD, /** It can go on, and a person should know. */
		WARNED, /** It would fail. */
		BLOCKING, /** Nobody could find out. */
		UNKNOWN
	}

	public Finding {
		Objects.requireNonNull(severity);
		Objects.requireNonNull(title);
		Objects.requireNonNull(cause);
		Objects.requireNonNull(remedy);
	}
}
