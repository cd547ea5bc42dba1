package org.cortexbrain.protocol;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

import org.cortexbrain.protocol.internal.JsonOutput;

/** Writes messages, one JSON object a line. For one thread. */
public final class MessageWriter implements Closeable {
	private final JsonOutput out;

	/** @param out is closed with this writer */
	public MessageWriter(OutputStream out) {
		this.out = new JsonOutput(out, false);
	}

	/** Writes one line and flushes it. */
	public void write(Message message) throws IOException {
		out.message(message);
		out.endLine();
	}

	@Override
	public void close() throws IOException {
		out.close();
	}
}
