package org.cortexbrain.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an agent says of its node and of itself.
 *
 * @param protocol the versions that the agent speaks
 * @param agentVersion for people, {@code 0.1.0}
 * @param node the node's name: NODE_NAME of the agent's environment, else the host's name
 * @param epoch opaque; another one after each start of the agent, since its counters begin at 0 then
 * @param startedAt when the epoch began, by the node's clock
 * @param kernel what runs there
 * @param programs every eBPF program that the agent has, attached or not
 * @param tables the kernel tables that can fill, with their sizes
 */
public record NodeDescription(Versions protocol, String agentVersion, String node, String epoch, Instant startedAt, Kernel kernel,
		List<Program> programs, List<Table> tables) {
	public NodeDescription {
		Objects.requireNonNull(protocol);
		Objects.requireNonNull(agentVersion);
		Objects.requireNonNull(node);
		Objects.requireNonNull(epoch);
		Objects.requireNonNull(startedAt);
		Objects.requireNonNull(kernel);
		programs = List.copyOf(programs);
		tables = List.copyOf(tables);
	}

	/**
	 * @param release as {@code uname -r} prints it
	 * @param architecture as {@code uname -m} prints it
	 * @param btf whether the kernel describes its own types, which CO-RE programs need
	 * @param cgroups how control groups are mounted
	 */
	public record Kernel(String release, String architecture, boolean btf, Cgroups cgroups) {
	}

	/** How control groups are mounted. Hybrid: version 1 controllers, and version 2 beside them for identity. */
	public enum Cgroups {
		V1, HYBRID, V2
	}

	/**
	 * @param name its name in the object file
	 * @param hook where it attaches, {@code tp_btf/inet_sock_set_state}
	 * @param state whether it runs
	 * @param reason why it does not run, in words; empty when attached
	 * @param provides what is lost without it, one phrase
	 */
	public record Program(String name, String hook, State state, Optional<String> reason, String provides) {
	}

	/** REFUSED: the kernel said no. OFF: nobody asked for it. */
	public enum State {
		ATTACHED, REFUSED, OFF
	}

	/**
	 * @param name its name in the object file
	 * @param capacity entries it can hold
	 * @param used entries it holds now
	 */
	public record Table(String name, long capacity, long used) {
	}
}
