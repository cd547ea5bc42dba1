package org.cortexbrain.agent.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.cortexbrain.protocol.NodeDescription.Program;
import org.cortexbrain.protocol.NodeDescription.State;

/**
 * One object file in the kernel: its programs, attached as far as this kernel allows, and its tables.
 *
 * <p>A program that the kernel refuses is left out, with the reason in {@link #programs()}; the rest goes on. Everything is gone from
 * the kernel after {@link #close()}, or when the process ends in whatever way: nothing is pinned. For one thread.
 */
public final class BpfObject implements AutoCloseable {
	/**
	 * A program of the object, as its author describes it.
	 *
	 * @param name the function's name
	 * @param hook {@code tp_btf/NAME}, {@code iter/bpf_map_elem} or {@code iter/task_file}
	 * @param provides what is lost without it
	 */
	public record ProgramSource(String name, String hook, String provides) {
	}

	/** Takes a record of a ring buffer. The segment is valid during the call only. */
	@FunctionalInterface
	public interface RingRecord {
		void accept(MemorySegment data);
	}

	private static final String BTF_TRACEPOINT = "tp_btf/";
	private static final String ITERATOR = "iter/";
	private static final Pattern REFUSED_PROGRAM = Pattern.compile("prog '([^']+)': (?:failed to load|BPF program load failed)");
	private static final int READ_SIZE = 4096;

	private final Libbpf libbpf;
	private final MemorySegment object;
	private final Map<String, Program> programs;
	private final Map<String, MemorySegment> links = new LinkedHashMap<>();
	private final List<BpfTable> tables = new ArrayList<>();
	private final List<MemorySegment> rings = new ArrayList<>();
	private final Arena arena = Arena.ofShared();

	private BpfObject(Libbpf libbpf, MemorySegment object, Map<String, Program> programs) {
		this.libbpf = libbpf;
		this.object = object;
		this.programs = programs;
	}

	/**
	 * Loads an object and attaches its tracepoint programs; iterators wait for {@link #attachIterator}.
	 *
	 * @param name what to call the object in messages
	 * @param elf the object file
	 * @param sources every program in it
	 * @param capacities entries for the tables that are to have another size than the object says
	 * @throws BpfException if libbpf is missing, the file is damaged, the kernel has no BTF, or rights are missing
	 */
	public static BpfObject load(String name, byte[] elf, Collection<ProgramSource> sources, Map<String, Integer> capacities)
			throws BpfException {
		Libbpf libbpf = Libbpf.get();
		Map<String, Program> programs = new LinkedHashMap<>();
		for (var source : sources) {
			programs.put(source.name(), new Program(source.name(), source.hook(), State.OFF, Optional.empty(), source.provides()));
		}
		leaveOutMissingHooks(libbpf, programs);
		while (true) {
			MemorySegment object = open(libbpf, name, elf, programs, capacities);
			libbpf.takeLog();
			int result = libbpf.load(object);
			if (result == 0) {
				var loaded = new BpfObject(libbpf, object, programs);
				loaded.attachTracepoints();
				libbpf.releaseUnusedMemory();
				return loaded;
			}
			String log = libbpf.takeLog();
			libbpf.closeObject(object);
			var cause = new BpfException("the kernel does not load the programs of " + name + ": " + libbpf.describe(-result), -result);
			if (cause.forWantOfRights()) {
				throw cause;
			}
			cause = new BpfException(cause.getMessage() + lastLine(log).map(line -> "; " + line).orElse(""), -result);
			var refused = REFUSED_PROGRAM.matcher(log);
			if (!refused.find() || !programs.containsKey(refused.group(1)) || isRefused(programs.get(refused.group(1)))) {
				throw cause;
			}
			refuse(programs, refused.group(1), "the kernel's verifier refuses it: " + verdict(log).orElse(libbpf.describe(-result)));
		}
	}

	private static void leaveOutMissingHooks(Libbpf libbpf, Map<String, Program> programs) throws BpfException {
		MemorySegment types = libbpf.kernelTypes();
		if (types.equals(MemorySegment.NULL)) {
			throw new BpfException("this kernel does not describe its own types (BTF, /sys/kernel/btf/vmlinux): "
					+ libbpf.describe(libbpf.errno()) + ". A kernel built with CONFIG_DEBUG_INFO_BTF is needed", libbpf.errno());
		}
		try {
			for (var program : List.copyOf(programs.values())) {
				if (program.hook().startsWith(BTF_TRACEPOINT)) {
					String tracepoint = program.hook().substring(BTF_TRACEPOINT.length());
					if (!libbpf.hasType(types, "btf_trace_" + tracepoint, Libbpf.BTF_KIND_TYPEDEF)) {
						refuse(programs, program.name(), "this kernel has no tracepoint " + tracepoint);
					}
				}
			}
		} finally {
			libbpf.freeTypes(types);
		}
	}

	private static MemorySegment open(Libbpf libbpf, String name, byte[] elf, Map<String, Program> programs,
			Map<String, Integer> capacities) throws BpfException {
		MemorySegment object;
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment file = arena.allocate(elf.length, 8).copyFrom(MemorySegment.ofArray(elf));
			object = libbpf.open(file);
		}
		if (object.equals(MemorySegment.NULL)) {
			throw new BpfException("the object file " + name + " is damaged: " + libbpf.describe(libbpf.errno())
					+ lastLine(libbpf.takeLog()).map(line -> "; " + line).orElse(""), libbpf.errno());
		}
		try {
			for (var program : programs.values()) {
				MemorySegment handle = libbpf.program(object, program.name());
				if (handle.equals(MemorySegment.NULL)) {
					throw new BpfException("the object file " + name + " has no program " + program.name(), 0);
				}
				libbpf.setAutoload(handle, !isRefused(program));
			}
			for (var capacity : capacities.entrySet()) {
				int result = libbpf.setMaxEntries(mapOf(libbpf, object, name, capacity.getKey()), capacity.getValue());
				if (result != 0) {
					throw new BpfException("the table \"" + capacity.getKey() + "\" cannot have " + capacity.getValue() + " entries: "
							+ libbpf.describe(-result), -result);
				}
			}
		} catch (BpfException e) {
			libbpf.closeObject(object);
			throw e;
		}
		return object;
	}

	private static MemorySegment mapOf(Libbpf libbpf, MemorySegment object, String name, String table) throws BpfException {
		MemorySegment map = libbpf.map(object, table);
		if (map.equals(MemorySegment.NULL)) {
			throw new BpfException("the object file " + name + " has no table " + table, 0);
		}
		return map;
	}

	private void attachTracepoints() {
		for (var program : List.copyOf(programs.values())) {
			if (!isRefused(program) && !program.hook().startsWith(ITERATOR)) {
				attached(program, libbpf.attach(libbpf.program(object, program.name())));
			}
		}
	}

	private boolean attached(Program program, MemorySegment link) {
		if (link.equals(MemorySegment.NULL)) {
			refuse(programs, program.name(), "the kernel does not attach it: " + libbpf.describe(libbpf.errno()));
			return false;
		}
		links.put(program.name(), link);
		programs.put(program.name(), new Program(program.name(), program.hook(), State.ATTACHED, Optional.empty(), program.provides()));
		return true;
	}

	private static boolean isRefused(Program program) {
		return program.state() == State.REFUSED;
	}

	private static void refuse(Map<String, Program> programs, String name, String reason) {
		var program = programs.get(name);
		programs.put(name, new Program(name, program.hook(), State.REFUSED, Optional.of(reason), program.provides()));
	}

	/** The verifier's own last words stand before its statistics. */
	private static Optional<String> verdict(String log) {
		String last = null;
		for (String line : log.lines().toList()) {
			if (line.startsWith("processed ") || line.startsWith("-- END")) {
				break;
			}
			if (!line.isBlank() && !line.startsWith("libbpf:") && !line.startsWith("--")) {
				last = line.strip();
			}
		}
		return Optional.ofNullable(last);
	}

	private static Optional<String> lastLine(String log) {
		return log.lines().filter(line -> !line.isBlank() && !line.startsWith("libbpf: failed to load object")).reduce((_, last) -> last).map(String::strip);
	}

	/** Attaches an iterator program to a table. @return whether the kernel allowed it; the reason is in {@link #programs()} */
	public boolean attachIterator(String program, BpfTable table) {
		var source = programs.get(program);
		return !isRefused(source) && attached(source, libbpf.attachIterator(libbpf.program(object, program), table.fd()));
	}

	/** Attaches an iterator program that needs no table. @return whether the kernel allowed it; the reason is in {@link #programs()} */
	public boolean attachIterator(String program) {
		var source = programs.get(program);
		return !isRefused(source) && attached(source, libbpf.attachIterator(libbpf.program(object, program)));
	}

	/** Runs an attached iterator once, for what its program does; what it writes is not read. */
	public void runIterator(String program) throws BpfException {
		int fd = libbpf.createIterator(links.get(program));
		if (fd < 0) {
			throw new BpfException("the iterator " + program + " cannot be run: " + libbpf.describe(-fd), -fd);
		}
		try (Arena confined = Arena.ofConfined()) {
			MemorySegment buffer = confined.allocate(READ_SIZE);
			while (true) {
				long read = libbpf.read(fd, buffer);
				if (read == 0) {
					return;
				}
				if (read < 0) {
					throw new BpfException("the iterator " + program + " broke off", 0);
				}
			}
		} finally {
			libbpf.close(fd);
		}
	}

	/** A hash or array of the object. */
	public BpfTable table(String name) throws BpfException {
		return table(name, false);
	}

	/** A table that has one value for each CPU. */
	public BpfTable perCpuTable(String name) throws BpfException {
		return table(name, true);
	}

	private BpfTable table(String name, boolean perCpu) throws BpfException {
		var table = new BpfTable(libbpf, name, mapOf(libbpf, object, "this agent", name), perCpu);
		tables.add(table);
		return table;
	}

	/**
	 * A ring buffer of the object. The result, when run, gives all records that wait to {@code taker}, on the caller's thread.
	 *
	 * @throws BpfException if the kernel refuses
	 */
	public Runnable ring(String name, RingRecord taker) throws BpfException {
		MemorySegment callback;
		try {
			var handle = MethodHandles.insertArguments(MethodHandles.lookup().findStatic(BpfObject.class, "give", MethodType
					.methodType(int.class, RingRecord.class, MemorySegment.class, MemorySegment.class, long.class)), 0, taker);
			callback = libbpf.upcall(handle,
					FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG), arena);
		} catch (ReflectiveOperationException e) {
			throw new IllegalStateException(e);
		}
		MemorySegment ring = libbpf.newRing(libbpf.mapFd(mapOf(libbpf, object, "this agent", name)), callback);
		if (ring.equals(MemorySegment.NULL)) {
			throw new BpfException("the ring buffer \"" + name + "\" cannot be read: " + libbpf.describe(libbpf.errno()), libbpf.errno());
		}
		rings.add(ring);
		return () -> libbpf.consumeRing(ring);
	}

	/* ring_buffer_sample_fn. An exception that leaves an upcall ends the process. */
	@SuppressWarnings("unused")
	private static int give(RingRecord taker, MemorySegment context, MemorySegment data, long size) {
		try {
			taker.accept(data.reinterpret(size));
		} catch (RuntimeException e) {
			System.err.println("cortexbrain-agent: a kernel event was not understood: " + e);
		}
		return 0;
	}

	/** Every program with its state, in the order of its description. */
	public List<Program> programs() {
		return List.copyOf(programs.values());
	}

	/**
	 * How often the kernel passed over an attached program because it was running on that CPU already: a tracepoint's program that is
	 * interrupted by network traffic is not started again for it (kernel/trace/bpf_trace.c, __bpf_trace_run). Since the start; 0 on kernels
	 * before 5.12, which do not say.
	 */
	public long missedEvents(String program) throws BpfException {
		long missed = libbpf.recursionMisses(libbpf.programFd(libbpf.program(object, program)));
		if (missed < 0) {
			throw new BpfException("what the program " + program + " missed cannot be read: " + libbpf.describe((int) -missed), (int) -missed);
		}
		return missed;
	}

	/** How many CPUs the kernel may have, each with its value in a per-CPU table. */
	public int possibleCpus() {
		return libbpf.possibleCpus();
	}

	@Override
	public void close() {
		links.values().forEach(libbpf::destroyLink);
		links.clear();
		rings.forEach(libbpf::freeRing);
		rings.clear();
		tables.forEach(BpfTable::close);
		tables.clear();
		libbpf.closeObject(object);
		arena.close();
	}
}
