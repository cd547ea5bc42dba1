package org.cortexbrain.agent.image;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an ELF file (64 bit, little endian) says that it needs to run. Read from the file itself, not by {@code ldd}, so that files for another
 * processor can be read, too. The layout is that of the System V ABI, chapters 4 and 5.
 *
 * @param machine the processor, {@code e_machine}
 * @param needed the names of the libraries that are loaded with it, {@code DT_NEEDED}
 * @param interpreter the path of its loader, {@code PT_INTERP}; a library has none
 */
record ElfFile(int machine, List<String> needed, Optional<String> interpreter) {
	private static final int MAGIC = 0x464c457f;
	private static final int PT_LOAD = 1;
	private static final int PT_DYNAMIC = 2;
	private static final int PT_INTERP = 3;
	private static final long DT_NULL = 0;
	private static final long DT_NEEDED = 1;
	private static final long DT_STRTAB = 5;

	/** A part of the file and where it is in memory. */
	private record Segment(int type, int offset, long address, int size) {
	}

	/** Whether the file begins as ELF files do. */
	static boolean isElf(Path file) throws IOException {
		try (var in = Files.newInputStream(file)) {
			byte[] head = in.readNBytes(4);
			return head.length == 4 && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt() == MAGIC;
		}
	}

	/** @throws IOException if the file cannot be read, or is no such ELF file */
	static ElfFile read(Path file) throws IOException {
		ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
		try {
			if (bytes.getInt(0) != MAGIC || bytes.get(4) != 2 || bytes.get(5) != 1) {
				throw new IOException(file + " is no ELF file of 64 bits, little endian");
			}
			List<Segment> segments = segments(bytes);
			Optional<String> interpreter = segments.stream().filter(each -> each.type == PT_INTERP).findFirst()
					.map(each -> text(bytes, each.offset));
			return new ElfFile(Short.toUnsignedInt(bytes.getShort(18)), needed(bytes, segments), interpreter);
		} catch (IndexOutOfBoundsException | BufferUnderflowException e) {
			throw new IOException(file + " is a damaged ELF file", e);
		}
	}

	private static List<Segment> segments(ByteBuffer bytes) {
		int at = Math.toIntExact(bytes.getLong(32));
		int size = Short.toUnsignedInt(bytes.getShort(54));
		List<Segment> segments = new ArrayList<>();
		for (int i = 0; i < Short.toUnsignedInt(bytes.getShort(56)); i++, at += size) {
			segments.add(new Segment(bytes.getInt(at), Math.toIntExact(bytes.getLong(at + 8)), bytes.getLong(at + 16),
					Math.toIntExact(bytes.getLong(at + 32))));
		}
		return segments;
	}

	private static List<String> needed(ByteBuffer bytes, List<Segment> segments) {
		Optional<Segment> dynamic = segments.stream().filter(each -> each.type == PT_DYNAMIC).findFirst();
		if (dynamic.isEmpty()) {
			return List.of();
		}
		List<Long> names = new ArrayList<>();
		long table = 0;
		for (int at = dynamic.get().offset; at < dynamic.get().offset + dynamic.get().size && bytes.getLong(at) != DT_NULL; at += 16) {
			if (bytes.getLong(at) == DT_NEEDED) {
				names.add(bytes.getLong(at + 8));
			} else if (bytes.getLong(at) == DT_STRTAB) {
				table = bytes.getLong(at + 8);
			}
		}
		int strings = offset(table, segments);
		return names.stream().map(name -> text(bytes, strings + Math.toIntExact(name))).toList();
	}

	/* DT_STRTAB is an address in memory. */
	private static int offset(long address, List<Segment> segments) {
		for (Segment each : segments) {
			if (each.type == PT_LOAD && address >= each.address && address < each.address + each.size) {
				return Math.toIntExact(each.offset + address - each.address);
			}
		}
		throw new IndexOutOfBoundsException("no segment holds the address " + address);
	}

	private static String text(ByteBuffer bytes, int at) {
		int end = at;
		while (bytes.get(end) != 0) {
			end++;
		}
		return new String(bytes.array(), at, end - at, StandardCharsets.UTF_8);
	}
}
