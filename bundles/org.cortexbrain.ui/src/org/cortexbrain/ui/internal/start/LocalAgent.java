package org.cortexbrain.ui.internal.start;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The agent of this machine: whether it answers, and how it is started. Blocks: not for the UI thread. */
public final class LocalAgent {
	private static final int TIMEOUT_MILLIS = 2000;
	private static final Duration START = Duration.ofSeconds(20);
	private static final Duration PAUSE = Duration.ofMillis(200);

	private final URI address;

	public LocalAgent(URI address) {
		this.address = address;
	}

	public boolean answers() {
		try {
			var connection = (HttpURLConnection) address.resolve("/v1/healthz").toURL().openConnection();
			connection.setConnectTimeout(TIMEOUT_MILLIS);
			connection.setReadTimeout(TIMEOUT_MILLIS);
			try {
				return connection.getResponseCode() > 0;
			} finally {
				connection.disconnect();
			}
		} catch (IOException e) {
			/* That it does not answer is the answer. */
			return false;
		}
	}

	/** The agent's program, as the system property {@code cortexbrain.agent} or the checkout tell. */
	public static Optional<Path> program() {
		String named = System.getProperty("cortexbrain.agent");
		String home = System.getProperty("cortexbrain.home");
		Path path = named != null ? Path.of(named) : home != null ? Path.of(home, "agent/target/agent/cortexbrain-agent") : null;
		return Optional.ofNullable(path).filter(Files::isExecutable);
	}

	/** The command that starts the agent, for a person to run with the rights that it needs. */
	public String command() {
		return program().map(path -> "sudo " + (path.toString().indexOf(' ') < 0 ? path : "'" + path + "'") + " --listen " + listen())
				.orElse("sudo ./cortexbrain agent --listen " + listen());
	}

	private String listen() {
		return address.getHost() + ":" + address.getPort();
	}

	/** Whether this process may load eBPF programs. */
	public static boolean isRoot() {
		try {
			return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
		} catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
			/* No Linux: no agent here. */
			return false;
		}
	}

	/**
	 * Starts the agent and waits until it answers. It ends with this process, however that ends.
	 *
	 * @param cancelled asked while it is waited for
	 * @param died called on another thread with the agent's last words should it end later, other than at this desktop's wish
	 * @throws IOException with the agent's last words if it ended, or did not answer in time
	 */
	public void start(Path program, BooleanSupplier cancelled, Consumer<String> died) throws IOException, InterruptedException {
		Path log = Files.createTempFile("cortexbrain-agent", ".log");
		var builder = new ProcessBuilder(program.toString(), "--listen", listen(), "--end-with", Long.toString(ProcessHandle.current().pid()));
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		boolean answered = false;
		try {
			waitForAnswer(process, log, cancelled);
			answered = true;
		} finally {
			if (!answered) {
				process.destroy();
				Files.deleteIfExists(log);
			}
		}
		process.onExit().thenAccept(ended -> died.accept("The agent that this desktop had started ended with " + ended.exitValue() + ": " + take(log)));
	}

	private void waitForAnswer(Process process, Path log, BooleanSupplier cancelled) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + START.toNanos();
		while (!answers()) {
			if (!process.isAlive()) {
				throw new IOException("The agent ended with " + process.exitValue() + ". " + words(Files.readString(log)));
			}
			if (cancelled.getAsBoolean()) {
				throw new InterruptedException("cancelled");
			}
			if (System.nanoTime() - deadline > 0) {
				throw new IOException("The agent did not answer within " + START.toSeconds() + " s. " + words(Files.readString(log)));
			}
			Thread.sleep(PAUSE);
		}
	}

	private static String words(String log) {
		return log.isBlank() ? "It said nothing." : log.strip();
	}

	private static String take(Path log) {
		try {
			String words = words(Files.readString(log));
			Files.delete(log);
			return words;
		} catch (IOException e) {
			return "its last words cannot be read: " + e;
		}
	}
}
