package org.cortexbrain.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads messages, one JSON object a line; fields it does not know are ignored. For one thread. */
public final class MessageReader implements Closeable {
	private final InputStream in;

	public MessageReader(InputStream in) {
		this.in = in;
	}

	/**
	 * The next message; empty at the orderly end of the input.
	 *
	 * @throws IOException if the input fails, or a line is no message: the text names the line's number and what is wrong with it
	 */
	public Optional<Message> read() throws IOException {
		throw new UnsupportedOperationException("to be written");
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}
