package org.cortexbrain.ui.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
 * The samples of one node with a small shop on it, the same each time. Every second brings the same traffic:
 *
 * <pre>
 * 192.0.2.10     -> web:80        10 connections
 * web            -> cart:8080     20 connections, 20 kB sent, 100 kB received
 * cart           -> redis:6379    40 connections
 * web            -> pay:9000       5 connections, all refused: failing
 * pay            -> ledger:5432    2 connections
 * backup.service -> ledger:5432    1 connection with a round trip of some 200 ms: degraded
 * </pre>
 */
final class ShopMesh {
	static final String NODE = "node-a";
	static final String WEB = "web-6b7f9c5d4-x2z9k";
	static final String CART = "cart-7c8d9f5b6-q4w7z";
	static final String REDIS = "redis-0";
	static final String PAY = "pay-5d6f7c8b9-k5m8n";
	static final String LEDGER = "ledger-0";
	static final String BACKUP = "backup.service";
	static final String CLIENT = "192.0.2.10";
	/** Edges of the mesh. */
	static final int EDGES = 6;

	private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
	private static final long NETWORK = 4026531840L;
	private static final Log2Histogram FAST = Log2Histogram.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
	private static final Log2Histogram SLOW = Log2Histogram.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

	private ShopMesh() {
	}

	static NodeDescription node() {
		return new NodeDescription(Versions.SPOKEN, "0.1.0", NODE, "shop-1", START,
				new NodeDescription.Kernel("6.12.0", "x86_64", true, NodeDescription.Cgroups.V2),
				List.of(new NodeDescription.Program("tcp_state", "tp_btf/inet_sock_set_state", NodeDescription.State.ATTACHED, Optional.empty(),
						"all connections"),
						new NodeDescription.Program("tcp_reset_sent", "tp_btf/tcp_send_reset", NodeDescription.State.REFUSED,
								Optional.of("this kernel has no tracepoint tcp_send_reset"), "resets that this side sent")),
				List.of(new NodeDescription.Table("flows", 16384, 10)));
	}

	private static Party pod(long cgroup, String namespace, String name) {
		return new Party(cgroup, new Endpoint.Pod(namespace, name, "uid-" + name), Optional.empty(), true);
	}

	private static Flow flow(long cgroup, Role role, String local, String remote, int port, Counters counters) {
		return new Flow(new FlowKey(cgroup, NETWORK, role, InetAddress.ofLiteral(local), Optional.of(InetAddress.ofLiteral(remote)), port), counters);
	}

	private static Counters established(long connections, long sent, long received, Log2Histogram roundTrip, long seconds) {
		var trips = Log2Histogram.EMPTY;
		for (long i = 0; i < Math.min(seconds, 1000); i++) {
			trips = trips.plus(roundTrip);
		}
		return new Counters(connections * seconds, connections * seconds, 0, Failures.NONE, sent * seconds, received * seconds, 0, 0, 0,
				trips, trips);
	}

	private static Counters refused(long connections, long seconds) {
		return new Counters(0, 0, 0, new Failures(connections * seconds, 0, 0, 0, 0, 0), 0, 0, 0, 0, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY);
	}

	/** The counters after so many seconds, 1 or more. @param sequence 0 makes a complete sample, as the first of a stream is */
	static Sample sample(long seconds, long sequence) {
		List<Flow> flows = List.of(
				flow(1, Role.SERVER, "10.0.0.1", CLIENT, 80, established(10, 40_000, 4_000, FAST, seconds)),
				flow(1, Role.CLIENT, "10.0.0.1", "10.0.0.2", 8080, established(20, 20_000, 100_000, FAST, seconds)),
				flow(2, Role.SERVER, "10.0.0.2", "10.0.0.1", 8080, established(20, 100_000, 20_000, FAST, seconds)),
				flow(2, Role.CLIENT, "10.0.0.2", "10.0.0.3", 6379, established(40, 8_000, 16_000, FAST, seconds)),
				flow(3, Role.SERVER, "10.0.0.3", "10.0.0.2", 6379, established(40, 16_000, 8_000, FAST, seconds)),
				flow(1, Role.CLIENT, "10.0.0.1", "10.0.1.1", 9000, refused(5, seconds)),
				flow(4, Role.CLIENT, "10.0.1.1", "10.0.1.2", 5432, established(2, 2_000, 6_000, FAST, seconds)),
				flow(5, Role.SERVER, "10.0.1.2", "10.0.1.1", 5432, established(2, 6_000, 2_000, FAST, seconds)),
				flow(6, Role.CLIENT, "10.0.9.1", "10.0.1.2", 5432, established(1, 500, 90_000, SLOW, seconds)),
				flow(5, Role.SERVER, "10.0.1.2", "10.0.9.1", 5432, established(1, 90_000, 500, SLOW, seconds)));
		List<Party> parties = sequence > 0 ? List.of()
				: List.of(pod(1, "shop", WEB), pod(2, "shop", CART), pod(3, "shop", REDIS), pod(4, "pay", PAY), pod(5, "pay", LEDGER),
						new Party(6, new Endpoint.Unit(NODE, BACKUP), Optional.empty(), true));
		return new Sample("shop-1", sequence, START.plusSeconds(seconds), Duration.ofSeconds(seconds), sequence == 0, parties, flows, List.of(),
				List.of());
	}

	/** Writes a recording of so many seconds. */
	static Path record(Path file, int seconds) {
		try (var writer = RecordingWriter.create(file, true)) {
			writer.hello(NODE, node());
			for (int second = 1; second <= seconds; second++) {
				writer.sample(NODE, sample(second, second - 1));
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return file;
	}
}
