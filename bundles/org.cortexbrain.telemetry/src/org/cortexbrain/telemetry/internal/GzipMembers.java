package org.cortexbrain.telemetry.internal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads the members of a gzip file (RFC 1952) one by one, each whole and with its checksum checked before any of it is given: what is
 * damaged is never taken for content. Only the plain header that {@link java.util.zip.GZIPOutputStream} writes is understood. For one
 * thread.
 */
public final class GzipMembers implements Closeable {
	private static final int HEADER = 10;
	private static final int TRAILER = 8;

	private final InputStream in;
	private final int longest;
	private final Inflater inflater = new Inflater(true);
	private final byte[] buffer = new byte[16 * 1024];
	private int position;
	private int limit;

	/** @param longest how many bytes a member may have, uncompressed */
	public GzipMembers(InputStream in, int longest) {
		this.in = in;
		this.longest = longest;
	}

	/**
	 * The content of the next member; empty at the end of the file.
	 *
	 * @throws EOFException if the file ends within a member
	 * @throws ZipException if the member is damaged, or longer than allowed
	 */
	public Optional<byte[]> next() throws IOException {
		if (!fill()) {
			return Optional.empty();
		}
		byte[] header = new byte[HEADER];
		readFully(header);
		if (header[0] != (byte) 0x1f || header[1] != (byte) 0x8b || header[2] != 8 || header[3] != 0) {
			throw new ZipException("no gzip header");
		}
		byte[] content = inflate();
		byte[] trailer = new byte[TRAILER];
		readFully(trailer);
		var checksum = new CRC32();
		checksum.update(content);
		if (littleEndian(trailer, 0) != checksum.getValue() || littleEndian(trailer, 4) != content.length) {
			throw new ZipException("wrong checksum");
		}
		return Optional.of(content);
	}

	private byte[] inflate() throws IOException {
		var content = new ByteArrayOutputStream();
		byte[] piece = new byte[8 * 1024];
		inflater.reset();
		try {
			while (!inflater.finished()) {
				if (inflater.needsInput()) {
					if (!fill()) {
						throw new EOFException();
					}
					inflater.setInput(buffer, position, limit - position);
					position = limit;
				}
				int count = inflater.inflate(piece);
				if (count == 0 && inflater.needsDictionary() || content.size() + count > longest) {
					throw new ZipException("no line of a recording");
				}
				content.write(piece, 0, count);
			}
		} catch (DataFormatException e) {
			throw new ZipException(e.getMessage());
		}
		position = limit - inflater.getRemaining();
		return content.toByteArray();
	}

	/** Whether there is a byte to take. */
	private boolean fill() throws IOException {
		if (position == limit) {
			position = 0;
			limit = Math.max(0, in.read(buffer));
		}
		return position < limit;
	}

	private void readFully(byte[] bytes) throws IOException {
		for (int i = 0; i < bytes.length; i++) {
			if (!fill()) {
				throw new EOFException();
			}
			bytes[i] = buffer[position++];
		}
	}

	private static long littleEndian(byte[] bytes, int at) {
		return bytes[at] & 0xffL | (bytes[at + 1] & 0xffL) << 8 | (bytes[at + 2] & 0xffL) << 16 | (bytes[at + 3] & 0xffL) << 24;
	}

	@Override
	public void close() throws IOException {
		inflater.end();
		in.close();
	}
}
