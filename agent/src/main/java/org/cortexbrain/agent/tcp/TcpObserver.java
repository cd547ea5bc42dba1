package org.cortexbrain.agent.tcp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.bpf.BpfObject;
import org.cortexbrain.agent.bpf.BpfObject.ProgramSource;
import org.cortexbrain.agent.bpf.BpfTable;
import org.cortexbrain.agent.tcp.FlowLayout.LossKind;
import org.cortexbrain.model.Loss;
import org.cortexbrain.protocol.NodeDescription.Program;
import org.cortexbrain.protocol.NodeDescription.State;
import org.cortexbrain.protocol.NodeDescription.Table;

/** The TCP programs in the kernel, and what they have counted. For one thread. */
public final class TcpObserver implements AutoCloseable {
	/** How many flows are told apart unless asked otherwise. */
	public static final int DEFAULT_FLOWS = 16384;
	/** How many ends of connections may be open at a time unless asked otherwise; a table of so many places takes 2 MiB while it is empty. */
	public static final int DEFAULT_CONNECTIONS = 131_072;

	private static final String LIVE = "tcp_live";
	private static final String LISTENING = "tcp_listening";
	private static final String STATE = "tcp_state";
	private static final String NESTED = "tcp_state_nested";
	private static final List<ProgramSource> PROGRAMS = List.of(
			new ProgramSource(STATE, "tp_btf/inet_sock_set_state", "all connections: without it nothing is seen"),
			new ProgramSource(NESTED, "tp_btf/inet_sock_set_state",
					"connections that open or end while the first program is interrupted, about 1 in 200 under load"),
			new ProgramSource("tcp_retransmit", "tp_btf/tcp_retransmit_skb",
					"retransmits while a connection lives; they are counted at its end"),
			new ProgramSource("tcp_reset_sent", "tp_btf/tcp_send_reset", "resets that this side sent"),
			new ProgramSource("tcp_reset_received", "tp_btf/tcp_receive_reset", "resets that this side received"),
			new ProgramSource(LIVE, "iter/bpf_map_elem",
					"bytes and round-trip times while a connection lives; they are counted at its end"),
			new ProgramSource(LISTENING, "iter/task_file",
					"the names of programs outside units, pods and containers that listened before the agent started"));

	private final BpfObject object;
	private final BpfTable flows;
	private final BpfTable others;
	private final BpfTable losses;
	private final FlowTable table;
	private final boolean live;

	private TcpObserver(BpfObject object, SocketOwner owner) throws BpfException {
		this.object = object;
		flows = object.table("flows");
		others = object.table("others");
		losses = object.perCpuTable("losses");
		table = new FlowTable(List.of(flows, others), owner);
		BpfTable connections = object.table("connections");
		live = object.attachIterator(LIVE, connections);
		if (object.attachIterator(LISTENING)) {
			object.runIterator(LISTENING);
		}
	}

	/** The object file that comes with the agent. */
	public static byte[] shippedObject() {
		try (var file = TcpObserver.class.getResourceAsStream("/org/cortexbrain/bpf/tcp.bpf.o")) {
			if (file == null) {
				throw new IllegalStateException("the agent was built without tcp.bpf.o");
			}
			return file.readAllBytes();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** As {@link #open(byte[], int, int, SocketOwner)}, with sockets told apart by their control groups alone. */
	public static TcpObserver open(byte[] elf, int flows) throws BpfException {
		return open(elf, flows, DEFAULT_CONNECTIONS, SocketOwner.CGROUP);
	}

	/**
	 * Loads the programs and attaches what this kernel allows.
	 *
	 * @param elf the object file
	 * @param flows how many flows are told apart, above 0; the rest counts among the others
	 * @param connections how many ends of connections may be open at a time, above 0; the rest counts nowhere, and how many these were is told
	 * @throws BpfException if nothing can be observed at all
	 */
	public static TcpObserver open(byte[] elf, int flows, int connections, SocketOwner owner) throws BpfException {
		BpfObject object = BpfObject.load("tcp.bpf.o", elf, PROGRAMS, Map.of("flows", flows, "connections", connections));
		try {
			return new TcpObserver(object, owner);
		} catch (BpfException e) {
			object.close();
			throw e;
		}
	}

	/** Brings {@link #flows()} up to date. */
	public void refresh() throws BpfException {
		read();
		identify();
	}

	/** The first half of a {@link #refresh}: what the kernel has counted. */
	public void read() throws BpfException {
		if (live) {
			object.runIterator(LIVE);
		}
		table.read();
	}

	/** The second half: whose the new flows are. What the owner is to know of the time before should be known to it by now. */
	public void identify() {
		table.identify();
	}

	/** The flows at the last {@link #refresh}. */
	public FlowTable flows() {
		return table;
	}

	public List<Program> programs() {
		return object.programs();
	}

	/** The tables that can fill, as they were at the last {@link #refresh}. */
	public List<Table> tables() {
		return List.of(new Table("flows", flows.capacity(), table.count(flows)), new Table("others", others.capacity(), table.count(others)));
	}

	/** What was not counted where it belongs, since the start; only what happened. */
	public List<Loss> losses() throws BpfException {
		List<Loss> found = new ArrayList<>();
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment key = arena.allocate(JAVA_INT);
			MemorySegment value = arena.allocate(losses.valueSize(), 8);
			for (LossKind kind : LossKind.values()) {
				key.set(JAVA_INT, 0, kind.ordinal());
				losses.lookup(key, value);
				long count = 0;
				for (long offset = 0; offset < value.byteSize(); offset += 8) {
					count += value.get(JAVA_LONG_UNALIGNED, offset);
				}
				if (kind == LossKind.CHANGES) {
					count += missedEvents();
				}
				if (count > 0) {
					found.add(loss(kind, count));
				}
			}
		}
		return found;
	}

	/* What one of the two programs of the state missed, the other saw; what both missed is LossKind.CHANGES. */
	private long missedEvents() throws BpfException {
		Set<String> attached = object.programs().stream().filter(program -> program.state() == State.ATTACHED).map(Program::name)
				.collect(Collectors.toCollection(HashSet::new));
		if (attached.containsAll(Set.of(STATE, NESTED))) {
			attached.removeAll(Set.of(STATE, NESTED));
		}
		long missed = 0;
		for (String program : attached) {
			missed += object.missedEvents(program);
		}
		return missed;
	}

	private static Loss loss(LossKind kind, long count) {
		return switch (kind) {
		case FOLDED -> new Loss("connections_folded", count,
				"connections to or from addresses that did not fit the table of flows are counted together as others; start the agent with a larger --flows");
		case NO_ROOM -> new Loss("connections_without_room", count,
				"connections were counted nowhere, since the table of others was full as well; start the agent with a larger --flows");
		case NO_STORAGE -> new Loss("connections_without_memory", count,
				"ends of connections were counted nowhere, for want of room or memory to remember them; start the agent with a larger --connections");
		case EARLIER -> new Loss("connections_from_before", count,
				"connections that were open before the agent started have ended; their bytes are not in the picture");
		case CHANGES -> new Loss("events_missed", count,
				"the kernel passed over events because the same program was running on that CPU; as many openings, ends or resets of connections may be missing");
		};
	}

	@Override
	public void close() {
		object.close();
	}
}
