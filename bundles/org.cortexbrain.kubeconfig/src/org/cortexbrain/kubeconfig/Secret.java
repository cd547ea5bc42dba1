package org.cortexbrain.kubeconfig;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A token, a password or a private key: something that no message, log or record may show. Only {@link #reveal} gives it out, to the
 * code that sends it.
 */
public final class Secret {
	private final String content;

	public Secret(String content) {
		this.content = Objects.requireNonNull(content);
	}

	/** The secret itself. Never put it into an exception or a message. */
	public String reveal() {
		return content;
	}

	public boolean isEmpty() {
		return content.isEmpty();
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
	}

	/** The same for all, since a hash is a part of what it is made from. */
	@Override
	public int hashCode() {
		return Secret.class.hashCode();
	}

	@Override
	public String toString() {
		return content.isEmpty() ? "(empty)" : "(secret)";
	}

	private byte[] bytes() {
		return content.getBytes(StandardCharsets.UTF_8);
	}
}
