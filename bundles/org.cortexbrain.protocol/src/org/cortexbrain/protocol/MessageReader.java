package org.cortexbrain.protocol;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

import org.cortexbrain.protocol.internal.JsonInput;

/**
 * Reads messages, one JSON object a line. Fields and types of message that it does not know are ignored. For one thread.
 */
public final class MessageReader implements Closeable {
	/** No honest line is longer: 100,000 flows with full histograms are about half of it. */
	private static final int LONGEST_LINE = 64 * 1024 * 1024;

	private final InputStream in;
	private final ByteArrayOutputStream line = new ByteArrayOutputStream();
	private long lines;

	/** @param in is closed with this reader */
	public MessageReader(InputStream in) {
		this.in = new BufferedInputStream(in, 64 * 1024);
	}

	/**
	 * The next message; empty at the orderly end of the input.
	 *
	 * @throws EOFException if the input ends within a line
	 * @throws IOException if the input fails, or a line is no message: the text names the line's number and what is wrong with it
	 */
	public Optional<Message> read() throws IOException {
		while (readLine()) {
			try {
				Optional<Message> message = JsonInput.message(line.toByteArray());
				if (message.isPresent()) {
					return message;
				}
			} catch (IOException | IllegalArgumentException e) {
				throw new IOException("line " + lines + " is no message of protocol " + Versions.SPOKEN + ": " + e.getMessage(), e);
			}
		}
		return Optional.empty();
	}

	private boolean readLine() throws IOException {
		line.reset();
		int next;
		while ((next = in.read()) != '\n') {
			if (next < 0) {
				if (line.size() == 0) {
					return false;
				}
				throw new EOFException("the input ends in the middle of line " + (lines + 1));
			}
			if (line.size() == LONGEST_LINE) {
				throw new IOException("line " + (lines + 1) + " is longer than " + LONGEST_LINE + " bytes");
			}
			line.write(next);
		}
		lines++;
		return true;
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}
