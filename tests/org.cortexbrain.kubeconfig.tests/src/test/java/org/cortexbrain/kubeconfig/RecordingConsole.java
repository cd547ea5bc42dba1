package org.cortexbrain.kubeconfig;

import static org.junit.Assert.fail;

import java.time.Duration;
import java.time.Instant;

/** A console that keeps what it is shown, and gives the input that a test wants. */
final class RecordingConsole implements PluginConsole {
	private static final Duration PATIENCE = Duration.ofSeconds(30);
	private final StringBuilder shown = new StringBuilder();
	private final Input input;

	RecordingConsole(Input input) {
		this.input = input;
	}

	@Override
	public synchronized void show(ExecPlugin plugin, String text) {
		shown.append(text);
		notifyAll();
	}

	@Override
	public Input input(ExecPlugin plugin) {
		return input;
	}

	synchronized String shown() {
		return shown.toString();
	}

	/** Waits until the text has been shown. */
	synchronized void await(String text) throws InterruptedException {
		Instant end = Instant.now().plus(PATIENCE);
		while (shown.indexOf(text) < 0) {
			long left = Duration.between(Instant.now(), end).toMillis();
			if (left <= 0) {
				fail("\"" + text + "\" is not in: " + shown);
			}
			wait(left);
		}
	}
}
