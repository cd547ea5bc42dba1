package org.cortexbrain.kubeconfig.internal.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest of several files' contents and of which of them cannot be read, so that a file written with the same content is no change. */
final class Fingerprint {
	private Fingerprint() {
	}

	static String of(Iterable<Path> files) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			for (Path file : files) {
				try {
					digest.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
				} catch (IOException unreadable) {
					digest.update(unreadable.getClass().getName().getBytes(StandardCharsets.UTF_8));
				}
			}
			return HexFormat.of().formatHex(digest.digest());
		} catch (NoSuchAlgorithmException impossible) {
			throw new IllegalStateException("every Java has SHA-256", impossible);
		}
	}
}
