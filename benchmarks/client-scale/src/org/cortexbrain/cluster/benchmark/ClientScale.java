package org.cortexbrain.cluster.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.ClusterWatch;
import org.cortexbrain.cluster.WatchState;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.telemetry.Telemetry;

import com.sun.management.OperatingSystemMXBean;

import okhttp3.Request;
import okhttp3.Response;

/**
 * What it costs the client to know who is who in a large cluster. The anchor is reading the list of all pods in one request and throwing it
 * away, by the same HTTP client on the same connection.
 */
final class ClientScale {
	private static final Duration IDLE = Duration.ofSeconds(60);
	private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private ClientScale() {
	}

	/** Takes a kubeconfig and a context. */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		long began = System.nanoTime();
		try (ClusterConnection connection = Cluster.connect(Path.of(arguments[0]), arguments[1])) {
			var book = new AddressBook("scale");
			var first = new CountDownLatch(1);
			Map<Kind, Long> liveAfter = new EnumMap<>(Kind.class);
			try (var watch = new ClusterWatch(connection, book)) {
				watch.onState(states -> {
					synchronized (liveAfter) {
						states.forEach((kind, state) -> {
							if (state instanceof WatchState.Live) {
								liveAfter.putIfAbsent(kind, System.nanoTime() - began);
							}
						});
						if (liveAfter.size() == Kind.values().length) {
							first.countDown();
						}
					}
				});
				if (!first.await(5, TimeUnit.MINUTES)) {
					throw new IOException("not all kinds could be watched: " + watch.states());
				}
				System.out.printf("%-52s %,d nodes, %,d pods, %,d services%n", "known", book.count(Kind.NODE), book.count(Kind.POD), book.count(Kind.SERVICE));
				liveAfter.forEach((kind, nanos) -> System.out.printf("  %-50s %,8.2f s%n", kind, nanos / 1e9));
				double all = liveAfter.values().stream().mapToLong(Long::longValue).max().orElseThrow() / 1e9;
				report("first identity: all kinds, after the start of main", all, 5, "s");
				System.out.printf("%-52s %8.2f s%n", "anchor: all pods read and thrown away", anchor(connection));
				checkNames(book);
				report("heap in use after a collection", heap(), 256, "MB");
				System.out.printf("%-52s %8d MB (-Xmx)%n", "heap that it was given", Runtime.getRuntime().maxMemory() >> 20);
				System.out.printf("%-52s %8d%n", "platform threads", ManagementFactory.getThreadMXBean().getThreadCount());
				/* What the start left to compile is done. */
				LockSupport.parkNanos(Duration.ofSeconds(10).toNanos());
				report("CPU when idle, of one core", idle() * 100, 1, "%");
				graph(connection, book);
			}
		}
	}

	private static void report(String what, double is, double goal, String unit) {
		System.out.printf("%-52s %8.2f %-2s  goal %.0f %s: %s%n", what, is, unit, goal, unit, is <= goal ? "met" : "MISSED");
	}

	private static double anchor(ClusterConnection connection) throws IOException {
		long began = System.nanoTime();
		var request = new Request.Builder().url(connection.server().newBuilder().addPathSegments("api/v1/pods").build()).build();
		try (Response response = connection.http().newCall(request).execute(); InputStream body = response.body().byteStream()) {
			long bytes = body.transferTo(OutputStream.nullOutputStream());
			System.out.printf("%-52s %8.1f MB%n", "anchor: size of that list", bytes / 1e6);
		}
		return (System.nanoTime() - began) / 1e9;
	}

	/** A figure of a book that knows nothing is worth nothing: each pod is found by its address, with its deployment. */
	private static void checkNames(AddressBook book) {
		Instant now = Instant.now();
		int right = 0;
		int named = 0;
		long began = System.nanoTime();
		for (var pod : book.pods()) {
			for (var address : pod.addresses()) {
				Optional<Endpoint> found = book.target(address, 80, now);
				right += found.orElse(null) instanceof Endpoint.Pod that && that.uid().equals(pod.uid()) ? 1 : 0;
				named += found.flatMap(book::workload).isPresent() ? 1 : 0;
			}
		}
		System.out.printf("%-52s %,8d of %,d, %,d with a workload; %.1f µs each%n", "pods found by their address", right, book.count(Kind.POD), named,
				(System.nanoTime() - began) / 1e3 / Math.max(1, right));
	}

	/**
	 * The same with a graph: every node's agent tells, and then says each second that nothing has changed. The CPU is that of this process, in which the
	 * agents write as well.
	 */
	private static void graph(ClusterConnection connection, AddressBook book) throws InterruptedException {
		Map<String, InetAddress> services = new HashMap<>();
		connection.kubernetes().services().inAnyNamespace().list().getItems().forEach(service -> services.put(service.getMetadata().getNamespace() + "/"
				+ service.getMetadata().getName(), InetAddress.ofLiteral(service.getSpec().getClusterIP())));
		var agents = new Agents(book, services);
		agents.all().forEach(agent -> agent.write(0));
		try (var telemetry = new Telemetry(); ExecutorService links = Executors.newVirtualThreadPerTaskExecutor()) {
			long began = System.nanoTime();
			for (Agents.Agent agent : agents.all()) {
				telemetry.add(agent, book);
				links.execute(agent::tell);
			}
			while (telemetry.mesh().edges().size() != agents.edges() || joined(telemetry.mesh()) != agents.edges()) {
				if (System.nanoTime() - began > Duration.ofMinutes(1).toNanos()) {
					throw new IllegalStateException("%,d edges and %,d with both sides, of %,d".formatted(telemetry.mesh().edges().size(), joined(telemetry.mesh()),
							agents.edges()));
				}
				LockSupport.parkNanos(10_000_000);
			}
			System.out.printf("%n%-52s %,d agents, %,d edges to services, each with both sides%n", "graph", agents.all().size(), agents.edges());
			report("first graph, after the first identity", (System.nanoTime() - began) / 1e9, 5, "s");
			report("heap in use after a collection", heap(), 256, "MB");
			var ticking = Thread.ofPlatform().daemon().start(() -> tick(agents.all()));
			/* Twelve thousand samples later all is compiled that will be. */
			LockSupport.parkNanos(Duration.ofSeconds(60).toNanos());
			report("CPU when idle, of one core", idle() * 100, 1, "%");
			ticking.interrupt();
			ticking.join();
		}
	}

	private static long joined(Mesh mesh) {
		return mesh.edges().stream().filter(edge -> edge.client().isPresent() && edge.server().isPresent()).count();
	}

	/** Each agent once a second, not all at once. */
	private static void tick(List<Agents.Agent> agents) {
		while (!Thread.interrupted()) {
			for (Agents.Agent agent : agents) {
				agent.write(0);
				agent.tell();
				LockSupport.parkNanos(1_000_000_000 / agents.size());
			}
		}
	}

	private static double heap() {
		double least = Double.MAX_VALUE;
		for (int i = 0; i < 3; i++) {
			System.gc();
			LockSupport.parkNanos(200_000_000);
			least = Math.min(least, (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6);
		}
		return least;
	}

	private static double idle() {
		long cpu = SYSTEM.getProcessCpuTime();
		long began = System.nanoTime();
		LockSupport.parkNanos(IDLE.toNanos());
		return (double) (SYSTEM.getProcessCpuTime() - cpu) / (System.nanoTime() - began);
	}
}
