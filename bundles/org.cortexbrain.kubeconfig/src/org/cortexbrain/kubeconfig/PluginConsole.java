package org.cortexbrain.kubeconfig;

import java.io.InputStream;
import java.util.Objects;

/** Where an exec plug-in meets a person: a dialog of the desktop, the terminal of a command line, or nobody. */
public interface PluginConsole {
	/**
	 * Takes what the plug-in writes to its standard error, as soon as it is there, perhaps in the middle of a line: a question has no line
	 * end. Control characters but tabs and line ends are already made visible. Called by a thread of the plug-in's run, and by one at a
	 * time for each plug-in; must not block for long, since the plug-in waits.
	 */
	void show(ExecPlugin plugin, String text);

	/** What the plug-in may read. Asked for once in each run, by the thread that asks for the credential. */
	Input input(ExecPlugin plugin);

	/** The plug-in's standard input. */
	sealed interface Input {
		/**
		 * Nobody can answer.
		 *
		 * @param why in words that complete "nobody can answer it: ..."
		 */
		record Unavailable(String why) implements Input {
			public Unavailable {
				Objects.requireNonNull(why);
			}
		}

		/** This program's own standard input, which is a terminal. */
		record Terminal() implements Input {
		}

		/** What somebody types elsewhere. The plug-in's run reads it until it ends; it does not close it. */
		record Typed(InputStream text) implements Input {
			public Typed {
				Objects.requireNonNull(text);
			}
		}
	}
}
