package org.cortexbrain.telemetry.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP/1.1 answer (RFC 9112) read from a stream of bytes on which nothing follows it: status, and the body without its framing, be that
 * chunks, a length, or the stream's end. A body that ends too soon is an {@link EOFException}, never a shorter body.
 */
record HttpAnswer(int status, InputStream body) {
	private static final int LONGEST_HEAD = 16 * 1024;
	private static final int BUFFER = 8 * 1024;

	/** Reads up to the body. @throws IOException if it is no such answer; the text says what it is */
	static HttpAnswer read(InputStream bytes) throws IOException {
		InputStream in = new BufferedInputStream(bytes, BUFFER);
		int left = LONGEST_HEAD;
		String first = line(in, left);
		String[] words = first.split(" ", 3);
		if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5]\\d\\d")) {
			throw new IOException("what answers does not speak HTTP/1.1");
		}
		left -= first.length();
		Map<String, String> headers = new TreeMap<>();
		for (String line = line(in, left); !line.isEmpty(); line = line(in, left)) {
			left -= line.length() + 2;
			int colon = line.indexOf(':');
			if (colon < 1) {
				throw new IOException("an HTTP header without a colon");
			}
			headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
		}
		return new HttpAnswer(Integer.parseInt(words[1]), body(in, headers));
	}

	private static InputStream body(InputStream in, Map<String, String> headers) throws IOException {
		String encoding = headers.get("transfer-encoding");
		if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
			throw new IOException("the transfer encoding \"" + encoding + "\", which was not asked for");
		}
		if (encoding != null) {
			return new Chunked(in);
		}
		String length = headers.get("content-length");
		if (length == null) {
			return in;
		}
		if (!length.matches("\\d{1,18}")) {
			throw new IOException("a Content-Length that is no number");
		}
		return new Sized(in, Long.parseLong(length));
	}

	private static String line(InputStream in, int most) throws IOException {
		var line = new ByteArrayOutputStream();
		int next;
		while ((next = in.read()) != '\n') {
			if (next < 0) {
				throw new EOFException("the stream ended before an HTTP answer");
			}
			if (line.size() >= most) {
				throw new IOException("a head of an HTTP answer above " + LONGEST_HEAD + " bytes");
			}
			line.write(next);
		}
		String text = line.toString(StandardCharsets.ISO_8859_1);
		return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
	}

	/** So many bytes of a stream, and no fewer. */
	private static class Sized extends InputStream {
		final InputStream in;
		long left;

		Sized(InputStream in, long left) {
			this.in = in;
			this.left = left;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] bytes, int from, int length) throws IOException {
			if (left == 0) {
				return -1;
			}
			int count = in.read(bytes, from, (int) Math.min(length, left));
			if (count < 0) {
				throw new EOFException("the answer broke off");
			}
			left -= count;
			return count;
		}

		@Override
		public void close() throws IOException {
			in.close();
		}
	}

	/** Chunks: each its length in hexadecimal digits, its bytes, an empty line; one of length 0 ends them (RFC 9112, 7.1). */
	private static final class Chunked extends Sized {
		private boolean first = true;
		private boolean last;

		Chunked(InputStream in) {
			super(in, 0);
		}

		@Override
		public int read(byte[] bytes, int from, int length) throws IOException {
			if (left == 0 && !last) {
				next();
			}
			return last ? -1 : super.read(bytes, from, length);
		}

		private void next() throws IOException {
			if (!first && !line(in, LONGEST_HEAD).isEmpty()) {
				throw new IOException("a chunk that is longer than it says");
			}
			first = false;
			String size = line(in, LONGEST_HEAD).replaceFirst("[ \t]*;.*$", "");
			if (!size.matches("[0-9a-fA-F]{1,15}")) {
				throw new IOException("a chunk without a length");
			}
			left = Long.parseLong(size, 16);
			last = left == 0;
		}
	}
}
