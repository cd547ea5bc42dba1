package org.cortexbrain.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;

/** What the kernel itself says of its eBPF programs, asked past the agent's own binding. */
final class KernelPrograms {
	private static final Linker LINKER = Linker.nativeLinker();
	private static final SymbolLookup LIBBPF = SymbolLookup.libraryLookup("libbpf.so.1", Arena.global());

	private KernelPrograms() {
	}

	/** Whether there is a program of that number. */
	static boolean isLoaded(int id) {
		try {
			var open = LINKER.downcallHandle(LIBBPF.findOrThrow("bpf_prog_get_fd_by_id"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
			var close = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
			int fd = (int) open.invokeExact(id);
			if (fd < 0) {
				return false;
			}
			int ignored = (int) close.invokeExact(fd);
			return true;
		} catch (Throwable e) {
			throw new IllegalStateException(e);
		}
	}
}
