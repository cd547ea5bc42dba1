package org.cortexbrain.kubeconfig.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;

/** Says in words why a file could not be read. */
public final class FileTrouble {
	private FileTrouble() {
	}

	/** @param place where the file is named, or the file itself */
	public static Problem reading(Place place, Path file, IOException failure) {
		if (Files.isDirectory(file)) {
			return Problem.error(place, file + " is a folder", "Name a file");
		}
		return switch (failure) {
		case NoSuchFileException _ -> Problem.error(place, "There is no file " + file, "Put it there, or correct the path");
		case AccessDeniedException _ -> Problem.error(place, "You may not read " + file, "Give yourself the right to read it");
		default -> Problem.error(place, file + " cannot be read (" + failure.getClass().getSimpleName() + ": " + failure.getMessage() + ")",
				"Check the file and its disk");
		};
	}
}
