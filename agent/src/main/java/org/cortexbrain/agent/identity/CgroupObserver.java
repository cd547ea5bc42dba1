package org.cortexbrain.agent.identity;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.bpf.BpfObject;
import org.cortexbrain.agent.bpf.BpfObject.ProgramSource;
import org.cortexbrain.agent.bpf.BpfTable;
import org.cortexbrain.protocol.NodeDescription.Program;

/** The kernel's own word of control groups that come and go. For one thread. */
public final class CgroupObserver implements AutoCloseable {
	/** Takes what happened to a group. */
	public interface Changes {
		void made(long id, String path);

		void removed(long id);
	}

	/** {@code struct cgroup_change} of {@code bpf/cgroup.h}. */
	static final StructLayout CHANGE = MemoryLayout.structLayout(JAVA_LONG.withName("id"), JAVA_INT.withName("removed"),
			JAVA_INT.withName("length"), MemoryLayout.sequenceLayout(496, ValueLayout.JAVA_BYTE).withName("path")).withName("cgroup_change");

	private static final String NODE_NAMESPACE = "node_namespace";
	private static final List<ProgramSource> PROGRAMS = List.of(
			new ProgramSource("cgroup_made", "tp_btf/cgroup_mkdir",
					"the names of pods and containers that live less than a few seconds"),
			new ProgramSource("cgroup_removed", "tp_btf/cgroup_rmdir", "when a pod or container ended"),
			new ProgramSource(NODE_NAMESPACE, "iter/task",
					"pods that share the node's network namespace are not told from others at once: a program of the node may have a pod's name"));

	private final BpfObject object;
	private final BpfTable missed;
	private final Runnable changes;
	private final OptionalLong nodeNamespace;

	private CgroupObserver(BpfObject object, Changes taker) throws BpfException {
		this.object = object;
		missed = object.perCpuTable("missed");
		changes = object.ring("changes", record -> give(record, taker));
		nodeNamespace = findNodeNamespace();
	}

	private OptionalLong findNodeNamespace() throws BpfException {
		BpfTable found = object.table("first_namespace");
		if (!object.attachIterator(NODE_NAMESPACE)) {
			return OptionalLong.empty();
		}
		object.runIterator(NODE_NAMESPACE);
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment value = arena.allocate(found.valueSize(), 8);
			found.lookup(arena.allocate(JAVA_INT), value);
			long inode = value.get(JAVA_LONG, 0);
			return inode == 0 ? OptionalLong.empty() : OptionalLong.of(inode);
		}
	}

	/** The object file that comes with the agent. */
	public static byte[] shippedObject() {
		try (var file = CgroupObserver.class.getResourceAsStream("/org/cortexbrain/bpf/cgroup.bpf.o")) {
			if (file == null) {
				throw new IllegalStateException("the agent was built without cgroup.bpf.o");
			}
			return file.readAllBytes();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	public static CgroupObserver open(byte[] elf, Changes taker) throws BpfException {
		BpfObject object = BpfObject.load("cgroup.bpf.o", elf, PROGRAMS, Map.of());
		try {
			return new CgroupObserver(object, taker);
		} catch (BpfException e) {
			object.close();
			throw e;
		}
	}

	private static void give(MemorySegment change, Changes taker) {
		long id = change.get(JAVA_LONG, 0);
		if (change.get(JAVA_INT, 8) != 0) {
			taker.removed(id);
		} else if (change.get(JAVA_INT, 12) > 0) {
			taker.made(id, change.getString(16));
		}
	}

	/** The inode of the kernel's first network namespace, the node's own; empty where this kernel does not tell. */
	public OptionalLong nodeNamespace() {
		return nodeNamespace;
	}

	/** Gives all changes since the last call to the taker. */
	public void read() {
		changes.run();
	}

	/** How many changes did not fit the ring buffer, since the start. */
	public long missed() throws BpfException {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment values = arena.allocate(missed.valueSize(), 8);
			missed.lookup(arena.allocate(JAVA_INT), values);
			long count = 0;
			for (long offset = 0; offset < values.byteSize(); offset += 8) {
				count += values.get(JAVA_LONG_UNALIGNED, offset);
			}
			return count;
		}
	}

	public List<Program> programs() {
		return object.programs();
	}

	@Override
	public void close() {
		object.close();
	}
}
