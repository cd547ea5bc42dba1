package org.cortexbrain.agent.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose network namespaces are: a namespace is a pod's if every socket in it whose control group names somebody is that pod's. The pods of the
 * node's own namespace share it with each other and with the node's units, so it is nobody's. For one thread.
 */
final class NamespacePods {
	/** Numbers of pods known by their namespaces begin after those of programs. */
	static final long FIRST_ID = HostPrograms.FIRST_ID + HostPrograms.MOST;
	/** So many namespaces are remembered; further ones name nobody. */
	static final int MOST = 4096;

	/** The pod's UID; empty for a namespace that is shared. */
	private final Map<Long, Optional<String>> owners = new HashMap<>();
	/** Sockets of one pod that the kernel counts apart have numbers of their own: a number stands for all of one key. */
	private record Sockets(String uid, long cgroupId, String program) {
	}

	private final Map<Sockets, Long> ids = new HashMap<>();
	private long next = FIRST_ID;

	/** A socket of a pod was seen in a namespace. */
	void seen(long namespace, String uid) {
		Optional<String> pod = Optional.of(uid);
		Optional<String> known = owners.get(namespace);
		if (known == null) {
			remember(namespace, pod);
		} else if (!known.equals(pod)) {
			owners.put(namespace, Optional.empty());
		}
	}

	/** A socket of somebody who is no pod was seen in a namespace. */
	void seenOfOthers(long namespace) {
		if (owners.containsKey(namespace)) {
			owners.put(namespace, Optional.empty());
		} else {
			remember(namespace, Optional.empty());
		}
	}

	private void remember(long namespace, Optional<String> owner) {
		if (owners.size() < MOST) {
			owners.put(namespace, owner);
		}
	}

	/** The UID of the pod whose namespace that is. */
	Optional<String> podOf(long namespace) {
		return owners.getOrDefault(namespace, Optional.empty());
	}

	/**
	 * The number of those sockets of a pod that are in one group and of one program.
	 *
	 * @param program empty where the kernel does not tell
	 */
	long idOf(String uid, long cgroupId, String program) {
		return ids.computeIfAbsent(new Sockets(uid, cgroupId, program), _ -> next++);
	}

	/** Forgets a pod that has gone. @return the numbers it had */
	List<Long> forget(String uid) {
		owners.values().removeIf(Optional.of(uid)::equals);
		List<Long> gone = ids.entrySet().stream().filter(entry -> entry.getKey().uid.equals(uid)).map(Map.Entry::getValue).toList();
		ids.values().removeAll(gone);
		return gone;
	}
}
