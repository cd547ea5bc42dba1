package org.cortexbrain.protocol;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Role;

/** Messages for tests: those of the golden files, and generated ones. */
final class Messages {
	static final NodeDescription NODE = new NodeDescription(new Versions(1, 1), "0.1.0", "node-a", "e1", Instant.parse("2026-11-23T10:00:00Z"),
			new NodeDescription.Kernel("6.12.0", "x86_64", true, NodeDescription.Cgroups.V2),
			List.of(new NodeDescription.Program("tcp_state", "tp_btf/inet_sock_set_state", NodeDescription.State.ATTACHED, Optional.empty(),
					"all connections"),
					new NodeDescription.Program("tcp_reset_sent", "tp_btf/tcp_send_reset", NodeDescription.State.REFUSED,
							Optional.of("this kernel has no tracepoint tcp_send_reset"), "resets that this side sent")),
			List.of(new NodeDescription.Table("flows", 16384, 12)));

	static final List<Message> GOLDEN = List.of(new Message.Hello(NODE),
			new Sample("e1", 0, Instant.parse("2026-11-23T10:00:01Z"), Duration.ofMillis(1000), true,
					List.of(new Party(4711, new Endpoint.Pod("shop", "cart-6b7f9c5d4-x2z9k", "0f3c"), Optional.of("c1"), true),
							new Party(4712, new Endpoint.Unit("node-a", "nginx.service"), Optional.empty(), true),
							new Party(4713, new Endpoint.Container("node-a", "docker", "0123456789abcdef"), Optional.empty(), false),
							new Party(4714, new Endpoint.Process("node-a", "curl"), Optional.empty(), true),
							new Party(4715, new Endpoint.Unidentified("node-a", 4715), Optional.empty(), true)),
					List.of(new Flow(
							new FlowKey(4711, 4026532000L, Role.CLIENT, InetAddress.ofLiteral("10.0.0.1"),
									Optional.of(InetAddress.ofLiteral("10.0.0.2")), 6379),
							new Counters(3, 2, 1, new Failures(1, 2, 3, 4, 5, 6), 7, 8, 9, 10, 11, Log2Histogram.of(0, 0, 3),
									Log2Histogram.of(1)))),
					List.of(), List.of()),
			new Sample("e1", 1, Instant.parse("2026-11-23T10:00:02.5Z"), Duration.ofMillis(2500), false, List.of(),
					List.of(new Flow(
							new FlowKey(4712, 4026531833L, Role.SERVER, InetAddress.ofLiteral("2001:db8:0:0:0:0:0:2"), Optional.empty(), 80),
							Counters.ZERO)),
					List.of(new FlowKey(4713, 4026531833L, Role.CLIENT, InetAddress.ofLiteral("127.0.0.1"),
							Optional.of(InetAddress.ofLiteral("127.0.0.1")), 5432)),
					List.of(new Loss("connections_folded", 5, "some were counted together"))),
			new Message.Farewell("stopping", "the agent is being stopped"));

	private Messages() {
	}

	static Message any(Random random) {
		return switch (random.nextInt(4)) {
		case 0 -> new Message.Hello(NODE);
		case 1 -> new Message.Farewell(text(random), text(random));
		default -> sample(random);
		};
	}

	private static Sample sample(Random random) {
		return new Sample(text(random), random.nextLong(1 << 20), Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)),
				Duration.ofNanos(random.nextLong(Long.MAX_VALUE)), random.nextBoolean(), list(random, () -> party(random)),
				list(random, () -> new Flow(key(random), counters(random))), list(random, () -> key(random)),
				list(random, () -> new Loss(text(random), random.nextLong(1L << 60), text(random))));
	}

	private static <T> List<T> list(Random random, Supplier<T> element) {
		return Stream.generate(element).limit(random.nextInt(5)).toList();
	}

	private static Party party(Random random) {
		long cgroup = random.nextLong(Long.MAX_VALUE);
		Endpoint endpoint = switch (random.nextInt(5)) {
		case 0 -> new Endpoint.Pod(text(random), text(random), text(random));
		case 1 -> new Endpoint.Unit(text(random), text(random));
		case 2 -> new Endpoint.Container(text(random), text(random), text(random));
		case 3 -> new Endpoint.Process(text(random), text(random));
		default -> new Endpoint.Unidentified(text(random), cgroup);
		};
		return new Party(cgroup, endpoint, random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(), random.nextBoolean());
	}

	private static FlowKey key(Random random) {
		return new FlowKey(random.nextLong(Long.MAX_VALUE), random.nextInt(Integer.MAX_VALUE),
				random.nextBoolean() ? Role.CLIENT : Role.SERVER, address(random),
				random.nextInt(5) == 0 ? Optional.empty() : Optional.of(address(random)), random.nextInt(65536));
	}

	private static InetAddress address(Random random) {
		return InetAddress.ofLiteral(random.nextBoolean() ? "10." + random.nextInt(256) + ".0." + random.nextInt(256)
				: "2001:db8::" + Integer.toHexString(random.nextInt(65536)));
	}

	private static Counters counters(Random random) {
		long[] n = random.longs(13, 0, random.nextBoolean() ? 2 : Long.MAX_VALUE).toArray();
		return new Counters(n[0], n[1], n[2], new Failures(n[3], n[4], n[5], n[6], n[7], n[8]), n[9], n[10], n[11], n[12], n[0],
				Log2Histogram.of(random.longs(random.nextInt(Log2Histogram.BUCKETS + 1), 0, 100).toArray()), Log2Histogram.EMPTY);
	}

	/** Texts with all that JSON must escape, and with letters of other scripts. */
	private static String text(Random random) {
		String alphabet = "ab-/\"\\\n\t\u0000ßЖ猫😀\u2028";
		int[] points = alphabet.codePoints().toArray();
		var text = new StringBuilder();
		for (int i = random.nextInt(12); i > 0; i--) {
			text.appendCodePoint(points[random.nextInt(points.length)]);
		}
		return text.toString();
	}
}
