package org.cortexbrain.agent.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * An image of one layer with one program that has capabilities of its own, as a file for {@code docker load}: the base of the agent's image.
 *
 * <p>Kubernetes gives a user other than root no ambient capabilities, so a program of such a user has those of its file alone. Jib's own
 * layers hold no extended attributes; a base image's layers are taken as they are.
 */
final class CapabilityLayer {
	/** The numbers are those of {@code linux/capability.h}. */
	enum Capability {
		NET_ADMIN(12), PERFMON(38), BPF(39);

		private final int number;

		Capability(int number) {
			this.number = number;
		}
	}

	private static final int BLOCK = 512;
	/** {@code VFS_CAP_REVISION_2 | VFS_CAP_FLAGS_EFFECTIVE}: the program has them from its start. */
	private static final int REVISION_2_EFFECTIVE = 0x02000001;
	private static final long MODIFIED_SECONDS = 1;

	private CapabilityLayer() {
	}

	/**
	 * Writes the image.
	 *
	 * @param program copied to {@code path}, owned by root, mode 0755
	 * @param path absolute
	 */
	static void write(Path archive, Path program, String path, List<Capability> capabilities, Architecture architecture) throws IOException {
		byte[] layer = layer(Files.readAllBytes(program), path, capabilities);
		String config = "{\"architecture\":\"" + architecture.imageName() + "\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
				+ "\"diff_ids\":[\"sha256:" + sha256(layer) + "\"]}}";
		try (OutputStream out = Files.newOutputStream(archive)) {
			file(out, "layer.tar", 0644, layer);
			file(out, "config.json", 0644, config.getBytes(StandardCharsets.UTF_8));
			file(out, "manifest.json", 0644, "[{\"Config\":\"config.json\",\"RepoTags\":[],\"Layers\":[\"layer.tar\"]}]".getBytes(StandardCharsets.UTF_8));
			end(out);
		}
	}

	private static byte[] layer(byte[] program, String path, List<Capability> capabilities) throws IOException {
		var out = new ByteArrayOutputStream();
		String name = path.substring(1);
		for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
			header(out, name.substring(0, slash + 1), 0755, 0, '5');
		}
		byte[] record = record("SCHILY.xattr.security.capability", attribute(capabilities));
		header(out, "PaxHeaders/" + name.substring(name.lastIndexOf('/') + 1), 0644, record.length, 'x');
		body(out, record);
		file(out, name, 0755, program);
		end(out);
		return out.toByteArray();
	}

	/** The value of {@code security.capability}, {@code struct vfs_cap_data} of {@code linux/capability.h}: permitted, not inheritable. */
	static byte[] attribute(List<Capability> capabilities) {
		long permitted = 0;
		for (Capability each : capabilities) {
			permitted |= 1L << each.number;
		}
		return ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(REVISION_2_EFFECTIVE).putInt((int) permitted).putInt(0)
				.putInt((int) (permitted >>> 32)).putInt(0).array();
	}

	/* A record of an extended header begins with its own length in digits, which count, too. */
	private static byte[] record(String key, byte[] value) throws IOException {
		byte[] rest = (" " + key + "=").getBytes(StandardCharsets.UTF_8);
		int bare = rest.length + value.length + 1;
		int length = bare + String.valueOf(bare).length();
		length = bare + String.valueOf(length).length();
		var out = new ByteArrayOutputStream();
		out.write(String.valueOf(length).getBytes(StandardCharsets.US_ASCII));
		out.write(rest);
		out.write(value);
		out.write('\n');
		return out.toByteArray();
	}

	private static void file(OutputStream out, String name, int mode, byte[] content) throws IOException {
		header(out, name, mode, content.length, '0');
		body(out, content);
	}

	private static void body(OutputStream out, byte[] content) throws IOException {
		out.write(content);
		out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
	}

	private static void end(OutputStream out) throws IOException {
		out.write(new byte[2 * BLOCK]);
	}

	/* POSIX ustar: name, mode, owner, group, size, time, checksum, type, "ustar". */
	private static void header(OutputStream out, String name, int mode, long size, char type) throws IOException {
		byte[] text = name.getBytes(StandardCharsets.UTF_8);
		if (text.length > 100) {
			throw new IOException("the path " + name + " is longer than 100 bytes");
		}
		ByteBuffer header = ByteBuffer.allocate(BLOCK);
		header.put(0, text);
		octal(header, 100, 8, mode);
		octal(header, 108, 8, 0);
		octal(header, 116, 8, 0);
		octal(header, 124, 12, size);
		octal(header, 136, 12, MODIFIED_SECONDS);
		header.put(148, "        ".getBytes(StandardCharsets.US_ASCII));
		header.put(156, (byte) type);
		header.put(257, "ustar\00000".getBytes(StandardCharsets.US_ASCII));
		int sum = 0;
		for (byte each : header.array()) {
			sum += Byte.toUnsignedInt(each);
		}
		octal(header, 148, 7, sum);
		out.write(header.array());
	}

	private static void octal(ByteBuffer header, int at, int width, long value) {
		String digits = Long.toOctalString(value);
		header.put(at, ("0".repeat(width - 1 - digits.length()) + digits + "\0").getBytes(StandardCharsets.US_ASCII));
	}

	private static String sha256(byte[] bytes) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException("every Java has SHA-256", e);
		}
	}
}
