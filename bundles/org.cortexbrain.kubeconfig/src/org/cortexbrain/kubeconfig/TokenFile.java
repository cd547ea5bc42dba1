package org.cortexbrain.kubeconfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

import org.cortexbrain.kubeconfig.internal.FileTrouble;

/**
 * A file that holds a token and is replaced from time to time.
 *
 * <p>Read at most once in {@link #FRESH}, as client-go does (transport/token_source.go): a token is rotated well before it ends, so one
 * that is a minute old still holds. When the file cannot be read the last token stays in use, since the file may be about to be
 * replaced; {@link #reload} after a 401 tells the difference. Safe for use by several threads.
 */
public final class TokenFile {
	/** How long a token is used without looking at the file. */
	public static final Duration FRESH = Duration.ofMinutes(1);

	private final Path file;
	private final Place place;
	private final InstantSource clock;
	private Secret token = new Secret("");
	private Instant readAt = Instant.MIN;

	/** @param place where the kubeconfig names the file */
	public TokenFile(Path file, Place place, InstantSource clock) {
		this.file = Objects.requireNonNull(file);
		this.place = Objects.requireNonNull(place);
		this.clock = Objects.requireNonNull(clock);
	}

	public Path file() {
		return file;
	}

	/**
	 * The token to use now.
	 *
	 * @throws CredentialException if no token has ever been read and the file cannot be read, or is empty
	 */
	public synchronized Secret current() throws CredentialException {
		if (!token.isEmpty() && clock.instant().isBefore(readAt.plus(FRESH))) {
			return token;
		}
		try {
			return reload();
		} catch (CredentialException unreadable) {
			if (token.isEmpty()) {
				throw unreadable;
			}
			return token;
		}
	}

	/**
	 * Reads the file now, as after a 401.
	 *
	 * @throws CredentialException if it cannot be read, or is empty
	 */
	public synchronized Secret reload() throws CredentialException {
		String text;
		try {
			text = Files.readString(file, StandardCharsets.UTF_8).strip();
		} catch (IOException unreadable) {
			throw new CredentialException(FileTrouble.reading(place, file, unreadable));
		}
		if (text.isEmpty()) {
			throw new CredentialException(Problem.error(place, "The token file " + file + " is empty", "Write a token into it"));
		}
		token = new Secret(text);
		readAt = clock.instant();
		return token;
	}

	@Override
	public String toString() {
		return "TokenFile[" + file + "]";
	}
}
