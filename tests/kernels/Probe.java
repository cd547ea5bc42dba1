package org.cortexbrain.kernels;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is asked of each kernel: does the real agent start, say what it could attach, and end; is what it counts what was sent.
 * Prints {@code ok} and {@code not ok} lines for {@code run}, and the agent's own description of the node for {@code KernelPage}.
 */
public final class Probe {
	/** Generous: software emulation is some ten times slower than a machine. */
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** As many as an emulated machine makes in some ten seconds. */
	private static final String SHORT_CONNECTIONS = "1000";

	private final String java;
	private final String classPath;

	private Probe(String java, String classPath) {
		this.java = java;
		this.classPath = classPath;
	}

	/** Arguments: the java program, and the class path of the agent and of the traffic. */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		System.out.println("@@ probe begins on " + System.getProperty("os.version"));
		new Probe(arguments[0], arguments[1]).agent();
		new Probe(arguments[0], arguments[1]).traffic();
		System.out.println("@@ probe ends");
	}

	private void agent() throws IOException, InterruptedException {
		Path folder = Files.createTempDirectory("cortexbrain-probe");
		Path log = folder.resolve("agent.log");
		int port = freePort();
		Instant started = Instant.now();
		Process agent = new ProcessBuilder(command("org.cortexbrain.agent.Main", List.of("--listen", "127.0.0.1:" + port, "--run-dir", folder.toString())))
				.redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			Answer health = untilAnswered(agent, port);
			check(health.status() == 200, "the agent starts",
					health.status() == 200 ? "answers after " + Duration.between(started, Instant.now()).toMillis() + " ms" : health.text());
			if (health.status() == 200) {
				describeNode(port);
			}
			boolean alive = agent.isAlive();
			agent.destroy();
			boolean ended = agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			// 143: 128 + SIGTERM, what a JVM that ends by that signal in good order gives
			check(alive && ended && (agent.exitValue() == 0 || agent.exitValue() == 143), "SIGTERM ends the agent",
					!alive ? "it had ended before" : ended ? "exit " + agent.exitValue() : "still there after " + PATIENCE.toSeconds() + " s");
		} finally {
			agent.destroyForcibly();
			for (String line : Files.readAllLines(log)) {
				System.out.println("agent: " + line);
			}
			Files.delete(log);
			Files.deleteIfExists(folder.resolve("agent.lock"));
			Files.delete(folder);
		}
	}

	private static void describeNode(int port) throws IOException {
		Answer node = get(port, "/v1/node");
		check(node.status() == 200, "/v1/node answers", "status " + node.status());
		if (node.status() == 200) {
			System.out.println("@@ node begins");
			System.out.println(node.text());
			System.out.println("@@ node ends");
		}
	}

	private void traffic() throws IOException, InterruptedException {
		Process traffic = new ProcessBuilder(command("org.cortexbrain.agent.kernel.ExactCounts", List.of(SHORT_CONNECTIONS))).redirectErrorStream(true).start();
		try (BufferedReader output = new BufferedReader(new InputStreamReader(traffic.getInputStream(), StandardCharsets.UTF_8))) {
			output.lines().forEach(System.out::println);
		} finally {
			traffic.destroyForcibly();
		}
		int exit = traffic.waitFor();
		check(exit == 0, "the traffic program ends well", "exit " + exit);
	}

	private List<String> command(String mainClass, List<String> arguments) {
		List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", classPath, mainClass));
		command.addAll(arguments);
		return command;
	}

	private static Answer untilAnswered(Process agent, int port) throws IOException, InterruptedException {
		Instant deadline = Instant.now().plus(PATIENCE);
		Answer last = new Answer(0, "no answer within " + PATIENCE.toSeconds() + " s");
		while (Instant.now().isBefore(deadline)) {
			try {
				last = get(port, "/v1/healthz");
				if (last.status() == 200) {
					return last;
				}
			} catch (java.net.ConnectException notYet) {
				last = new Answer(0, "nobody listens on port " + port);
			}
			if (agent.waitFor(100, TimeUnit.MILLISECONDS)) {
				return new Answer(0, "it ended with exit " + agent.exitValue());
			}
		}
		return last;
	}

	private record Answer(int status, String text) {
	}

	private static Answer get(int port, String path) throws IOException {
		HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
		connection.setConnectTimeout((int) PATIENCE.toMillis());
		connection.setReadTimeout((int) PATIENCE.toMillis());
		int status = connection.getResponseCode();
		try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
			return new Answer(status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8));
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private static void check(boolean holds, String what, String detail) {
		System.out.println((holds ? "ok " : "not ok ") + what + ": " + detail);
	}
}
