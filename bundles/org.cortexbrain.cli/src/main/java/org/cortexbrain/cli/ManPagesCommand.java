package org.cortexbrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the manual pages; for the build and for who makes packages. */
@Command(name = "man-pages", hidden = true, description = "Writes a manual page for each command.")
final class ManPagesCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Spec
	private CommandSpec spec;
	@Parameters(index = "0", paramLabel = "FOLDER", description = "where they go, as man1 of a MANPATH")
	private Path folder;

	ManPagesCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		Map<String, String> pages = ManPage.all(spec.root().commandLine());
		try {
			Files.createDirectories(folder);
			for (Map.Entry<String, String> page : pages.entrySet()) {
				Files.writeString(folder.resolve(page.getKey()), page.getValue());
			}
		} catch (IOException e) {
			throw new CommandFault(ExitCode.FAILED, "The folder " + Surroundings.safe(folder.toString()) + " cannot be written: "
					+ Surroundings.safe(e.toString()) + ".", "Name one that you may write to.");
		}
		surroundings.say(pages.size() + " pages are in " + Surroundings.safe(folder.toString()) + ".");
		return ExitCode.DONE;
	}
}
