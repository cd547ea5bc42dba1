package org.cortexbrain.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageWriter;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.protocol.Versions;
import org.cortexbrain.telemetry.RecordingWriter;

import com.sun.net.httpserver.HttpServer;

/**
 * Two nodes whose agents tell the same each second: a front connects to a cart, the cart to a store that refuses a half, a pod with a
 * terminal's escape in its
 * name to the outside; the second node loses connections.
 */
final class PlayedMesh {
	static final Instant BEGIN = Instant.parse("2026-11-24T08:00:00Z");
	private static final long NETNS = 4026531840L;

	/** One agent. */
	private static final class Node {
		final String name;
		final Map<Long, Party> parties = new LinkedHashMap<>();
		final Map<FlowKey, Counters> each = new LinkedHashMap<>();
		final List<Loss> losses = new ArrayList<>();

		Node(String name) {
			this.name = name;
		}

		Node pod(long cgroup, String namespace, String pod) {
			parties.put(cgroup, new Party(cgroup, new Endpoint.Pod(namespace, pod, "uid-of-" + cgroup), Optional.empty(), true));
			return this;
		}

		Node flow(Role role, long cgroup, String local, String remote, int port, Counters everySecond) {
			each.put(new FlowKey(cgroup, NETNS, role, InetAddress.ofLiteral(local), Optional.of(InetAddress.ofLiteral(remote)), port), everySecond);
			return this;
		}

		NodeDescription description() {
			return new NodeDescription(Versions.SPOKEN, "0.1.0", name, "epoch-of-" + name, BEGIN, new NodeDescription.Kernel("6.12.0", "x86_64",
					true, NodeDescription.Cgroups.V2),
					List.of(new NodeDescription.Program("tcp_state", "tp_btf/inet_sock_set_state", NodeDescription.State.ATTACHED, Optional.empty(),
					"all connections")),
					List.of(new NodeDescription.Table("flows", 16384, each.size())));
		}

		Sample sample(long second) {
			List<Flow> flows = new ArrayList<>();
			each.forEach((key, counters) -> {
				Counters sum = Counters.ZERO;
				for (long i = 0; i <= second; i++) {
					sum = sum.plus(counters);
				}
				flows.add(new Flow(key, sum));
			});
			Instant at = BEGIN.plusSeconds(second);
			return new Sample("epoch-of-" + name, second, at, Duration.ofSeconds(second + 1), second == 0, second == 0
					? List.copyOf(parties.values()) : List.of(), flows, List.of(),
					losses.stream().map(loss -> new Loss(loss.code(), loss.count() * (second + 1), loss.meaning())).toList());
		}
	}

	private static Counters connections(long opened, long refused, long sent, long received, int... roundTrips) {
		Log2Histogram times = Log2Histogram.EMPTY;
		if (roundTrips.length > 0) {
			long[] counts = new long[roundTrips[0] + 1];
			counts[roundTrips[0]] = opened;
			times = Log2Histogram.of(counts);
		}
		return new Counters(opened, opened, 0, new Failures(refused, 0, 0, 0, 0, 0), sent, received, 0, 0, 0, times, times);
	}

	private final List<Node> nodes = List.of(
			new Node("n1").pod(1, "shop", "front-0").pod(2, "shop", "cart-0")
					.flow(Role.CLIENT, 1, "10.0.0.1", "10.0.0.2", 8080, connections(12, 0, 1200, 24000, 10))
					.flow(Role.SERVER, 2, "10.0.0.2", "10.0.0.1", 8080, connections(12, 0, 24000, 1200, 10))
					.flow(Role.CLIENT, 2, "10.0.0.2", "10.0.1.3", 6379, connections(5, 5, 500, 2500, 8)),
			new Node("n2").pod(3, "data", "store-0").pod(4, "data", "odd\u001b[31m-0")
					.flow(Role.SERVER, 3, "10.0.1.3", "10.0.0.2", 6379, connections(5, 0, 2500, 500, 8))
					.flow(Role.CLIENT, 4, "10.0.1.4", "192.0.2.7", 443, connections(1, 0, 100, 5000, 14)));

	PlayedMesh() {
		nodes.getLast().losses.add(new Loss("connections_folded", 3, "They are counted, but together as others."));
	}

	/** Records so many seconds. */
	Path record(Path file, int seconds) throws IOException {
		try (RecordingWriter writer = RecordingWriter.create(file, false)) {
			for (Node node : nodes) {
				writer.hello(node.name, node.description());
			}
			for (long second = 0; second < seconds; second++) {
				for (Node node : nodes) {
					writer.sample(node.name, node.sample(second), BEGIN.plusSeconds(second));
				}
			}
		}
		return file;
	}

	/** The agent of the first node, on a free port of loopback; tells a second as soon as it is asked to. */
	HttpServer serve(int seconds) throws IOException {
		Node node = nodes.getFirst();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/v1/stream", exchange -> {
			exchange.getResponseHeaders().add("Content-Type", "application/x-ndjson");
			exchange.sendResponseHeaders(200, 0);
			OutputStream body = exchange.getResponseBody();
			var writer = new MessageWriter(body);
			writer.write(new Message.Hello(node.description()));
			for (long second = 0; second < seconds; second++) {
				writer.write(node.sample(second));
			}
			body.flush();
			/* The stream goes on until the reader has enough. */
		});
		server.start();
		return server;
	}
}
