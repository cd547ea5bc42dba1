package org.cortexbrain.kubeconfig.internal;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * Private keys from DER. Java reads PKCS#8 alone (RFC 5958); keys of the older forms, PKCS#1 (RFC 8017, A.1.2) and SEC 1 (RFC 5915),
 * which openssl and kubeadm write, are wrapped into it here.
 */
final class PrivateKeys {
	private static final int INTEGER = 0x02;
	private static final int OCTETS = 0x04;
	private static final int OBJECT = 0x06;
	private static final int SEQUENCE = 0x30;
	private static final int CURVE = 0xA0;
	private static final byte[] VERSION_0 = { INTEGER, 1, 0 };
	/** rsaEncryption, 1.2.840.113549.1.1.1, with the NULL that belongs to it. */
	private static final byte[] RSA = { OBJECT, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0 };
	/** ecPublicKey, 1.2.840.10045.2.1; the curve follows it. */
	private static final byte[] EC = { OBJECT, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1 };
	private static final String[] ALGORITHMS = { "RSA", "EC", "Ed25519" };

	private PrivateKeys() {
	}

	/** @param type of the PEM block; what it says is tried first, then the rest, as Go does */
	static PrivateKey read(String type, byte[] der) throws GeneralSecurityException {
		return switch (type) {
		case "RSA PRIVATE KEY" -> pkcs8(wrapped(RSA, der));
		case "EC PRIVATE KEY" -> pkcs8(wrapped(join(EC, curve(der)), der));
		default -> pkcs8(der);
		};
	}

	private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
		PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(der);
		for (String algorithm : ALGORITHMS) {
			try {
				return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
			} catch (InvalidKeySpecException _) {
				// of another algorithm, perhaps: the next one says
				continue;
			}
		}
		throw new InvalidKeySpecException("no key of a known algorithm");
	}

	private static byte[] wrapped(byte[] algorithm, byte[] key) {
		return element(SEQUENCE, join(VERSION_0, element(SEQUENCE, algorithm), element(OCTETS, key)));
	}

	/** The curve's object identifier, with its head: ECPrivateKey ::= SEQUENCE { version, privateKey, [0] parameters, [1] publicKey }. */
	private static byte[] curve(byte[] der) throws GeneralSecurityException {
		Reader reader = new Reader(der, 0, der.length).inside(SEQUENCE);
		while (reader.hasMore()) {
			if (reader.tag() == CURVE) {
				Reader parameters = reader.inside(CURVE);
				return parameters.element();
			}
			reader.element();
		}
		throw new InvalidKeySpecException("no curve");
	}

	/** Walks the elements of a DER value. */
	private static final class Reader {
		private final byte[] der;
		private final int end;
		private int position;

		Reader(byte[] der, int position, int end) {
			this.der = der;
			this.position = position;
			this.end = end;
		}

		boolean hasMore() {
			return position < end;
		}

		int tag() {
			return der[position] & 0xFF;
		}

		Reader inside(int expected) throws InvalidKeySpecException {
			int start = position;
			byte[] element = element();
			if ((element[0] & 0xFF) != expected) {
				throw new InvalidKeySpecException("unexpected element");
			}
			int head = element[1] >= 0 ? 2 : 2 + (element[1] & 0x7F);
			return new Reader(der, start + head, start + element.length);
		}

		/** The next element with its head. */
		byte[] element() throws InvalidKeySpecException {
			int start = position;
			if (end - start < 2) {
				throw new InvalidKeySpecException("cut off");
			}
			int length = der[start + 1];
			int head = 2;
			if (length < 0) {
				int count = length & 0x7F;
				if (count == 0 || count > 3 || end - start < 2 + count) {
					throw new InvalidKeySpecException("bad length");
				}
				length = 0;
				for (int i = 0; i < count; i++) {
					length = length << 8 | der[start + 2 + i] & 0xFF;
				}
				head += count;
			}
			if (end - start < head + length) {
				throw new InvalidKeySpecException("cut off");
			}
			position = start + head + length;
			return Arrays.copyOfRange(der, start, position);
		}
	}

	private static byte[] element(int tag, byte[] content) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 5);
		out.write(tag);
		if (content.length < 0x80) {
			out.write(content.length);
		} else {
			// DER wants the shortest form of a length, and Java checks it
			int bytes = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
			out.write(0x80 | bytes);
			for (int i = bytes - 1; i >= 0; i--) {
				out.write(content.length >> 8 * i);
			}
		}
		out.writeBytes(content);
		return out.toByteArray();
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			out.writeBytes(part);
		}
		return out.toByteArray();
	}
}
