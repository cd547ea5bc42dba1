package org.cortexbrain.connect;

import static org.hamcrest.CoreMatchers.instanceOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.PluginConsole.Input;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PluginConversationTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final PluginConversation conversation = new PluginConversation();
	private final ExecPlugin plugin = Kubeconfigs.plugin("aws", "");

	@Test
	public void nobodyCanAnswerWhileNoWindowListens() {
		assertThat(conversation.input(plugin), instanceOf(Input.Unavailable.class));
	}

	@Test
	public void linesThatAreTypedArriveUntilTheRunIsOver() throws Exception {
		conversation.attach((_, _) -> {
		});
		var input = (Input.Typed) conversation.input(plugin);
		assertTrue(conversation.listens(plugin));
		conversation.answer(plugin, "äa");
		conversation.answer(plugin, "b");
		conversation.ended(plugin);
		assertEquals("äa\nb\n", new String(input.text().readAllBytes(), StandardCharsets.UTF_8));
	}

	@Test
	public void wordsAreKeptUpToALimit() {
		conversation.show(plugin, "first ");
		conversation.show(plugin, "second");
		assertEquals("first second", conversation.words(plugin));
		conversation.show(plugin, "x".repeat(100_000));
		assertEquals(64 * 1024, conversation.words(plugin).length());
	}

	@Test
	public void aRealPluginAsksAndIsAnswered() throws Exception {
		Path script = folder.getRoot().toPath().resolve("ask");
		Files.writeString(script, """
				#!/bin/sh
				printf 'Password: ' >&2
				read -r answer
				echo "{\\"apiVersion\\": \\"client.authentication.k8s.io/v1\\", \\"kind\\": \\"ExecCredential\\", \\"status\\": {\\"token\\": \\"of-$answer\\"}}"
				""");
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
		ExecPlugin asks = Kubeconfigs.plugin(script.toString(), "");
		BlockingQueue<String> said = new LinkedBlockingQueue<>();
		conversation.attach((_, all) -> said.add(all));
		var credentials = new PluginCredentials(System::getenv, conversation, Duration.ofSeconds(30), InstantSource.system());
		var answerer = Thread.ofVirtual().start(() -> {
			try {
				if ("Password: ".equals(said.poll(20, TimeUnit.SECONDS))) {
					conversation.answer(asks, "sesame");
				}
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		assertEquals("of-sesame", credentials.current(asks).token().reveal());
		answerer.join();
	}
}
