package org.cortexbrain.kubeconfig;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public final class LoginEnvironmentTest {
	private static final String OWN = "/usr/bin:/bin";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	@Rule
	public final Timeout timeout = new Timeout(2, TimeUnit.MINUTES);

	@Test
	public void takesThePathOfTheLoginShell() throws Exception {
		LoginEnvironment environment = environment(shell("echo Welcome back", "PATH=/opt/tools:$PATH", "export PATH", "eval \"$2\"", "echo Bye"),
				Duration.ofMinutes(1));
		assertEquals("/opt/tools:" + OWN, environment.get().get("PATH"));
		assertEquals("kept", environment.get().get("OTHER"));
		assertEquals(Optional.empty(), environment.trouble());
	}

	@Test
	public void startsTheShellAsForATerminal() throws Exception {
		Path arguments = folder.getRoot().toPath().resolve("arguments");
		environment(shell("printf %s \"$1\" > " + arguments, "eval \"$2\""), Duration.ofMinutes(1)).get();
		assertEquals("-lic", Files.readString(arguments));
	}

	@Test
	public void asksTheShellOnce() throws Exception {
		Path count = folder.getRoot().toPath().resolve("count");
		LoginEnvironment environment = environment(shell("echo asked >> " + count, "eval \"$2\""), Duration.ofMinutes(1));
		environment.get();
		environment.get();
		assertEquals(1, Files.readAllLines(count).size());
	}

	@Test
	public void realShellsAnswer() {
		LoginEnvironment environment = environment(Path.of("/bin/bash"), Duration.ofMinutes(1));
		assertTrue(environment.get().get("PATH").contains("/bin"));
		assertEquals(Optional.empty(), environment.trouble());
	}

	@Test
	public void keepsItsOwnPathWhenTheShellHangs() throws Exception {
		LoginEnvironment environment = environment(shell("sleep 1000"), Duration.ofSeconds(1));
		assertEquals(OWN, environment.get().get("PATH"));
		assertTrue(environment.trouble().orElseThrow().what().contains("no answer within 1 s"));
	}

	@Test
	public void keepsItsOwnPathWhenTheShellFails() throws Exception {
		LoginEnvironment environment = environment(shell("exit 4"), Duration.ofMinutes(1));
		assertEquals(OWN, environment.get().get("PATH"));
		assertTrue(environment.trouble().orElseThrow().what().contains("ended with 4"));
	}

	@Test
	public void keepsItsOwnPathWhenThereIsNoShell() {
		LoginEnvironment environment = environment(Path.of("/no/such/shell"), Duration.ofMinutes(1));
		assertEquals(OWN, environment.get().get("PATH"));
		assertTrue(environment.trouble().isPresent());
	}

	private LoginEnvironment environment(Path shell, Duration limit) {
		return new LoginEnvironment(
				new HashMap<>(Map.of("PATH", OWN, "SHELL", shell.toString(), "OTHER", "kept", "HOME", folder.getRoot().toString())), limit);
	}

	private Path shell(String... lines) throws IOException {
		Path program = folder.newFolder().toPath().resolve("shell");
		Files.writeString(program, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		return program;
	}
}
