package org.cortexbrain.kubeconfig;

import java.util.Objects;

/** Where in somebody's configuration something stands. */
public sealed interface Place {
	/** The file's path as the user gave it, or words for what is no file. */
	String source();

	/**
	 * A place in a text.
	 *
	 * @param line from 1
	 * @param column from 1, counted in Unicode code points
	 */
	record InText(String source, int line, int column) implements Place {
		public InText {
			Objects.requireNonNull(source);
			if (line < 1 || column < 1) {
				throw new IllegalArgumentException("line " + line + ", column " + column + ": both start at 1");
			}
		}

		@Override
		public String toString() {
			return source + ":" + line + ":" + column;
		}
	}

	/** A file as a whole, an environment variable, or a program: what has no lines. */
	record Whole(String source) implements Place {
		public Whole {
			Objects.requireNonNull(source);
		}

		@Override
		public String toString() {
			return source;
		}
	}
}
