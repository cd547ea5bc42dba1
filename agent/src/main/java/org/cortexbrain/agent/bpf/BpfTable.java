package org.cortexbrain.agent.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A map of a loaded object: read as a whole in batches, looked up, deleted from. The memory for a batch is kept from one reading to the
 * next. For one thread.
 */
public final class BpfTable implements AutoCloseable {
	/** Takes one entry. The segments are valid during the call only. */
	@FunctionalInterface
	public interface Entry {
		void accept(MemorySegment key, MemorySegment value);
	}

	private static final int ENOENT = 2;
	private static final int ENOSPC = 28;
	private static final int FIRST_BATCH = 256;

	private final Libbpf libbpf;
	private final String name;
	private final int fd;
	private final int keySize;
	private final long valueSize;
	private final int capacity;
	private Arena arena;
	private int batch;
	private MemorySegment keys;
	private MemorySegment values;
	private MemorySegment position;
	private MemorySegment next;
	private MemorySegment count;

	BpfTable(Libbpf libbpf, String name, MemorySegment map, boolean perCpu) {
		this.libbpf = libbpf;
		this.name = name;
		fd = libbpf.mapFd(map);
		keySize = libbpf.keySize(map);
		/* A per-CPU value is one value for each possible CPU, each rounded up to 8 bytes. */
		long size = libbpf.valueSize(map);
		valueSize = perCpu ? (size + 7) / 8 * 8 * libbpf.possibleCpus() : size;
		capacity = libbpf.maxEntries(map);
		allocate(Math.min(FIRST_BATCH, capacity));
	}

	private void allocate(int entries) {
		if (arena != null) {
			arena.close();
		}
		arena = Arena.ofShared();
		batch = entries;
		keys = arena.allocate((long) keySize * batch, 8);
		values = arena.allocate(valueSize * batch, 8);
		position = arena.allocate(Math.max(keySize, 8), 8);
		next = arena.allocate(Math.max(keySize, 8), 8);
		count = arena.allocate(JAVA_INT);
	}

	/** How many entries it can hold. */
	public int capacity() {
		return capacity;
	}

	int fd() {
		return fd;
	}

	/**
	 * Every entry once, while programs go on to change them. An entry that is added during the reading may or may not be among them.
	 *
	 * @return how many there were
	 */
	public int forEach(Entry entry) throws BpfException {
		int total = 0;
		boolean first = true;
		while (true) {
			count.set(JAVA_INT, 0, batch);
			int result = libbpf.lookupBatch(fd, first ? MemorySegment.NULL : position, next, keys, values, count);
			if (result == -ENOSPC && batch < capacity) {
				/* One bucket of the hash holds more than a batch. Nothing of it was given out; ask again with more room. */
				MemorySegment kept = Arena.ofAuto().allocate(position.byteSize(), 8).copyFrom(position);
				allocate(Math.min(capacity, batch * 2));
				position.copyFrom(kept);
				continue;
			}
			if (result != 0 && result != -ENOENT) {
				throw new BpfException("the table \"" + name + "\" cannot be read: " + libbpf.describe(-result), -result);
			}
			int got = count.get(JAVA_INT, 0);
			for (int i = 0; i < got; i++) {
				entry.accept(keys.asSlice((long) i * keySize, keySize), values.asSlice(i * valueSize, valueSize));
			}
			total += got;
			if (result == -ENOENT) {
				return total;
			}
			first = false;
			position.copyFrom(next);
		}
	}

	/** Copies the value of a key. @return whether there was one */
	public boolean lookup(MemorySegment key, MemorySegment value) throws BpfException {
		int result = libbpf.lookup(fd, key, value);
		if (result == 0) {
			return true;
		}
		if (result == -ENOENT) {
			return false;
		}
		throw new BpfException("the table \"" + name + "\" cannot be read: " + libbpf.describe(-result), -result);
	}

	/** Deletes an entry. @return whether there was one */
	public boolean delete(MemorySegment key) throws BpfException {
		int result = libbpf.delete(fd, key);
		if (result == 0) {
			return true;
		}
		if (result == -ENOENT) {
			return false;
		}
		throw new BpfException("the table \"" + name + "\" cannot be changed: " + libbpf.describe(-result), -result);
	}

	/** The size of one value in memory; of all CPUs' values where each CPU has its own. */
	public long valueSize() {
		return valueSize;
	}

	@Override
	public void close() {
		arena.close();
	}
}
