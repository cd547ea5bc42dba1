package org.cortexbrain.kernel;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.cortexbrain.agent.identity.CgroupTree;
import org.junit.rules.ExternalResource;

/**
 * Control groups of a test, real ones, in a folder of the test's own. They are gone afterwards, with every process in them, however the
 * test ends.
 */
public final class ControlGroups extends ExternalResource {
	private static final Duration PATIENCE = Duration.ofSeconds(30);
	private static final AtomicInteger TESTS = new AtomicInteger();

	private final String name = "cortexbrain-test-" + ProcessHandle.current().pid() + "-groups" + TESTS.incrementAndGet();
	private final List<Path> roots = new ArrayList<>();

	/** Makes a group of version 2, and those above it. @param path {@code /kubepods/...} as a node would have it */
	public Path make(String path) throws IOException {
		return make(root(), path);
	}

	/** The root of all groups of version 2. */
	public static Path root() throws IOException {
		return CgroupTree.find().orElseThrow().root();
	}

	/** This process's group of version 2. */
	public static Path own() throws IOException {
		String path = Files.readAllLines(Path.of("/proc/self/cgroup")).stream().filter(line -> line.startsWith("0::/")).findFirst().orElseThrow();
		return root().resolve(path.substring("0::/".length()));
	}

	/** Makes a group in the mounted tree of some hierarchy. */
	public Path make(Path tree, String path) throws IOException {
		Path root = tree.resolve(name);
		if (!roots.contains(root)) {
			roots.add(root);
		}
		return Files.createDirectories(root.resolve(path.substring(1)));
	}

	/** Puts a process into a group. Its sockets follow only if they are made later. */
	public static void move(long process, Path group) throws IOException {
		Files.writeString(group.resolve("cgroup.procs"), Long.toString(process));
	}

	/** The number that the kernel's programs name a version 2 group by: the inode of its folder. */
	public static long id(Path group) throws IOException {
		return (Long) Files.getAttribute(group, "unix:ino");
	}

	/** Ends every process in a group and below, and removes it. */
	public static void remove(Path group) throws IOException {
		Instant deadline = Instant.now().plus(PATIENCE);
		while (true) {
			List<Path> folders = folders(group);
			for (Path folder : folders) {
				for (String process : Files.readAllLines(folder.resolve("cgroup.procs"))) {
					ProcessHandle.of(Long.parseLong(process)).ifPresent(ProcessHandle::destroyForcibly);
				}
			}
			try {
				for (Path folder : folders) {
					Files.delete(folder);
				}
				return;
			} catch (FileSystemException e) {
				/* Busy until the last of its processes has ended. */
				if (Instant.now().isAfter(deadline)) {
					throw e;
				}
				LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
			}
		}
	}

	private static List<Path> folders(Path group) throws IOException {
		if (!Files.exists(group)) {
			return List.of();
		}
		try (Stream<Path> tree = Files.walk(group)) {
			return tree.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
		}
	}

	@Override
	protected void after() {
		for (Path root : roots) {
			try {
				remove(root);
			} catch (IOException e) {
				throw new AssertionError("control groups of the test are left behind in " + root, e);
			}
		}
	}
}
