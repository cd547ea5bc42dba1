package org.cortexbrain.kubeconfig;

import java.util.Objects;

/**
 * Something that is wrong or dangerous, for a person to read. It never holds a credential.
 *
 * @param what one sentence without a full stop: the thing and what is wrong with it
 * @param remedy one sentence without a full stop: what to do
 */
public record Problem(Severity severity, Place place, String what, String remedy) {
	public Problem {
		Objects.requireNonNull(severity);
		Objects.requireNonNull(place);
		Objects.requireNonNull(what);
		Objects.requireNonNull(remedy);
	}

	public static Problem error(Place place, String what, String remedy) {
		return new Problem(Severity.ERROR, place, what, remedy);
	}

	public static Problem warning(Place place, String what, String remedy) {
		return new Problem(Severity.WARNING, place, what, remedy);
	}

	public boolean isError() {
		return severity == Severity.ERROR;
	}

	@Override
	public String toString() {
		return place + ": " + what + ". " + remedy + ".";
	}
}
