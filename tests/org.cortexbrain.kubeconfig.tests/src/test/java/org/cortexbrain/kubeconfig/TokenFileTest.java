package org.cortexbrain.kubeconfig;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TokenFileTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
	private Path file;
	private TokenFile token;

	@Before
	public void create() {
		file = folder.getRoot().toPath().resolve("token");
		token = new TokenFile(file, new Place.InText("config", 3, 4), now::get);
	}

	@Test
	public void keepsATokenForAMinute() throws Exception {
		Files.writeString(file, "first\n");
		assertEquals("first", token.current().reveal());
		Files.writeString(file, "second\n");
		now.set(now.get().plus(TokenFile.FRESH).minusNanos(1));
		assertEquals("first", token.current().reveal());
	}

	@Test
	public void readsARotatedTokenAfterAMinute() throws Exception {
		Files.writeString(file, "first\n");
		token.current();
		Files.writeString(file, "second\n");
		now.set(now.get().plus(TokenFile.FRESH));
		assertEquals("second", token.current().reveal());
	}

	@Test
	public void readsARotatedTokenAtOnceWhenAskedTo() throws Exception {
		Files.writeString(file, "first\n");
		token.current();
		Files.writeString(file, "second\n");
		assertEquals("second", token.reload().reveal());
		assertEquals("second", token.current().reveal());
	}

	@Test
	public void keepsTheLastTokenWhileTheFileIsGone() throws Exception {
		Files.writeString(file, "first\n");
		token.current();
		Files.delete(file);
		now.set(now.get().plus(TokenFile.FRESH));
		assertEquals("first", token.current().reveal());
		assertThrows(CredentialException.class, token::reload);
	}

	@Test
	public void namesThePlaceOfAFileThatNeverWas() {
		Problem problem = assertThrows(CredentialException.class, token::current).problem();
		assertEquals("config:3:4", problem.place().toString());
		assertTrue(problem.what(), problem.what().contains(file.toString()));
	}

	@Test
	public void refusesAnEmptyFile() throws Exception {
		Files.writeString(file, " \n");
		assertTrue(assertThrows(CredentialException.class, token::current).problem().what().endsWith("is empty"));
	}
}
