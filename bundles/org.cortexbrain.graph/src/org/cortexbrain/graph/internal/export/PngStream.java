package org.cortexbrain.graph.internal.export;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** Writes a PNG of true colour (W3C PNG, third edition) strip by strip; ImageIO would want the whole picture in memory. */
final class PngStream {
	private static final byte[] SIGNATURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
	/** RFC 1950: deflate with a window of 32 KiB, least effort. */
	private static final byte[] ZLIB_HEADER = { 0x78, 0x01 };
	/** RFC 1951: a last block of fixed codes with nothing but its end. */
	private static final byte[] LAST_BLOCK = { 0x03, 0x00 };

	private final DataOutputStream out;
	private long checksum = 1;

	/** @param density in pixels per metre */
	PngStream(OutputStream stream, int width, int height, double density, Map<String, String> texts) throws IOException {
		out = new DataOutputStream(stream);
		out.write(SIGNATURE);
		chunk("IHDR", chunk -> {
			chunk.writeInt(width);
			chunk.writeInt(height);
			chunk.write(new byte[] { 8, 2, 0, 0, 0 });
		});
		chunk("pHYs", chunk -> {
			chunk.writeInt((int) Math.round(density));
			chunk.writeInt((int) Math.round(density));
			chunk.writeByte(1);
		});
		for (Map.Entry<String, String> text : texts.entrySet()) {
			if (!text.getValue().isEmpty()) {
				chunk("iTXt", chunk -> {
					chunk.write(text.getKey().getBytes(StandardCharsets.ISO_8859_1));
					chunk.write(new byte[5]);
					chunk.write(text.getValue().replace('\u0000', '\uFFFD').getBytes(StandardCharsets.UTF_8));
				});
			}
		}
		chunk("IDAT", ZLIB_HEADER, ZLIB_HEADER.length);
	}

	private interface Content {
		void to(DataOutputStream chunk) throws IOException;
	}

	private void chunk(String type, Content content) throws IOException {
		var bytes = new ByteArrayOutputStream();
		content.to(new DataOutputStream(bytes));
		chunk(type, bytes.toByteArray(), bytes.size());
	}

	private void chunk(String type, byte[] bytes, int length) throws IOException {
		byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
		var crc = new CRC32();
		crc.update(name);
		crc.update(bytes, 0, length);
		out.writeInt(length);
		out.write(name);
		out.write(bytes, 0, length);
		out.writeInt((int) crc.getValue());
	}

	/** Takes the next rows. */
	void strip(PngStrip strip) throws IOException {
		chunk("IDAT", strip.packed(), strip.length());
		checksum = strip.checksumAfter(checksum);
	}

	/** Ends the picture after its last row; the stream is left open. */
	void end() throws IOException {
		chunk("IDAT", chunk -> {
			chunk.write(LAST_BLOCK);
			chunk.writeInt((int) checksum);
		});
		chunk("IEND", new byte[0], 0);
		out.flush();
	}
}
