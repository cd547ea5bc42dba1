package org.cortexbrain.connect;

import java.util.Objects;

/** Something that was asked of a cluster: known, or not, with the reason. Unknown is not nothing. */
public sealed interface Found<T> {
	record Known<T>(T value) implements Found<T> {
		public Known {
			Objects.requireNonNull(value);
		}
	}

	/**
	 * @param cause why it is not known, a whole sentence
	 * @param remedy what to do, a whole sentence
	 */
	record Unknown<T>(String cause, String remedy) implements Found<T> {
		public Unknown {
			Objects.requireNonNull(cause);
			Objects.requireNonNull(remedy);
		}
	}
}
