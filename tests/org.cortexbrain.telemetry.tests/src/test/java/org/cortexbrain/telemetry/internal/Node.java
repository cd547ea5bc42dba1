package org.cortexbrain.telemetry.internal;

import java.net.InetAddress;
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
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Party;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.protocol.Versions;

/** A node and its agent for tests: counts what it is told to, and makes samples of it as the agent does. */
public final class Node {
	public static final long NETNS = 4026531840L;

	private final String name;
	private String epoch = "1";
	private long sequence;
	private Duration elapsed = Duration.ZERO;
	private Instant clock = Instant.parse("2026-11-23T10:00:00Z");
	private final Map<Long, Party> parties = new LinkedHashMap<>();
	private final Map<FlowKey, Counters> counters = new LinkedHashMap<>();
	private final Map<FlowKey, Counters> told = new LinkedHashMap<>();
	private final Map<Long, Party> toldParties = new LinkedHashMap<>();
	private List<FlowKey> retired = new ArrayList<>();

	public Node(String name) {
		this.name = name;
	}

	public NodeDescription description() {
		return new NodeDescription(Versions.SPOKEN, "0.1.0", name, epoch, clock,
				new NodeDescription.Kernel("6.12.0", "x86_64", true, NodeDescription.Cgroups.V2), List.of(), List.of());
	}

	public static Endpoint.Pod pod(String name) {
		return new Endpoint.Pod("shop", name, "uid-" + name);
	}

	public Node party(long cgroup, Endpoint endpoint) {
		parties.put(cgroup, new Party(cgroup, endpoint, Optional.empty(), true));
		return this;
	}

	public Node gone(long cgroup) {
		parties.computeIfPresent(cgroup, (_, party) -> new Party(cgroup, party.endpoint(), party.container(), false));
		return this;
	}

	public static FlowKey client(long cgroup, String local, String remote, int port) {
		return key(cgroup, Role.CLIENT, local, remote, port);
	}

	public static FlowKey server(long cgroup, String local, String remote, int port) {
		return key(cgroup, Role.SERVER, local, remote, port);
	}

	private static FlowKey key(long cgroup, Role role, String local, String remote, int port) {
		return new FlowKey(cgroup, NETNS, role, InetAddress.ofLiteral(local),
				remote.isEmpty() ? Optional.empty() : Optional.of(InetAddress.ofLiteral(remote)), port);
	}

	/** So many connections were opened and closed, with so many bytes. */
	public Node count(FlowKey key, long opened, long sent, long received) {
		return count(key, connections(opened, sent, received));
	}

	public Node count(FlowKey key, Counters more) {
		counters.merge(key, more, Counters::plus);
		return this;
	}

	public Node refuse(FlowKey key, long refused) {
		counters.merge(key, new Counters(0, 0, 0, new Failures(refused, 0, 0, 0, 0, 0), 0, 0, 0, 0, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY),
				Counters::plus);
		return this;
	}

	static Counters connections(long opened, long sent, long received) {
		return new Counters(opened, opened, 0, Failures.NONE, sent, received, 0, 0, 0, Log2Histogram.EMPTY, Log2Histogram.EMPTY);
	}

	public Node retire(FlowKey key) {
		counters.remove(key);
		told.remove(key);
		retired.add(key);
		return this;
	}

	public Node pass(Duration time) {
		elapsed = elapsed.plus(time);
		clock = clock.plus(time);
		return this;
	}

	public Node turnClock(Duration by) {
		clock = clock.plus(by);
		return this;
	}

	/** The agent is started anew: its counters begin at 0. */
	public Node restart() {
		epoch = Integer.toString(Integer.parseInt(epoch) + 1);
		counters.clear();
		retired.clear();
		elapsed = Duration.ZERO;
		return reconnect();
	}

	/** A new stream begins: the next sample is complete. */
	public Node reconnect() {
		sequence = 0;
		told.clear();
		toldParties.clear();
		return this;
	}

	/** A sample a second after the one before. */
	public Sample sample() {
		pass(Duration.ofSeconds(1));
		List<Flow> flows = new ArrayList<>();
		counters.forEach((key, now) -> {
			if (!now.equals(told.put(key, now))) {
				flows.add(new Flow(key, now));
			}
		});
		List<Party> changed = new ArrayList<>();
		parties.forEach((cgroup, party) -> {
			if (!party.equals(toldParties.put(cgroup, party))) {
				changed.add(party);
			}
		});
		var sample = new Sample(name + epoch, sequence, clock, elapsed, sequence == 0, changed, flows, retired, List.of());
		sequence++;
		retired = new ArrayList<>();
		return sample;
	}
}
