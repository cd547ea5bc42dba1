package org.cortexbrain.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state changes of connections that the kernel handled while it had interrupted a thread of process 1, counted by the kernel's own
 * event buffer, which is no eBPF program.
 *
 * <p>In a sandbox, process 1 may belong to the machine's keeper, and its kernel may start no tracing program at all on top of it: measured
 * on one (Linux 6.18, Firecracker), in ten storms every change that was missed happened there, and every change there was missed. An
 * agent cannot see these, and a test must not blame it for them.
 */
final class HiddenEvents implements AutoCloseable {
	private static final Path TRACING = Path.of("/sys/kernel/tracing");

	private final boolean mounted;
	private final Path instance;

	/** Counts from now on. */
	HiddenEvents() throws IOException, InterruptedException {
		mounted = !Files.exists(TRACING.resolve("instances"));
		if (mounted) {
			run("mount", "-t", "tracefs", "nodev", TRACING.toString());
		}
		instance = Files.createDirectory(TRACING.resolve("instances/cortexbrain-test-" + ProcessHandle.current().pid()));
		try (Stream<Path> threads = Files.list(Path.of("/proc/1/task"))) {
			String ids = threads.map(thread -> thread.getFileName().toString()).collect(Collectors.joining(" "));
			Files.writeString(instance.resolve("set_event_pid"), ids);
		}
		Path event = instance.resolve("events/sock/inet_sock_set_state");
		Files.writeString(event.resolve("filter"), "newstate == 1 || newstate == 7");
		Files.writeString(event.resolve("enable"), "1");
	}

	/** How many openings and ends there were, of all connections with that port at either end. */
	long ofPort(int port) throws IOException {
		List<String> events = Files.readAllLines(instance.resolve("trace"));
		return events.stream().filter(line -> line.contains("port=" + port + " ")).count();
	}

	@Override
	public void close() throws IOException, InterruptedException {
		Files.writeString(instance.resolve("events/sock/inet_sock_set_state/enable"), "0");
		/* A folder of the kernel goes with all that is in it. */
		Files.delete(instance);
		if (mounted) {
			run("umount", TRACING.toString());
		}
	}

	private static void run(String... command) throws IOException, InterruptedException {
		if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
			throw new IOException(String.join(" ", command) + " failed");
		}
	}
}
