package org.cortexbrain.agent.bpf;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * The calls of libbpf 1.x and of the C library that the agent needs, one method each.
 *
 * <p>Calls that give an int give what the library gives: 0 or more, or a negative error number. Calls that give a pointer give
 * {@link MemorySegment#NULL} on failure; {@link #errno()} says why, on the same thread. What libbpf prints is kept for
 * {@link #takeLog()}.
 */
final class Libbpf {
	/** {@code BTF_KIND_TYPEDEF} of the kernel: each BTF tracepoint has a typedef {@code btf_trace_NAME}. */
	static final int BTF_KIND_TYPEDEF = 8;

	private static final Linker LINKER = Linker.nativeLinker();
	private static final Arena GLOBAL = Arena.global();
	private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
	private static final int PROGRAM_INFO_SIZE = 216;
	private static final long RECURSION_MISSES = 208;
	private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
	private static final int LOG_LIMIT = 64 * 1024;
	/** {@code LIBBPF_DEBUG}: told, but of no interest. */
	private static final int LIBBPF_DEBUG = 2;

	private static volatile Libbpf instance;

	private final SymbolLookup library;
	private final SymbolLookup c = LINKER.defaultLookup();
	private final MemorySegment state = GLOBAL.allocate(CALL_STATE);
	private final StringBuilder log = new StringBuilder();

	private final MethodHandle objectOpen;
	private final MethodHandle objectLoad;
	private final MethodHandle objectClose;
	private final MethodHandle findProgram;
	private final MethodHandle findMap;
	private final MethodHandle programAutoload;
	private final MethodHandle programAttach;
	private final MethodHandle programAttachIterator;
	private final MethodHandle linkDestroy;
	private final MethodHandle linkFd;
	private final MethodHandle programFd;
	private final MethodHandle infoByFd;
	private final MethodHandle iteratorCreate;
	private final MethodHandle mapFd;
	private final MethodHandle mapKeySize;
	private final MethodHandle mapValueSize;
	private final MethodHandle mapMaxEntries;
	private final MethodHandle mapSetMaxEntries;
	private final MethodHandle mapLookup;
	private final MethodHandle mapDelete;
	private final MethodHandle mapLookupBatch;
	private final MethodHandle possibleCpus;
	private final MethodHandle kernelTypes;
	private final MethodHandle typeByName;
	private final MethodHandle typesFree;
	private final MethodHandle ringNew;
	private final MethodHandle ringConsume;
	private final MethodHandle ringFree;
	private final MethodHandle read;
	private final MethodHandle close;
	private final MethodHandle strerror;
	private final MethodHandle vsnprintf;
	/** Of glibc alone. */
	private final Optional<MethodHandle> mallocTrim;

	private Libbpf(SymbolLookup library) {
		this.library = library;
		objectOpen = pointer("bpf_object__open_mem", ADDRESS, JAVA_LONG, ADDRESS);
		objectLoad = integer("bpf_object__load", ADDRESS);
		objectClose = nothing("bpf_object__close", ADDRESS);
		findProgram = pointer("bpf_object__find_program_by_name", ADDRESS, ADDRESS);
		findMap = pointer("bpf_object__find_map_by_name", ADDRESS, ADDRESS);
		programAutoload = integer("bpf_program__set_autoload", ADDRESS, JAVA_BOOLEAN);
		programAttach = pointer("bpf_program__attach", ADDRESS);
		programAttachIterator = pointer("bpf_program__attach_iter", ADDRESS, ADDRESS);
		linkDestroy = integer("bpf_link__destroy", ADDRESS);
		linkFd = integer("bpf_link__fd", ADDRESS);
		programFd = integer("bpf_program__fd", ADDRESS);
		infoByFd = integer("bpf_obj_get_info_by_fd", JAVA_INT, ADDRESS, ADDRESS);
		iteratorCreate = integer("bpf_iter_create", JAVA_INT);
		mapFd = integer("bpf_map__fd", ADDRESS);
		mapKeySize = integer("bpf_map__key_size", ADDRESS);
		mapValueSize = integer("bpf_map__value_size", ADDRESS);
		mapMaxEntries = integer("bpf_map__max_entries", ADDRESS);
		mapSetMaxEntries = integer("bpf_map__set_max_entries", ADDRESS, JAVA_INT);
		mapLookup = integer("bpf_map_lookup_elem", JAVA_INT, ADDRESS, ADDRESS);
		mapDelete = integer("bpf_map_delete_elem", JAVA_INT, ADDRESS);
		mapLookupBatch = integer("bpf_map_lookup_batch", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
		possibleCpus = integer("libbpf_num_possible_cpus");
		kernelTypes = pointer("btf__load_vmlinux_btf");
		typeByName = integer("btf__find_by_name_kind", ADDRESS, ADDRESS, JAVA_INT);
		typesFree = nothing("btf__free", ADDRESS);
		ringNew = pointer("ring_buffer__new", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
		ringConsume = integer("ring_buffer__consume", ADDRESS);
		ringFree = nothing("ring_buffer__free", ADDRESS);
		read = LINKER.downcallHandle(c.findOrThrow("read"), FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
		close = LINKER.downcallHandle(c.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
		strerror = LINKER.downcallHandle(c.findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
		vsnprintf = LINKER.downcallHandle(c.findOrThrow("vsnprintf"),
				FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS));
		mallocTrim = c.find("malloc_trim").map(found -> LINKER.downcallHandle(found, FunctionDescriptor.of(JAVA_INT, JAVA_LONG)));
		keepLog();
	}

	/**
	 * The library of this system, loaded once.
	 *
	 * @throws BpfException if there is no libbpf 1.x
	 */
	static synchronized Libbpf get() throws BpfException {
		if (instance == null) {
			SymbolLookup library;
			try {
				library = SymbolLookup.libraryLookup("libbpf.so.1", GLOBAL);
			} catch (IllegalArgumentException e) {
				throw new BpfException("libbpf.so.1 cannot be loaded (" + e.getMessage() + "). Install it: apt-get install libbpf1", 0);
			}
			try {
				instance = new Libbpf(library);
			} catch (java.util.NoSuchElementException e) {
				throw new BpfException("libbpf.so.1 is too old: " + e.getMessage() + ". Version 1.1 or newer is needed", 0);
			}
		}
		return instance;
	}

	private MethodHandle integer(String name, MemoryLayout... arguments) {
		return LINKER.downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
	}

	private MethodHandle nothing(String name, MemoryLayout... arguments) {
		return LINKER.downcallHandle(library.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
	}

	private MethodHandle pointer(String name, MemoryLayout... arguments) {
		return LINKER.downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(ADDRESS, arguments),
				Linker.Option.captureCallState("errno"));
	}

	private static RuntimeException broken(Throwable t) {
		return new IllegalStateException("a call into libbpf broke", t);
	}

	int errno() {
		return (int) ERRNO.get(state, 0L);
	}

	/** What the C library says of an error number, with the number. */
	String describe(int errno) {
		try {
			var text = (MemorySegment) strerror.invokeExact(errno);
			return text.reinterpret(256).getString(0) + " (errno " + errno + ")";
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	MemorySegment open(MemorySegment elf) {
		try {
			return (MemorySegment) objectOpen.invokeExact(state, elf, elf.byteSize(), MemorySegment.NULL);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int load(MemorySegment object) {
		try {
			return (int) objectLoad.invokeExact(object);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	void closeObject(MemorySegment object) {
		try {
			objectClose.invokeExact(object);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	MemorySegment program(MemorySegment object, String name) {
		try (Arena arena = Arena.ofConfined()) {
			return (MemorySegment) findProgram.invokeExact(state, object, arena.allocateFrom(name));
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	MemorySegment map(MemorySegment object, String name) {
		try (Arena arena = Arena.ofConfined()) {
			return (MemorySegment) findMap.invokeExact(state, object, arena.allocateFrom(name));
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int setAutoload(MemorySegment program, boolean load) {
		try {
			return (int) programAutoload.invokeExact(program, load);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	MemorySegment attach(MemorySegment program) {
		try {
			return (MemorySegment) programAttach.invokeExact(state, program);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	/** Attaches an iterator over something that the kernel has anyway. */
	MemorySegment attachIterator(MemorySegment program) {
		try {
			return (MemorySegment) programAttachIterator.invokeExact(state, program, MemorySegment.NULL);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	/** Attaches an iterator over the entries of one map. */
	MemorySegment attachIterator(MemorySegment program, int mapFd) {
		try (Arena arena = Arena.ofConfined()) {
			/* union bpf_iter_link_info { struct { __u32 map_fd; } map; ... }, 16 bytes in Linux 6.x */
			MemorySegment of = arena.allocate(16, 8);
			of.set(JAVA_INT, 0, mapFd);
			/* struct bpf_iter_attach_opts { size_t sz; union bpf_iter_link_info *link_info; __u32 link_info_len; } */
			MemorySegment options = arena.allocate(24, 8);
			options.set(JAVA_LONG, 0, 24);
			options.set(ADDRESS, 8, of);
			options.set(JAVA_INT, 16, (int) of.byteSize());
			return (MemorySegment) programAttachIterator.invokeExact(state, program, options);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int destroyLink(MemorySegment link) {
		try {
			return (int) linkDestroy.invokeExact(link);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	/** A descriptor whose reading runs the iterator of this link once; a negative error number on failure. */
	int createIterator(MemorySegment link) {
		try {
			return (int) iteratorCreate.invokeExact((int) linkFd.invokeExact(link));
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int programFd(MemorySegment program) {
		return ofMap(programFd, program);
	}

	/**
	 * How often the kernel passed over a program, of {@code struct bpf_prog_info} (include/uapi/linux/bpf.h). Fields were only ever added to its
	 * end: an older kernel leaves this one 0.
	 *
	 * @return a negative error number where the kernel refuses
	 */
	long recursionMisses(int programFd) {
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment info = arena.allocate(PROGRAM_INFO_SIZE, 8);
			MemorySegment size = arena.allocate(JAVA_INT);
			size.set(JAVA_INT, 0, PROGRAM_INFO_SIZE);
			int result = (int) infoByFd.invokeExact(programFd, info, size);
			return result < 0 ? result : info.get(JAVA_LONG, RECURSION_MISSES);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	/** Gives back to the system what loading left unused: libbpf reads all of the kernel's types, some 15 MB, each time. */
	void releaseUnusedMemory() {
		if (mallocTrim.isPresent()) {
			try {
				int ignored = (int) mallocTrim.get().invokeExact(0L);
			} catch (Throwable t) {
				throw broken(t);
			}
		}
	}

	int mapFd(MemorySegment map) {
		return ofMap(mapFd, map);
	}

	int keySize(MemorySegment map) {
		return ofMap(mapKeySize, map);
	}

	int valueSize(MemorySegment map) {
		return ofMap(mapValueSize, map);
	}

	int maxEntries(MemorySegment map) {
		return ofMap(mapMaxEntries, map);
	}

	private static int ofMap(MethodHandle call, MemorySegment map) {
		try {
			return (int) call.invokeExact(map);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int setMaxEntries(MemorySegment map, int entries) {
		try {
			return (int) mapSetMaxEntries.invokeExact(map, entries);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int lookup(int fd, MemorySegment key, MemorySegment value) {
		try {
			return (int) mapLookup.invokeExact(fd, key, value);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int delete(int fd, MemorySegment key) {
		try {
			return (int) mapDelete.invokeExact(fd, key);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int lookupBatch(int fd, MemorySegment in, MemorySegment out, MemorySegment keys, MemorySegment values, MemorySegment count) {
		try {
			return (int) mapLookupBatch.invokeExact(fd, in, out, keys, values, count, MemorySegment.NULL);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int possibleCpus() {
		try {
			return (int) possibleCpus.invokeExact();
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	MemorySegment kernelTypes() {
		try {
			return (MemorySegment) kernelTypes.invokeExact(state);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	boolean hasType(MemorySegment types, String name, int kind) {
		try (Arena arena = Arena.ofConfined()) {
			int id = (int) typeByName.invokeExact(types, arena.allocateFrom(name), kind);
			return id > 0;
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	void freeTypes(MemorySegment types) {
		try {
			typesFree.invokeExact(types);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	MemorySegment newRing(int mapFd, MemorySegment callback) {
		try {
			return (MemorySegment) ringNew.invokeExact(state, mapFd, callback, MemorySegment.NULL, MemorySegment.NULL);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	int consumeRing(MemorySegment ring) {
		try {
			return (int) ringConsume.invokeExact(ring);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	void freeRing(MemorySegment ring) {
		try {
			ringFree.invokeExact(ring);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	long read(int fd, MemorySegment buffer) {
		try {
			return (long) read.invokeExact(fd, buffer, buffer.byteSize());
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	void close(int fd) {
		try {
			int _ = (int) close.invokeExact(fd);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	MemorySegment upcall(MethodHandle target, FunctionDescriptor descriptor, Arena arena) {
		return LINKER.upcallStub(target, descriptor, arena);
	}

	/** What libbpf has printed since the last call: warnings, and the verifier's words. */
	String takeLog() {
		synchronized (log) {
			String text = log.toString();
			log.setLength(0);
			return text;
		}
	}

	private void keepLog() {
		try {
			var print = MethodHandles.lookup()
					.bind(this, "print", MethodType.methodType(int.class, int.class, MemorySegment.class, MemorySegment.class));
			var stub = LINKER.upcallStub(print, FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS), GLOBAL);
			var setPrint = LINKER.downcallHandle(library.findOrThrow("libbpf_set_print"), FunctionDescriptor.of(ADDRESS, ADDRESS));
			var _ = (MemorySegment) setPrint.invokeExact(stub);
		} catch (Throwable t) {
			throw broken(t);
		}
	}

	/* libbpf_print_fn_t. A va_list is passed by its address on x86-64 and aarch64, so it can go on to vsnprintf as it came. */
	private int print(int level, MemorySegment format, MemorySegment arguments) {
		if (level >= LIBBPF_DEBUG) {
			return 0;
		}
		/* An exception that leaves an upcall ends the process. */
		try (Arena arena = Arena.ofConfined()) {
			MemorySegment text = arena.allocate(16 * 1024);
			int length = (int) vsnprintf.invokeExact(text, text.byteSize(), format, arguments);
			synchronized (log) {
				if (length > 0 && log.length() < LOG_LIMIT) {
					log.append(text.getString(0));
				}
			}
			return length;
		} catch (Throwable t) {
			return -1;
		}
	}
}
