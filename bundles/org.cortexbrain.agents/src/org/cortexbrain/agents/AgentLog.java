package org.cortexbrain.agents;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;

/**
 * Follows the log of one agent: the last lines first, then each new one as it comes.
 *
 * <p>Threading: the listener is called on a thread of its own.
 */
public final class AgentLog implements AutoCloseable {
	/** A line is cut here; in characters. */
	static final int LONGEST_LINE = 8192;

	/** Takes what is told. */
	public interface Listener {
		void line(String line);

		/** Nothing more comes. @param why a whole sentence, with what to do */
		void ended(String why);
	}

	private final LogWatch watch;
	private volatile boolean closed;

	private AgentLog(LogWatch watch) {
		this.watch = watch;
	}

	/**
	 * Begins. Blocks until the server has answered.
	 *
	 * @param last how many lines of before are told, at least 1
	 * @throws ClusterFault if the log may not be read
	 */
	public static AgentLog follow(ClusterConnection connection, String namespace, String pod, int last, Listener listener) throws ClusterFault {
		Objects.requireNonNull(listener);
		try {
			AgentLog log = new AgentLog(connection.kubernetes().pods().inNamespace(namespace).withName(pod).tailingLines(last).watchLog());
			Thread.ofVirtual().name("log of " + pod).start(() -> log.read(connection, pod, listener));
			return log;
		} catch (KubernetesClientException failure) {
			throw connection.explain("get the log of the pod " + pod + " in the namespace " + namespace, failure);
		}
	}

	private void read(ClusterConnection connection, String pod, Listener listener) {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(watch.getOutput(), StandardCharsets.UTF_8))) {
			readLines(reader, listener::line);
			if (!closed) {
				listener.ended("The agent's container has ended. Open the log again once it runs.");
			}
		} catch (IOException | KubernetesClientException failure) {
			if (!closed) {
				ClusterFault fault = connection.explain("get the log of the pod " + pod, failure);
				listener.ended(fault.getMessage() + " " + fault.remedy());
			}
		}
	}

	/** Whoever writes a line without an end fills no memory. */
	static void readLines(BufferedReader reader, Consumer<String> lines) throws IOException {
		StringBuilder line = new StringBuilder();
		for (int letter = reader.read(); letter >= 0; letter = reader.read()) {
			if (letter == '\n') {
				lines.accept(line.toString());
				line.setLength(0);
			} else if (line.length() < LONGEST_LINE) {
				line.append((char) letter);
			}
		}
		if (!line.isEmpty()) {
			lines.accept(line.toString());
		}
	}

	@Override
	public void close() {
		closed = true;
		watch.close();
	}
}
