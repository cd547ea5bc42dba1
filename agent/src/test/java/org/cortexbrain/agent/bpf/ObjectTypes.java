package org.cortexbrain.agent.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What an eBPF object file says of its own C types, read from its section {@code .BTF}: a witness of the layouts in Java that is the
 * compiler's. The format is that of {@code Documentation/bpf/btf.rst}; only what the shared headers use is understood.
 */
public final class ObjectTypes {
	/**
	 * @param name of the field
	 * @param offset in bytes
	 * @param size in bytes
	 */
	public record Member(String name, long offset, long size) {
	}

	private record Type(int position, String name, int kind, int length, int sizeOrType) {
	}

	private static final int MAGIC = 0xeb9f;
	private static final int INT = 1;
	private static final int ARRAY = 3;
	private static final int STRUCT = 4;
	private static final int UNION = 5;
	private static final int ENUM = 6;
	private static final int TYPEDEF = 8;
	private static final int FUNCTION_PARAMETERS = 13;
	private static final int VARIABLE = 14;
	private static final int SECTION = 15;
	private static final int DECLARATION_TAG = 17;
	private static final int ENUM64 = 19;

	private final ByteBuffer btf;
	private final int strings;
	private final List<Type> types = new ArrayList<>();

	/** @param elf an object file of 64 bits, little endian */
	public ObjectTypes(byte[] elf) {
		btf = section(ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN), ".BTF");
		if (Short.toUnsignedInt(btf.getShort(0)) != MAGIC) {
			throw new IllegalArgumentException("the section .BTF has no BTF in it");
		}
		int header = btf.getInt(4);
		int begin = header + btf.getInt(8);
		int end = begin + btf.getInt(12);
		strings = header + btf.getInt(16);
		types.add(new Type(0, "void", 0, 0, 0));
		for (int at = begin; at < end;) {
			int flags = btf.getInt(at + 4);
			var type = new Type(at, text(btf, strings + btf.getInt(at)), flags >> 24 & 0x1f, flags & 0xffff, btf.getInt(at + 8));
			types.add(type);
			at += 12 + rest(type);
		}
	}

	private static int rest(Type type) {
		return switch (type.kind) {
		case INT, VARIABLE, DECLARATION_TAG -> 4;
		case ARRAY -> 12;
		case STRUCT, UNION, SECTION, ENUM64 -> 12 * type.length;
		case ENUM, FUNCTION_PARAMETERS -> 8 * type.length;
		default -> 0;
		};
	}

	private static ByteBuffer section(ByteBuffer elf, String name) {
		long headers = elf.getLong(0x28);
		int size = elf.getShort(0x3a);
		int count = elf.getShort(0x3c);
		int names = (int) elf.getLong((int) headers + size * elf.getShort(0x3e) + 0x18);
		for (int i = 0; i < count; i++) {
			int header = (int) headers + size * i;
			if (text(elf, names + elf.getInt(header)).equals(name)) {
				return elf.slice((int) elf.getLong(header + 0x18), (int) elf.getLong(header + 0x20)).order(ByteOrder.LITTLE_ENDIAN);
			}
		}
		throw new NoSuchElementException("the object file has no section " + name);
	}

	private static String text(ByteBuffer from, int at) {
		int end = at;
		while (from.get(end) != 0) {
			end++;
		}
		byte[] bytes = new byte[end - at];
		from.get(at, bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

	/** The fields of a struct, in their order. */
	public List<Member> members(String struct) {
		Type type = named(struct, STRUCT);
		List<Member> members = new ArrayList<>();
		for (int i = 0; i < type.length; i++) {
			int at = type.position + 12 + 12 * i;
			members.add(new Member(text(btf, strings + btf.getInt(at)), btf.getInt(at + 8) / 8, size(btf.getInt(at + 4))));
		}
		return members;
	}

	/** The size of a struct, in bytes. */
	public long sizeOf(String struct) {
		return named(struct, STRUCT).sizeOrType;
	}

	/** The values of an enum by their names, in their order. */
	public Map<String, Integer> values(String enumeration) {
		Type type = named(enumeration, ENUM);
		Map<String, Integer> values = new LinkedHashMap<>();
		for (int i = 0; i < type.length; i++) {
			int at = type.position + 12 + 8 * i;
			values.put(text(btf, strings + btf.getInt(at)), btf.getInt(at + 4));
		}
		return values;
	}

	private long size(int id) {
		Type type = types.get(id);
		return switch (type.kind) {
		case INT, STRUCT, UNION, ENUM -> type.sizeOrType;
		case TYPEDEF -> size(type.sizeOrType);
		case ARRAY -> size(btf.getInt(type.position + 12)) * btf.getInt(type.position + 20);
		default -> throw new IllegalArgumentException("a field of kind " + type.kind + " is not expected in a shared struct");
		};
	}

	private Type named(String name, int kind) {
		return types.stream().filter(type -> type.kind == kind && type.name.equals(name)).findFirst()
				.orElseThrow(() -> new NoSuchElementException("the object file does not describe " + name));
	}
}
