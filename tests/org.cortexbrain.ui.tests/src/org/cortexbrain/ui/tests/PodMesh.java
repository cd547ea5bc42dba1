package org.cortexbrain.ui.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.protocol.Versions;
import org.cortexbrain.telemetry.RecordingWriter;

/**
 * A mesh as large as a real one: 2,000 pods of no controller's in 40 namespaces on 20 nodes, each with an edge, and 8,000 edges, of which three of four and more stay in their namespace and one of a
 * hundred is refused. From one seed, the same at every run. In each second the counters of every tenth edge go on.
 */
final class PodMesh {
	static final int PODS = 2_000;
	static final int NAMESPACES = 40;
	static final int NODES = 20;
	static final int EDGES = 8_000;

	private static final long SEED = 42;
	private static final int TURNS = 10;
	private static final int OF_A_HUNDRED = 100;
	private static final int PORT = 8080;
	private static final long NETWORK = 4026531840L;
	private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

	private record Pair(int client, int server) {
	}

	private final List<Pair> edges;

	private PodMesh() {
		var random = new Random(SEED);
		Set<Pair> pairs = new LinkedHashSet<>();
		/* Only a pod that has an edge is seen in the topology. */
		for (int pod = 0; pod < PODS; pod++) {
			pairs.add(new Pair(pod, (pod + NAMESPACES) % PODS));
		}
		while (pairs.size() < EDGES) {
			int client = random.nextInt(PODS);
			int server = random.nextInt(4) == 0 ? random.nextInt(PODS) : client % NAMESPACES + NAMESPACES * random.nextInt(PODS / NAMESPACES);
			if (client != server) {
				pairs.add(new Pair(client, server));
			}
		}
		edges = List.copyOf(pairs);
	}

	/** The name of a pod, from 0. No controller names pods so: each stands for itself in the topology. */
	static String name(int pod) {
		return "service" + pod;
	}

	/** Writes a recording of so many seconds: less than 1 MB for half a minute. */
	static Path record(Path file, int seconds) {
		var mesh = new PodMesh();
		try (var writer = RecordingWriter.create(file, true)) {
			for (int node = 0; node < NODES; node++) {
				writer.hello(node(node), description(node));
			}
			for (int second = 1; second <= seconds; second++) {
				for (int node = 0; node < NODES; node++) {
					writer.sample(node(node), mesh.sample(node, second));
				}
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return file;
	}

	private static String node(int node) {
		return "worker-" + node;
	}

	private static NodeDescription description(int node) {
		return new NodeDescription(Versions.SPOKEN, "0.1.0", node(node), node(node) + "-1", START,
				new NodeDescription.Kernel("6.12.0", "x86_64", true, NodeDescription.Cgroups.V2),
				List.of(new NodeDescription.Program("tcp_state", "tp_btf/inet_sock_set_state", NodeDescription.State.ATTACHED, Optional.empty(), "all connections")),
				List.of(new NodeDescription.Table("flows", 16384, 10)));
	}

	private Sample sample(int node, int second) {
		boolean complete = second == 1;
		List<Party> parties = new ArrayList<>();
		for (int pod = node; complete && pod < PODS; pod += NODES) {
			parties.add(new Party(1_000 + pod, new Endpoint.Pod("namespace-" + pod % NAMESPACES, name(pod), "uid-" + pod), Optional.empty(), true));
		}
		List<Flow> flows = new ArrayList<>();
		for (int i = 0; i < edges.size(); i++) {
			if (complete || i % TURNS == second % TURNS) {
				Pair edge = edges.get(i);
				boolean refused = i % OF_A_HUNDRED == 0;
				if (edge.client % NODES == node) {
					flows.add(flow(edge.client, Role.CLIENT, edge.server, counters(second, refused)));
				}
				if (edge.server % NODES == node && !refused) {
					flows.add(flow(edge.server, Role.SERVER, edge.client, counters(second, false)));
				}
			}
		}
		return new Sample(node(node) + "-1", second - 1, START.plusSeconds(second), Duration.ofSeconds(second), complete, parties, flows, List.of(), List.of());
	}

	private static Flow flow(int local, Role role, int remote, Counters counters) {
		return new Flow(new FlowKey(1_000 + local, NETWORK, role, address(local), Optional.of(address(remote)), PORT), counters);
	}

	private static InetAddress address(int pod) {
		return InetAddress.ofLiteral("10.1." + pod / 200 + "." + (1 + pod % 200));
	}

	private static Counters counters(long second, boolean refused) {
		long opened = refused ? 0 : 12 * second;
		var failures = refused ? new Failures(3 * second, 0, 0, 0, 0, 0) : Failures.NONE;
		return new Counters(opened, opened, 0, failures, 1_000 * opened, 4_000 * opened, 0, 0, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY);
	}
}
