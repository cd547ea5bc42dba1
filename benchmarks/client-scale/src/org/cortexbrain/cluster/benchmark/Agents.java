package org.cortexbrain.cluster.benchmark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.ClusterObject;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.MessageReader;
import org.cortexbrain.protocol.MessageWriter;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.protocol.Versions;
import org.cortexbrain.telemetry.Source;

/**
 * What the agents of all nodes would tell: each pod calls two services, each time another of their pods answers. Nothing goes over a network, but
 * every sample is written and read as the protocol has it, so that the client holds what it would hold.
 */
final class Agents {
	private static final int CALLS = 2;
	/** Connections that the busiest edge has had. */
	private static final int MOST = 100_000;

	/** The agent of one node. */
	static final class Agent implements Source {
		private final String node;
		private final List<FlowKey> keys = new ArrayList<>();
		private final List<Party> parties = new ArrayList<>();
		private Receiver receiver;
		private long sequence;
		private byte[] written = new byte[0];

		Agent(String node) {
			this.node = node;
		}

		@Override
		public String id() {
			return "benchmark " + node;
		}

		@Override
		public String name() {
			return node;
		}

		@Override
		public void open(Receiver to) {
			receiver = to;
			receiver.hello(0, new NodeDescription(Versions.SPOKEN, "0", node, "epoch of " + node, Instant.now(),
					new NodeDescription.Kernel("0", "x86_64", true, NodeDescription.Cgroups.V2), List.of(), List.of()));
		}

		@Override
		public void close() {
			/* It has nothing open. */
		}

		/**
		 * Writes the next sample, which is the node's work: all the first time, later what has changed.
		 *
		 * @param oneOf so many flows there are for each that has changed since; 0 if none has
		 */
		void write(int oneOf) {
			boolean first = sequence == 0;
			List<Flow> flows = new ArrayList<>();
			for (int i = 0; i < keys.size(); i++) {
				if (first || oneOf > 0 && (i + sequence) % oneOf == 0) {
					flows.add(new Flow(keys.get(i), counters(keys.get(i), sequence)));
				}
			}
			var bytes = new ByteArrayOutputStream();
			try (var writer = new MessageWriter(bytes)) {
				writer.write(new Sample("epoch of " + node, sequence, Instant.now(), Duration.ofSeconds(100 + sequence), first, first ? parties : List.of(),
						flows, List.of(), List.of()));
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
			written = bytes.toByteArray();
			sequence++;
		}

		/** Reads what was written and tells it, which is the client's work. */
		void tell() {
			try (var reader = new MessageReader(new ByteArrayInputStream(written))) {
				receiver.sample(0, (Sample) reader.read().orElseThrow());
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
			written = new byte[0];
		}

		/** As much as a flow of some hours has: counters of their full length, latencies spread over a few buckets. */
		private static Counters counters(FlowKey key, long sequence) {
			long opened = 1 + Math.floorMod(key.hashCode(), MOST) + sequence;
			long[] latency = new long[14];
			for (int bucket = 0; bucket < 6; bucket++) {
				latency[8 + bucket] = opened >> bucket;
			}
			return new Counters(opened, opened, 1, Failures.NONE, opened * 700, opened * 4_000, 0, 0, 0,
					key.role() == Role.CLIENT ? Log2Histogram.of(latency) : Log2Histogram.EMPTY, Log2Histogram.of(latency));
		}
	}

	private final Map<String, Agent> agents = new HashMap<>();
	private int edges;

	/** @param services their addresses, in the order of the applications whose pods they lead to */
	Agents(AddressBook book, Map<String, InetAddress> services) {
		Map<String, List<ClusterObject.Pod>> byService = new HashMap<>();
		List<ClusterObject.Pod> pods = book.pods().stream().filter(pod -> pod.name().startsWith("app-") && !pod.addresses().isEmpty()).toList();
		for (ClusterObject.Pod pod : pods) {
			byService.computeIfAbsent(application(pod), _ -> new ArrayList<>()).add(pod);
		}
		List<String> names = List.copyOf(byService.keySet());
		long cgroup = 1_000;
		Map<String, Long> cgroups = new HashMap<>();
		for (ClusterObject.Pod pod : pods) {
			cgroups.put(pod.uid(), cgroup);
			agent(pod).parties.add(new Party(cgroup++, new Endpoint.Pod(pod.namespace(), pod.name(), pod.uid()), Optional.empty(), true));
		}
		for (int i = 0; i < pods.size(); i++) {
			ClusterObject.Pod client = pods.get(i);
			for (int call = 1; call <= CALLS; call++) {
				String service = names.get((i + call * 37) % names.size());
				ClusterObject.Pod server = byService.get(service).get(i % byService.get(service).size());
				if (server == client || !services.containsKey(service)) {
					continue;
				}
				agent(client).keys.add(key(cgroups.get(client.uid()), Role.CLIENT, address(client), services.get(service), 80));
				agent(server).keys.add(key(cgroups.get(server.uid()), Role.SERVER, address(server), address(client), 8080));
				edges++;
			}
		}
	}

	private static String application(ClusterObject.Pod pod) {
		return pod.namespace() + "/" + pod.name().replaceFirst("-[a-z0-9]+-[a-z0-9]+$", "");
	}

	private static InetAddress address(ClusterObject.Pod pod) {
		return pod.addresses().getFirst();
	}

	private static FlowKey key(long cgroup, Role role, InetAddress local, InetAddress remote, int port) {
		return new FlowKey(cgroup, 4_026_531_840L, role, local, Optional.of(remote), port);
	}

	private Agent agent(ClusterObject.Pod pod) {
		return agents.computeIfAbsent(pod.node().orElseThrow(), Agent::new);
	}

	List<Agent> all() {
		return List.copyOf(agents.values());
	}

	/** How many edges they tell of. */
	int edges() {
		return edges;
	}
}
