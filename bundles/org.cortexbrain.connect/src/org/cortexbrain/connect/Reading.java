package org.cortexbrain.connect;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.cortexbrain.kubeconfig.Problem;

/**
 * What an origin said when it was read last.
 *
 * @param offers its contexts, by name
 * @param problems what is wrong with the files themselves; that a file does not exist is none unless somebody has named it
 * @param missing files that do not exist
 */
public record Reading(Origin origin, List<Offer> offers, List<Problem> problems, List<Path> missing) {
	public Reading {
		Objects.requireNonNull(origin);
		offers = List.copyOf(offers);
		problems = List.copyOf(problems);
		missing = List.copyOf(missing);
	}

	/** Whether one of the files is so wrong that no context can be used. */
	public boolean isBroken() {
		return problems.stream().anyMatch(Problem::isError);
	}
}
