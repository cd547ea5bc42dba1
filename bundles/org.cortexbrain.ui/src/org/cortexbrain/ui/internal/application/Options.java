package org.cortexbrain.ui.internal.application;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import org.cortexbrain.telemetry.AgentLink;

/**
 * What the command line asks for.
 *
 * @param observe an agent to connect at start
 * @param open a recording to play at start
 * @param capture the folder of a capture, which is driven by lines on standard input
 * @param help whether only the help is wanted
 */
public record Options(Optional<URI> observe, Optional<Path> open, Optional<Path> capture, boolean help) {
	public static final String HELP = """
			CortexBrain desktop

			  --observe URL   connect the agent at this address, for instance http://127.0.0.1:7373
			  --open FILE     play a recording (.cortex)
			  --capture DIR   with --observe: record all the time, and obey lines on standard input:
			                  "picture" writes DIR/topology.png and DIR/topology.svg,
			                  "finish" (or the end of input) writes DIR/mesh.json, ends DIR/recording.cortex and the desktop.
			                  Each is answered by one line: "ok ..." or "error ...".
			  --help          this text
			""";

	/** @throws IllegalArgumentException naming the argument that cannot be understood, and the remedy */
	public static Options of(String[] arguments) {
		Optional<URI> observe = Optional.empty();
		Optional<Path> open = Optional.empty();
		Optional<Path> capture = Optional.empty();
		boolean help = false;
		for (int i = 0; i < arguments.length; i++) {
			switch (arguments[i]) {
			case "--observe" -> observe = Optional.of(agent(value(arguments, i++)));
			case "--open" -> open = Optional.of(Path.of(value(arguments, i++)).toAbsolutePath());
			case "--capture" -> capture = Optional.of(Path.of(value(arguments, i++)).toAbsolutePath());
			case "--help", "-h" -> help = true;
			default -> {
				/* What begins with one hyphen is the platform's: -pdelaunch, -showlocation. */
				if (arguments[i].startsWith("--")) {
					throw new IllegalArgumentException("unknown option " + arguments[i] + "; --help lists the options");
				}
			}
			}
		}
		return new Options(observe, open, capture, help);
	}

	private static URI agent(String text) {
		try {
			return AgentLink.address(text);
		} catch (IllegalArgumentException e) {
			throw new IllegalArgumentException("--observe: " + e.getMessage(), e);
		}
	}

	private static String value(String[] arguments, int index) {
		if (index + 1 >= arguments.length) {
			throw new IllegalArgumentException(arguments[index] + " needs a value; --help lists the options");
		}
		return arguments[index + 1];
	}
}
