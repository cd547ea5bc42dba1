package org.cortexbrain.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/** What the program remembers from one call to the next, in {@code cfcli.properties} of the configuration folder (XDG). Never a credential. */
final class Preferences {
	private static final String CONTEXT = "context";
	private final Path file;

	Preferences(Surroundings surroundings) {
		file = Main.configuration(surroundings.environment(), surroundings.home());
	}

	private Properties read() throws CommandFault {
		Properties all = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			all.load(reader);
		} catch (NoSuchFileException nothing) {
			return all;
		} catch (IOException | IllegalArgumentException e) {
			throw new CommandFault(ExitCode.FAILED, "The file " + file + " cannot be read: " + e.getMessage() + ".", "Mend it, or delete it: it holds the chosen context alone.");
		}
		return all;
	}

	/** The context that was chosen by {@code context use}; empty for that of the kubeconfig. */
	Optional<String> context() throws CommandFault {
		return Optional.ofNullable(read().getProperty(CONTEXT));
	}

	/** Remembers it; whole or not at all. */
	void context(String name) throws CommandFault {
		Properties all = read();
		all.setProperty(CONTEXT, name);
		Path next = file.resolveSibling(file.getFileName() + ".next");
		try {
			Files.createDirectories(file.getParent());
			try (Writer writer = Files.newBufferedWriter(next)) {
				all.store(writer, null);
			}
			Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		} catch (IOException e) {
			throw new CommandFault(ExitCode.FAILED, "The file " + file + " cannot be written: " + e.getMessage() + ".", "Make its folder writable.");
		}
	}
}
