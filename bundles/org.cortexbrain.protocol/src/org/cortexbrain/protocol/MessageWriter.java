package org.cortexbrain.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes messages, one JSON object a line. For one thread. */
public final class MessageWriter implements Closeable {
	private final OutputStream out;

	public MessageWriter(OutputStream out) {
		this.out = out;
	}

	/** Writes one line and flushes it. */
	public void write(Message message) throws IOException {
		throw new UnsupportedOperationException("to be written");
	}

	@Override
	public void close() throws IOException {
		out.close();
	}
}
