package org.cortexbrain.agent.identity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.tcp.SocketOwner;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Loss;
import org.cortexbrain.protocol.NodeDescription.Program;
import org.cortexbrain.protocol.Party;

/**
 * The owners of all control groups of this node, by the group's id, and which of them changed since when.
 *
 * <p>The tree is walked once. Afterwards the kernel tells of groups that come and go; the tree is walked again only when it had to tell
 * more than was read in time, or a socket's group is unknown. For one thread.
 */
public final class Parties implements AutoCloseable, CgroupObserver.Changes, SocketOwner {
	/** At least so many refreshes lie between two walks of the tree. */
	private static final int WALK_DISTANCE = 5;
	/** The endpoint of what in the root group has no name of its own. */
	private static final String OTHER_PROGRAMS = "host processes";

	private static final class Entry {
		Party party;
		long changed;
		boolean nameless;
	}

	private final String node;
	private final CgroupTree tree;
	private final PodNames podNames;
	private final CgroupObserver observer;
	private final HostPrograms programs = new HostPrograms();
	private final NamespacePods namespaces = new NamespacePods();
	private final Map<Long, Entry> entries = new HashMap<>();
	private long generation = 1;
	private long walkedAt = Long.MIN_VALUE / 2;
	private long missedBefore;
	private long unknown;
	private boolean nameless;
	private Optional<String> trouble = Optional.empty();

	/**
	 * Walks the tree, and from then on follows the kernel.
	 *
	 * @param node the name of this node
	 * @param elf the object file of the control group programs
	 */
	public Parties(String node, CgroupTree tree, PodNames podNames, byte[] elf) throws BpfException, IOException {
		this.node = node;
		this.tree = tree;
		this.podNames = podNames;
		/* The programs first: what is made during the walk is then told as well. */
		observer = CgroupObserver.open(elf, this);
		try {
			observer.nodeNamespace().ifPresent(namespaces::seenOfOthers);
			podNames.read();
			walk();
		} catch (IOException e) {
			observer.close();
			throw e;
		}
	}

	/** Takes in what has happened since the last call. */
	public void refresh() throws BpfException {
		generation++;
		observer.read();
		long missed = observer.missed();
		if (missed != missedBefore && mayWalk()) {
			missedBefore = missed;
			tryToWalk();
		}
		if (nameless) {
			nameAgain();
		}
	}

	private boolean mayWalk() {
		return generation - walkedAt >= WALK_DISTANCE;
	}

	private void tryToWalk() {
		try {
			walk();
			trouble = Optional.empty();
		} catch (IOException e) {
			trouble = Optional.of(e.toString());
		}
	}

	private void walk() throws IOException {
		walkedAt = generation;
		Map<Long, String> found = new HashMap<>();
		tree.walk((path, id) -> found.put(id, path));
		found.forEach(this::made);
		entries.forEach((id, entry) -> {
			if (entry.party.alive() && id < HostPrograms.FIRST_ID && !found.containsKey(id) && !(entry.party.endpoint() instanceof Endpoint.Unidentified)) {
				end(entry);
			}
		});
	}

	@Override
	public void made(long id, String path) {
		Entry entry = entries.get(id);
		if (entry == null || entry.party.endpoint() instanceof Endpoint.Unidentified) {
			take(id, CgroupOwner.of(path));
		}
	}

	@Override
	public void removed(long id) {
		Entry entry = entries.get(id);
		if (entry != null && entry.party.alive()) {
			end(entry);
		}
	}

	private void end(Entry entry) {
		Party party = entry.party;
		entry.party = new Party(party.cgroupId(), party.endpoint(), party.container(), false);
		entry.changed = generation;
		if (party.endpoint() instanceof Endpoint.Pod pod && party.cgroupId() < HostPrograms.FIRST_ID && alive(pod.uid()).isEmpty()) {
			namespaces.forget(pod.uid()).stream().map(entries::get).filter(Objects::nonNull).forEach(this::end);
		}
	}

	private void take(long id, CgroupOwner owner) {
		Entry entry = entries.computeIfAbsent(id, _ -> new Entry());
		entry.nameless = false;
		entry.changed = generation;
		entry.party = switch (owner) {
		case CgroupOwner.Pod(var uid, var containerId) -> {
			var name = podNames.known(uid);
			entry.nameless = name.isEmpty();
			nameless |= entry.nameless;
			yield new Party(id, name.map(known -> new Endpoint.Pod(known.namespace(), known.name(), uid))
					.orElseGet(() -> new Endpoint.Pod("unknown", uid, uid)), containerId, true);
		}
		case CgroupOwner.Container(var runtime, var containerId) -> new Party(id, new Endpoint.Container(node, runtime, containerId),
				Optional.empty(), true);
		case CgroupOwner.Unit(var name) -> new Party(id, new Endpoint.Unit(node, name), Optional.empty(), true);
		case CgroupOwner.Processes(var path) -> new Party(id,
				new Endpoint.Process(node, tree.onlyProgram(path).orElse(path.equals("/") ? OTHER_PROGRAMS : path)), Optional.empty(), true);
		};
	}

	/**
	 * The number of the control group if that names somebody; else that of the pod whose network namespace it is; else that of a program of the root
	 * group. Numbers that are no control group's have a party from then on.
	 */
	@Override
	public long idOf(long cgroupId, long networkNamespace, String program) {
		Entry entry = entries.get(cgroupId);
		switch (entry == null ? null : entry.party.endpoint()) {
		case Endpoint.Pod pod -> {
			namespaces.seen(networkNamespace, pod.uid());
			return cgroupId;
		}
		case Endpoint.Unit _, Endpoint.Container _ -> {
			namespaces.seenOfOthers(networkNamespace);
			return cgroupId;
		}
		case null, default -> {
			/* A group that names nobody, or is not known yet. */
		}
		}
		Optional<Entry> pod = entry == null ? Optional.empty() : namespaces.podOf(networkNamespace).flatMap(this::alive);
		if (pod.isPresent()) {
			return idByNamespace(pod.get(), cgroupId, program);
		}
		if (program.isEmpty()) {
			return cgroupId;
		}
		Optional<Long> id = programs.idOf(program);
		id.ifPresent(known -> entries.computeIfAbsent(known, _ -> {
			var named = new Entry();
			named.party = new Party(known, new Endpoint.Process(node, HostPrograms.isNamed(known) ? program : OTHER_PROGRAMS), Optional.empty(), true);
			named.changed = generation;
			return named;
		}));
		return id.orElse(cgroupId);
	}

	/* One of a pod's control groups. */
	private Optional<Entry> alive(String uid) {
		return entries.values().stream().filter(entry -> isGroupOf(entry, uid) && entry.party.alive()).findFirst();
	}

	private static boolean isGroupOf(Entry entry, String uid) {
		return entry.party.cgroupId() < HostPrograms.FIRST_ID && entry.party.endpoint() instanceof Endpoint.Pod pod && pod.uid().equals(uid);
	}

	private long idByNamespace(Entry pod, long cgroupId, String program) {
		var endpoint = (Endpoint.Pod) pod.party.endpoint();
		long id = namespaces.idOf(endpoint.uid(), cgroupId, program);
		entries.computeIfAbsent(id, _ -> {
			var named = new Entry();
			named.party = new Party(id, endpoint, Optional.empty(), true);
			named.nameless = pod.nameless;
			named.changed = generation;
			return named;
		});
		return id;
	}

	/** The kubelet may make a pod's folder after its control group. */
	private void nameAgain() {
		try {
			podNames.read();
		} catch (IOException e) {
			trouble = Optional.of(e.toString());
			return;
		}
		nameless = false;
		for (var entry : entries.values()) {
			if (entry.nameless && entry.party.endpoint() instanceof Endpoint.Pod pod) {
				var name = podNames.known(pod.uid());
				if (name.isPresent()) {
					entry.nameless = false;
					entry.changed = generation;
					entry.party = new Party(entry.party.cgroupId(),
							new Endpoint.Pod(name.get().namespace(), name.get().name(), pod.uid()), entry.party.container(),
							entry.party.alive());
				} else {
					/* A pod that is gone will get no name any more. */
					nameless |= entry.party.alive();
				}
			}
		}
	}

	/** Makes sure that a socket's group has a party: at worst one that says that nobody knows. */
	public void ensure(long cgroupId) {
		if (entries.containsKey(cgroupId)) {
			return;
		}
		if (mayWalk()) {
			tryToWalk();
		}
		if (!entries.containsKey(cgroupId)) {
			unknown++;
			Entry entry = new Entry();
			entry.party = new Party(cgroupId, new Endpoint.Unidentified(node, cgroupId), Optional.empty(), true);
			entry.changed = generation;
			entries.put(cgroupId, entry);
		}
	}

	/** Whether a group has been removed, or is not known. */
	public boolean gone(long cgroupId) {
		Entry entry = entries.get(cgroupId);
		return entry == null || !entry.party.alive();
	}

	/** Forgets a group. */
	public void forget(long cgroupId) {
		entries.remove(cgroupId);
	}

	/** The number of the last refresh. */
	public long generation() {
		return generation;
	}

	/** Every party of {@code wanted} that changed after that refresh; all of them for 0. */
	public void changedAfter(long refresh, Iterable<Long> wanted, Consumer<Party> taker) {
		for (long id : wanted) {
			Entry entry = entries.get(id);
			if (entry != null && entry.changed > refresh) {
				taker.accept(entry.party);
			}
		}
	}

	public List<Program> programs() {
		return observer.programs();
	}

	/** What could not be named, since the start. */
	public List<Loss> losses() throws BpfException {
		List<Loss> losses = new ArrayList<>();
		if (unknown > 0) {
			losses.add(new Loss("owners_unidentified", unknown,
					"control groups with traffic were gone before they could be named; their traffic is shown as unidentified"));
		}
		long missed = observer.missed();
		if (missed > 0) {
			losses.add(new Loss("cgroup_changes_missed", missed,
					"more control groups came and went in a second than the kernel could tell; the tree was read again, but groups that lived shorter have no name"));
		}
		trouble.ifPresent(why -> losses.add(new Loss("names_unreadable", 1, "names of pods or control groups could not be read: " + why)));
		return losses;
	}

	@Override
	public void close() {
		observer.close();
	}
}
