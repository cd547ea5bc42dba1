package org.cortexbrain.ui.internal.start;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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
	 * Starts the agent and waits until it answers. It ends with this process.
	 *
	 * @throws IOException with the agent's last words if it ended, or did not answer in time
	 */
	public Process start(Path program) throws IOException, InterruptedException {
		Path log = Files.createTempFile("cortexbrain-agent", ".log");
		var builder = new ProcessBuilder(program.toString(), "--listen", listen());
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "end the agent"));
		long deadline = System.nanoTime() + START.toNanos();
		try {
			while (System.nanoTime() < deadline) {
				if (answers()) {
					return process;
				}
				if (!process.isAlive()) {
					throw new IOException("The agent ended: " + Files.readString(log).strip());
				}
				Thread.sleep(PAUSE);
			}
			throw new IOException("The agent did not answer within " + START.toSeconds() + " s; see " + log);
		} catch (IOException | InterruptedException e) {
			process.destroy();
			throw e;
		}
	}
}
