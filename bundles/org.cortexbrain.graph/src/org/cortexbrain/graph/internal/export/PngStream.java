package org.cortexbrain.graph.internal.export;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a PNG of true colour (W3C PNG, third edition) row by row; ImageIO would want the whole picture in memory. */
final class PngStream implements AutoCloseable {
	private static final byte[] SIGNATURE = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
	private static final int CHUNK = 1 << 16;
	/** Each byte less the one above: rows of a drawing are much alike. */
	private static final byte FILTER_UP = 2;

	private final OutputStream out;
	private final int width;
	private final Deflater deflater = new Deflater(4);
	private final byte[] packed = new byte[CHUNK];
	private byte[] above;
	private byte[] row;
	private final byte[] filtered;

	/** @param density in pixels per metre */
	PngStream(OutputStream out, int width, int height, double density, Map<String, String> texts) throws IOException {
		this.out = out;
		this.width = width;
		above = new byte[3 * width];
		row = new byte[3 * width];
		filtered = new byte[1 + 3 * width];
		filtered[0] = FILTER_UP;
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
		var data = new DataOutputStream(out);
		data.writeInt(length);
		data.write(name);
		data.write(bytes, 0, length);
		data.writeInt((int) crc.getValue());
	}

	/** Takes the next rows, each pixel as 0xRRGGBB. */
	void rows(int[] pixels, int count) throws IOException {
		for (int y = 0; y < count; y++) {
			for (int x = 0, from = y * width, to = 0; x < width; x++) {
				int pixel = pixels[from + x];
				row[to++] = (byte) (pixel >> 16);
				row[to++] = (byte) (pixel >> 8);
				row[to++] = (byte) pixel;
			}
			for (int i = 0; i < row.length; i++) {
				filtered[i + 1] = (byte) (row[i] - above[i]);
			}
			byte[] spare = above;
			above = row;
			row = spare;
			deflater.setInput(filtered);
			while (!deflater.needsInput()) {
				pack();
			}
		}
	}

	private void pack() throws IOException {
		int length = deflater.deflate(packed);
		if (length > 0) {
			chunk("IDAT", packed, length);
		}
	}

	/** Ends the picture after its last row. */
	void end() throws IOException {
		deflater.finish();
		while (!deflater.finished()) {
			pack();
		}
		chunk("IEND", packed, 0);
	}

	/** Gives memory back; the stream is left open. */
	@Override
	public void close() {
		deflater.end();
	}
}
