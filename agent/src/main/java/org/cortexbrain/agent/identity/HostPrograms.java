package org.cortexbrain.agent.identity;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The programs that run in the root control group, which names nobody, each with a number that no control group has. They are told apart
 * by the process's name, and so many of them at most: a name can be anything. For one thread.
 */
final class HostPrograms {
	/**
	 * Above every inode of the kernel's file systems in practice (they are counted up from 1), and still exact where a reader of JSON has
	 * doubles.
	 */
	static final long FIRST_ID = 1L << 52;
	/** So many are named; those that come later are told apart by their numbers alone. */
	static final int MOST_NAMED = 1024;
	/** So many have a number of their own. */
	static final int MOST = 1 << 16;

	private final Map<String, Long> ids = new HashMap<>();

	/** The number of a program; empty when too many others have one. */
	Optional<Long> idOf(String program) {
		Long id = ids.get(program);
		if (id == null && ids.size() < MOST) {
			id = FIRST_ID + ids.size();
			ids.put(program, id);
		}
		return Optional.ofNullable(id);
	}

	/** Whether the program of a number is an endpoint of its own. */
	static boolean isNamed(long id) {
		return id < FIRST_ID + MOST_NAMED;
	}
}
