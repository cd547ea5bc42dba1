package org.cortexbrain.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import org.cortexbrain.agent.Main;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageReader;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;

/**
 * The agent as it is started on a node, a process of its own, and what a reader of its stream knows. It is started in the caller's network
 * namespace, and this reader keeps only the flows of the namespaces that it is asked for.
 */
final class RunningAgent implements AutoCloseable {
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Process process;
	private final Thread reader;
	/* Guarded by this. */
	private final Map<FlowKey, Flow> flows = new LinkedHashMap<>();
	private final Map<Long, Party> parties = new HashMap<>();
	private final List<Flow> told = new ArrayList<>();
	private final List<FlowKey> retired = new ArrayList<>();
	private List<Loss> losses = List.of();
	private String epoch = "";
	private String ended = "";

	/**
	 * @param folder where it may write
	 * @param pods its folder of pod logs
	 * @param options more of them
	 */
	RunningAgent(Path folder, Path pods, String... options) throws IOException {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
				"--enable-native-access=ALL-UNNAMED", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), Main.class.getName(), "--run-dir", folder.toString(), "--pods-root", pods.toString(),
				"--node-name", "node"));
		command.addAll(List.of(options));
		if (!command.contains("--listen")) {
			command.addAll(List.of("--listen", "127.0.0.1:0"));
		}
		process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try {
			String line = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
			if (line == null || !line.startsWith("listening on ")) {
				throw new IOException("the agent did not start: " + line);
			}
			URI address = URI.create(line.substring("listening on ".length()));
			/* Connected by this thread: a thread's network namespace is its creator's. */
			var connection = (HttpURLConnection) address.resolve("/v1/stream?interval=1s").toURL().openConnection();
			InputStream stream = connection.getInputStream();
			reader = Thread.ofPlatform().name("reader").start(() -> read(stream));
		} catch (IOException e) {
			process.destroyForcibly();
			throw e;
		}
	}

	private void read(InputStream stream) {
		try (var messages = new MessageReader(stream)) {
			Optional<Message> message;
			while ((message = messages.read()).isPresent()) {
				if (message.get() instanceof Sample sample) {
					take(sample);
				}
			}
			end("the stream has ended");
		} catch (IOException e) {
			end(e.toString());
		}
	}

	private synchronized void end(String why) {
		ended = why;
		notifyAll();
	}

	private synchronized void take(Sample sample) {
		epoch = sample.epoch();
		sample.parties().forEach(party -> parties.put(party.cgroupId(), party));
		sample.flows().forEach(flow -> flows.put(flow.key(), flow));
		told.addAll(sample.flows());
		losses = sample.losses();
		sample.retired().forEach(flows::remove);
		retired.addAll(sample.retired());
		notifyAll();
	}

	/** What names this start of the agent. */
	synchronized String epoch() {
		return epoch;
	}

	/** How much of a kind was lost, by the last word. */
	synchronized long lost(String code) {
		return losses.stream().filter(loss -> loss.code().equals(code)).mapToLong(Loss::count).sum();
	}

	/** The flows that the last samples left, of one side. */
	synchronized List<Flow> flows(Role role, Predicate<FlowKey> which) {
		return flows.values().stream().filter(flow -> flow.key().role() == role && which.test(flow.key())).toList();
	}

	/** Their sum. */
	Counters sum(Role role, Predicate<FlowKey> which) {
		return flows(role, which).stream().map(Flow::counters).reduce(Counters.ZERO, Counters::plus);
	}

	/** Who owns a flow, by the newest word. */
	synchronized Optional<Party> owner(FlowKey key) {
		return Optional.ofNullable(parties.get(key.cgroupId()));
	}

	/** Every word of flows of one side that was ever said, oldest first. */
	synchronized List<Flow> everTold(Role role, Predicate<FlowKey> which) {
		return told.stream().filter(flow -> flow.key().role() == role && which.test(flow.key())).toList();
	}

	/** The flows that the agent has forgotten. */
	synchronized List<FlowKey> retired() {
		return List.copyOf(retired);
	}

	/** Waits until something is so. After a minute it is what it is, for the test's assertions to say what is wrong with it. */
	synchronized void await(BooleanSupplier wanted) throws InterruptedException {
		Instant deadline = Instant.now().plus(PATIENCE);
		while (!wanted.getAsBoolean() && ended.isEmpty()) {
			long left = Duration.between(Instant.now(), deadline).toMillis();
			if (left <= 0) {
				return;
			}
			wait(left);
		}
	}

	/** Ends it as a supervisor does, with SIGTERM. */
	void stop() throws InterruptedException, IOException {
		process.destroy();
		if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
			process.destroyForcibly();
			throw new IOException("the agent did not end on SIGTERM");
		}
		reader.join();
	}

	@Override
	public void close() throws InterruptedException {
		process.destroyForcibly().waitFor();
		reader.join();
	}
}
