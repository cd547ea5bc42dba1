package org.cortexbrain.agent.tcp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.bpf.BpfTable;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;

/**
 * The kernel's flows as they were at the last {@link #refresh}, and which of them have changed since when.
 *
 * <p>An entry that has not changed costs a comparison and no memory, since most flows of a node are silent in any second. For one
 * thread.
 */
public final class FlowTable {
	/** The bytes of a key, as eight words: what an entry is found again by without making addresses of it. */
	private record RawKey(long a, long b, long c, long d, long e, long f, long g, long h) {
		static RawKey of(MemorySegment key) {
			return new RawKey(key.get(JAVA_LONG_UNALIGNED, 0), key.get(JAVA_LONG_UNALIGNED, 8), key.get(JAVA_LONG_UNALIGNED, 16),
					key.get(JAVA_LONG_UNALIGNED, 24), key.get(JAVA_LONG_UNALIGNED, 32), key.get(JAVA_LONG_UNALIGNED, 40),
					key.get(JAVA_LONG_UNALIGNED, 48), key.get(JAVA_LONG_UNALIGNED, 56));
		}

		void to(MemorySegment key) {
			key.set(JAVA_LONG_UNALIGNED, 0, a);
			key.set(JAVA_LONG_UNALIGNED, 8, b);
			key.set(JAVA_LONG_UNALIGNED, 16, c);
			key.set(JAVA_LONG_UNALIGNED, 24, d);
			key.set(JAVA_LONG_UNALIGNED, 32, e);
			key.set(JAVA_LONG_UNALIGNED, 40, f);
			key.set(JAVA_LONG_UNALIGNED, 48, g);
			key.set(JAVA_LONG_UNALIGNED, 56, h);
		}
	}

	private static final class Entry {
		final BpfTable table;
		Flow flow;
		/** The sum of all words of the value: counters only grow, so another sum means a change, and the same one none. */
		long sum;
		long changed;

		Entry(BpfTable table) {
			this.table = table;
		}
	}

	/** A flow whose owner has not been asked for yet. */
	private record Newcomer(Entry entry, String program) {
	}

	private final List<BpfTable> tables;
	private final SocketOwner owner;
	private final Map<RawKey, Entry> entries = new HashMap<>();
	private final List<Newcomer> newcomers = new ArrayList<>();
	private long generation;

	FlowTable(List<BpfTable> tables, SocketOwner owner) {
		this.tables = List.copyOf(tables);
		this.owner = owner;
	}

	/** Reads the kernel's tables. */
	public void refresh() throws BpfException {
		read();
		identify();
	}

	/** The first half of a {@link #refresh}: the numbers. New flows still belong to their control groups. */
	void read() throws BpfException {
		generation++;
		for (BpfTable table : tables) {
			table.forEach((key, value) -> take(table, key, value));
		}
	}

	/** The second half: the owners of new flows. Those whose control group may say something come first, for others may be found out by them. */
	void identify() {
		newcomers.sort(Comparator.comparing(newcomer -> !newcomer.program.isEmpty()));
		for (Newcomer newcomer : newcomers) {
			FlowKey key = newcomer.entry.flow.key();
			long id = owner.idOf(key.cgroupId(), key.networkNamespace(), newcomer.program);
			newcomer.entry.flow = new Flow(
					new FlowKey(id, key.networkNamespace(), key.role(), key.local(), key.remote(), key.port()), newcomer.entry.flow.counters());
		}
		newcomers.clear();
	}

	private void take(BpfTable table, MemorySegment key, MemorySegment value) {
		Entry entry = entries.computeIfAbsent(RawKey.of(key), _ -> new Entry(table));
		long sum = sum(value);
		if (entry.flow == null) {
			entry.flow = new Flow(key(key), counters(value));
			newcomers.add(new Newcomer(entry, key.getString(FlowLayout.KEY_PROGRAM)));
		} else if (entry.sum != sum) {
			entry.flow = new Flow(entry.flow.key(), counters(value));
		} else {
			return;
		}
		entry.sum = sum;
		entry.changed = generation;
	}

	/** The number of the last refresh. */
	public long generation() {
		return generation;
	}

	/** How many flows of one of the kernel's tables there are. */
	int count(BpfTable table) {
		int count = 0;
		for (Entry entry : entries.values()) {
			if (entry.table == table) {
				count++;
			}
		}
		return count;
	}

	/** Whether a control group has any flow. */
	public boolean has(long cgroupId) {
		for (Entry entry : entries.values()) {
			if (entry.flow.key().cgroupId() == cgroupId) {
				return true;
			}
		}
		return false;
	}

	/** Every flow that changed after that refresh; all for 0. */
	public void changedAfter(long refresh, Consumer<Flow> taker) {
		for (Entry entry : entries.values()) {
			if (entry.changed > refresh) {
				taker.accept(entry.flow);
			}
		}
	}

	/**
	 * Forgets flows, here and in the kernel; those with an open connection stay, and those that changed since the last {@link #refresh}: what
	 * no reader has been told is not deleted.
	 *
	 * @return the keys of those forgotten
	 */
	public List<FlowKey> retire(Predicate<FlowKey> which) throws BpfException {
		List<FlowKey> retired = new ArrayList<>();
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment raw = arena.allocate(FlowLayout.KEY);
			MemorySegment now = arena.allocate(FlowLayout.COUNTERS);
			for (var found = entries.entrySet().iterator(); found.hasNext();) {
				var next = found.next();
				Flow flow = next.getValue().flow;
				if (flow.counters().active() == 0 && which.test(flow.key())) {
					next.getKey().to(raw);
					next.getValue().table.lookup(raw, now);
					if (sum(now) == next.getValue().sum) {
						next.getValue().table.delete(raw);
						found.remove();
						retired.add(flow.key());
					}
				}
			}
		}
		return retired;
	}

	private static long sum(MemorySegment value) {
		long sum = 0;
		for (long offset = 0; offset < FlowLayout.COUNTERS.byteSize(); offset += 8) {
			sum += value.get(JAVA_LONG_UNALIGNED, offset);
		}
		return sum;
	}

	static FlowKey key(MemorySegment key) {
		boolean others = key.get(JAVA_BYTE, FlowLayout.KEY_OTHERS) != 0;
		Role role = switch (key.get(JAVA_BYTE, FlowLayout.KEY_ROLE)) {
		case FlowLayout.ROLE_CLIENT -> Role.CLIENT;
		case FlowLayout.ROLE_SERVER -> Role.SERVER;
		default -> throw new IllegalStateException("the kernel knows a role that the agent does not");
		};
		long networkNamespace = Integer.toUnsignedLong(key.get(JAVA_INT_UNALIGNED, FlowLayout.KEY_NETNS));
		return new FlowKey(key.get(JAVA_LONG_UNALIGNED, 0), networkNamespace, role,
				address(key, FlowLayout.KEY_LOCAL), others ? Optional.empty() : Optional.of(address(key, FlowLayout.KEY_REMOTE)),
				Short.toUnsignedInt(key.get(JAVA_SHORT_UNALIGNED, FlowLayout.KEY_PORT)));
	}

	private static InetAddress address(MemorySegment key, long offset) {
		try {
			/* A v4-mapped address becomes an Inet4Address here. */
			return InetAddress.getByAddress(key.asSlice(offset, 16).toArray(JAVA_BYTE));
		} catch (UnknownHostException e) {
			throw new IllegalStateException("16 bytes are an address", e);
		}
	}

	static Counters counters(MemorySegment v) {
		long opened = v.get(JAVA_LONG_UNALIGNED, 0);
		/* A close may have been counted after its open was read. */
		long closed = Math.min(opened, v.get(JAVA_LONG_UNALIGNED, 8));
		var failures = new Failures(v.get(JAVA_LONG_UNALIGNED, 16), v.get(JAVA_LONG_UNALIGNED, 24), v.get(JAVA_LONG_UNALIGNED, 32),
				v.get(JAVA_LONG_UNALIGNED, 40), v.get(JAVA_LONG_UNALIGNED, 48), v.get(JAVA_LONG_UNALIGNED, 56));
		return new Counters(opened, closed, opened - closed, failures, v.get(JAVA_LONG_UNALIGNED, 64), v.get(JAVA_LONG_UNALIGNED, 72),
				v.get(JAVA_LONG_UNALIGNED, 80), v.get(JAVA_LONG_UNALIGNED, 88), v.get(JAVA_LONG_UNALIGNED, 96),
				histogram(v, FlowLayout.CONNECT), histogram(v, FlowLayout.RTT));
	}

	private static Log2Histogram histogram(MemorySegment value, long offset) {
		long[] counts = new long[Log2Histogram.BUCKETS];
		boolean any = false;
		for (int i = 0; i < counts.length; i++) {
			counts[i] = value.get(JAVA_LONG_UNALIGNED, offset + 8L * i);
			any |= counts[i] != 0;
		}
		return any ? Log2Histogram.of(counts) : Log2Histogram.EMPTY;
	}
}
