package org.cortexbrain.agent.identity;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

import org.cortexbrain.protocol.NodeDescription.Cgroups;

/** The folders of control groups version 2. A group's id is the inode of its folder (kernfs), which is what the kernel programs report. */
public final class CgroupTree {
	/**
	 * Where the tree is mounted.
	 *
	 * @param root the folder of the root group
	 * @param layout whether it stands alone or beside version 1
	 */
	public record Mount(Path root, Cgroups layout) {
	}

	private final Path root;

	public CgroupTree(Path root) {
		this.root = root;
	}

	/** Where /proc/self/mountinfo says that version 2 is mounted; empty if it is not. */
	public static Optional<Mount> find() throws IOException {
		return find(Files.readAllLines(Path.of("/proc/self/mountinfo")));
	}

	/* proc_pid_mountinfo(5): the mount point is field 5; the type follows a lone hyphen. */
	static Optional<Mount> find(List<String> mountinfo) {
		Optional<Path> version2 = Optional.empty();
		boolean version1 = false;
		for (String line : mountinfo) {
			String type = line.substring(line.indexOf(" - ") + 3).split(" ")[0];
			version1 |= type.equals("cgroup");
			if (type.equals("cgroup2") && version2.isEmpty()) {
				version2 = Optional.of(Path.of(line.split(" ")[4].replace("\\040", " ")));
			}
		}
		boolean hybrid = version1;
		return version2.map(path -> new Mount(path, hybrid ? Cgroups.HYBRID : Cgroups.V2));
	}

	/** Gives every group's path, from the root of the tree, and its id. Groups that vanish meanwhile are passed over. */
	public void walk(ObjLongConsumer<String> taker) throws IOException {
		Files.walkFileTree(root, new SimpleFileVisitor<>() {
			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
				try {
					taker.accept("/" + root.relativize(folder), id(folder));
				} catch (java.nio.file.NoSuchFileException e) {
					return FileVisitResult.SKIP_SUBTREE;
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException e) {
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path folder, IOException e) {
				return FileVisitResult.CONTINUE;
			}
		});
	}

	private static long id(Path folder) throws IOException {
		return (Long) Files.getAttribute(folder, "unix:ino");
	}

	/** The name of the program in a group; empty if there is none, or if its processes run different ones. */
	public Optional<String> onlyProgram(String group) {
		try {
			List<String> names = Files.readAllLines(root.resolve(group.substring(1)).resolve("cgroup.procs")).stream()
					.map(process -> programOf(process)).flatMap(Optional::stream).distinct().limit(2).toList();
			return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
		} catch (IOException e) {
			/* The group is gone, or belongs to another process namespace. */
			return Optional.empty();
		}
	}

	private static Optional<String> programOf(String process) {
		try {
			return Optional.of(Files.readString(Path.of("/proc", process, "comm")).strip());
		} catch (IOException e) {
			return Optional.empty();
		}
	}
}
