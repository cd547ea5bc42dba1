package org.cortexbrain.graph.internal.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A block of fixed codes of RFC 1951, and an empty one after it that ends at a byte's edge, so that anything may follow. */
final class Deflation {
	private static final int MOST_REPEATED = 258;
	private static final int LEAST_REPEATED = 3;
	/** How many bits of which value stand for each literal, and for zeros repeated so many times: the value, above it the count. */
	private static final long[] LITERALS = new long[256];
	private static final long[] REPETITIONS = new long[MOST_REPEATED + 1];
	private static final int COUNT_SHIFT = 32;
	private static final long BITS = 0xffffffffL;
	private static final VarHandle FOUR_BYTES = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	static {
		for (int literal = 0; literal < LITERALS.length; literal++) {
			LITERALS[literal] = code(literal);
		}
		/* RFC 1951, 3.2.5: symbols 257 to 264 are 3 to 10; then four symbols each for one more extra bit; 285 is 258. */
		for (int length = LEAST_REPEATED; length < MOST_REPEATED; length++) {
			int from = length - LEAST_REPEATED;
			int extra = Math.max(0, 29 - Integer.numberOfLeadingZeros(Math.max(1, from)));
			int symbol = 257 + (extra << 2) + (from >> extra);
			REPETITIONS[length] = repetition(symbol, from & (1 << extra) - 1, extra);
		}
		REPETITIONS[MOST_REPEATED] = repetition(285, 0, 0);
	}

	private byte[] bytes = new byte[1 << 16];
	private int length;
	private long held;
	private int heldBits;

	Deflation() {
		/* Not the last block; fixed codes. */
		put(0b010, 3);
	}

	/* RFC 1951, 3.2.6; codes are sent from their highest bit on, all else from the lowest. */
	private static long code(int symbol) {
		int bits = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
		int code = symbol < 144 ? 0x30 + symbol : symbol < 256 ? 0x190 + symbol - 144 : symbol < 280 ? symbol - 256 : 0xc0 + symbol - 280;
		return (long) bits << COUNT_SHIFT | Integer.reverse(code) >>> 32 - bits;
	}

	/* A length with its extra bits, and the distance 1: five bits of zero. */
	private static long repetition(int symbol, int rest, int extra) {
		long code = code(symbol);
		long bits = code >> COUNT_SHIFT;
		return bits + extra + 5 << COUNT_SHIFT | code & BITS | (long) rest << bits;
	}

	/* At most 32 bits. */
	private void put(long value, int bits) {
		held |= value << heldBits;
		heldBits += bits;
		if (heldBits >= Integer.SIZE) {
			room();
			FOUR_BYTES.set(bytes, length, (int) held);
			length += Integer.BYTES;
			held >>>= Integer.SIZE;
			heldBits -= Integer.SIZE;
		}
	}

	private void room() {
		if (length + Integer.BYTES > bytes.length) {
			bytes = Arrays.copyOf(bytes, 2 * bytes.length);
		}
	}

	private void put(long code) {
		put(code & BITS, (int) (code >> COUNT_SHIFT));
	}

	void literal(byte value) {
		put(LITERALS[value & 0xff]);
	}

	/** Three bytes: a pixel. */
	void literals(byte red, byte green, byte blue) {
		long first = LITERALS[red & 0xff];
		long second = LITERALS[green & 0xff];
		long third = LITERALS[blue & 0xff];
		int one = (int) (first >> COUNT_SHIFT);
		int two = one + (int) (second >> COUNT_SHIFT);
		put(first & BITS | (second & BITS) << one | (third & BITS) << two, two + (int) (third >> COUNT_SHIFT));
	}

	/** So many zeros. */
	void zeros(int count) {
		literal((byte) 0);
		int left = count - 1;
		while (left >= LEAST_REPEATED) {
			int now = Math.min(left, MOST_REPEATED);
			put(REPETITIONS[now]);
			left -= now;
		}
		for (; left > 0; left--) {
			literal((byte) 0);
		}
	}

	/** Nothing follows in this block. */
	void end() {
		put(code(256));
		/* A stored block of no bytes: three bits of zero, up to the byte's edge, the length and its complement. */
		put(0, 3);
		put(0, -heldBits & Byte.SIZE - 1);
		put(0xffff0000L, 32);
		/* Whole bytes are left. */
		for (; heldBits > 0; heldBits -= Byte.SIZE) {
			room();
			bytes[length++] = (byte) held;
			held >>>= Byte.SIZE;
		}
	}

	/** Of these, so many count as {@link #length} says. */
	byte[] bytes() {
		return bytes;
	}

	int length() {
		return length;
	}
}
