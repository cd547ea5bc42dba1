package org.cortexbrain.kubeconfig.internal.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which names in which folders decide what a path leads to: the file itself, the folder it is in, and every symbolic link on the way. A
 * change of any of them may be another file of the same path. Where a part of the path does not exist, its name in the last folder that
 * does.
 */
final class Trail {
	/** As many links as Linux follows (path_resolution(7)). */
	private static final int MOST_LINKS = 40;

	private final Map<Path, Set<Path>> names = new HashMap<>();

	/** Folders with the names in them that matter, for all of the files together. */
	static Map<Path, Set<Path>> of(Iterable<Path> files) {
		Trail trail = new Trail();
		for (Path file : files) {
			trail.follow(file.toAbsolutePath().normalize());
		}
		return trail.names;
	}

	private void follow(Path file) {
		Path folder = file.getRoot();
		Deque<Path> rest = new ArrayDeque<>();
		file.forEach(rest::addLast);
		int links = 0;
		while (!rest.isEmpty() && links <= MOST_LINKS) {
			Path name = rest.removeFirst();
			Path child = folder.resolve(name).normalize();
			if (Files.isSymbolicLink(child)) {
				decides(folder, name);
				links++;
				folder = target(folder, child, rest);
			} else {
				if (rest.size() <= 1 || !Files.exists(child, LinkOption.NOFOLLOW_LINKS)) {
					decides(folder, name);
				}
				if (!Files.isDirectory(child)) {
					return;
				}
				folder = child;
			}
		}
	}

	/** Puts the link's target before the rest of the way; returns the folder that it starts from. */
	private static Path target(Path folder, Path link, Deque<Path> rest) {
		try {
			Path target = Files.readSymbolicLink(link);
			for (int i = target.getNameCount() - 1; i >= 0; i--) {
				rest.addFirst(target.getName(i));
			}
			return target.isAbsolute() ? target.getRoot() : folder;
		} catch (IOException _) {
			// gone since it was seen; its folder is watched, and its return is an event
			rest.clear();
			return folder;
		}
	}

	private void decides(Path folder, Path name) {
		if (Files.isDirectory(folder)) {
			names.computeIfAbsent(folder, _ -> new HashSet<>()).add(name);
		}
	}
}
