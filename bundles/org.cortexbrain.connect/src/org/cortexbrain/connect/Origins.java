package org.cortexbrain.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.cortexbrain.kubeconfig.Context;
import org.cortexbrain.kubeconfig.Kubeconfig;
import org.cortexbrain.kubeconfig.KubeconfigFiles;
import org.cortexbrain.kubeconfig.KubeconfigWatch;
import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.Resolution;
import org.cortexbrain.kubeconfig.Secret;

/**
 * The kubeconfigs that a person chooses clusters from, each read again as soon as its file changes. Reading runs no plug-in and sends
 * nothing.
 *
 * <p>Threading: every method may be called from any thread and returns at once; each origin is read by a thread of its own, so that a file
 * system that hangs holds up its own files alone. Listeners are called on these threads.
 */
public final class Origins implements AutoCloseable {
	/**
	 * An origin, and what it said.
	 *
	 * @param reading empty while it is read for the first time
	 */
	public record Listed(Origin origin, Optional<Reading> reading) {
	}

	private final Map<String, String> environment;
	private final Duration quiet;
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
	/* Guarded by this. */
	private final Map<String, Entry> entries = new LinkedHashMap<>();
	private int pasted;
	private boolean closed;

	private static final class Entry {
		private final Origin origin;
		/* Guarded by the origins. */
		private Optional<Reading> reading = Optional.empty();
		private Optional<KubeconfigWatch> watch = Optional.empty();

		Entry(Origin origin) {
			this.origin = origin;
		}
	}

	/**
	 * @param environment this process's variables, for proxies
	 * @param quiet how long a file must rest before it is read again, {@link KubeconfigWatch#USUAL_QUIET} as a rule
	 */
	public Origins(Map<String, String> environment, Duration quiet) {
		this.environment = Map.copyOf(environment);
		this.quiet = Objects.requireNonNull(quiet);
	}

	/** Adds an origin and begins to read it. Returns whether it is new: a file that is read already is not read twice. */
	public boolean add(Origin origin) {
		var entry = new Entry(origin);
		synchronized (this) {
			if (closed || entries.containsKey(origin.key()) || isReadAlready(origin)) {
				return false;
			}
			entries.put(origin.key(), entry);
		}
		Thread.ofVirtual().name("kubeconfig " + origin.key()).start(() -> begin(entry));
		told();
		return true;
	}

	/** Adds what somebody has pasted. */
	public Origin.Pasted paste(Secret text) {
		Origin.Pasted origin;
		synchronized (this) {
			origin = new Origin.Pasted(++pasted, text);
		}
		add(origin);
		return origin;
	}

	private boolean isReadAlready(Origin origin) {
		return origin instanceof Origin.InFile(Path file) && entries.values().stream().map(entry -> entry.origin)
				.anyMatch(other -> other instanceof Origin.Usual(KubeconfigFiles files)
						&& files.paths().size() == 1 && files.paths().getFirst().toAbsolutePath().normalize().equals(file));
	}

	private void begin(Entry entry) {
		switch (entry.origin) {
		case Origin.Usual(KubeconfigFiles files) -> watch(entry, files);
		case Origin.InFile file -> watch(entry, file.files());
		case Origin.Pasted pastedText -> publish(entry, Kubeconfig.of(pastedText.text().reveal(), pastedText.name(), Path.of("")), List.of());
		}
	}

	private void watch(Entry entry, KubeconfigFiles files) {
		KubeconfigWatch watch;
		try {
			watch = KubeconfigWatch.start(files, quiet, kubeconfig -> publish(entry, kubeconfig, List.of()));
		} catch (IOException unwatched) {
			publish(entry, Kubeconfig.read(files), List.of(Problem.warning(new Place.Whole(entry.origin.name()),
					"This system cannot watch the file, so that changes of it are not noticed: " + unwatched.getMessage(),
					"Remove it here and add it again after a change")));
			return;
		}
		boolean late;
		synchronized (this) {
			late = closed || entries.get(entry.origin.key()) != entry;
			entry.watch = Optional.of(watch);
		}
		if (late) {
			watch.close();
		} else {
			publish(entry, watch.current(), List.of());
		}
	}

	private void publish(Entry entry, Kubeconfig kubeconfig, List<Problem> more) {
		List<Offer> offers = new ArrayList<>();
		for (Context context : kubeconfig.contexts()) {
			offers.add(new Offer(new ClusterId(entry.origin.key(), context.name()), entry.origin, context,
					kubeconfig.resolve(context.name(), environment), kubeconfig.currentContext().filter(context.name()::equals).isPresent()));
		}
		List<Problem> problems = new ArrayList<>(kubeconfig.problems());
		problems.addAll(more);
		if (entry.origin instanceof Origin.InFile(Path file) && !kubeconfig.missing().isEmpty()) {
			problems.add(Problem.error(new Place.Whole(file.toString()), "The file does not exist", "Create it, or remove it here"));
		}
		synchronized (this) {
			entry.reading = Optional.of(new Reading(entry.origin, offers, problems, kubeconfig.missing()));
		}
		told();
	}

	/** Forgets an origin. Its clusters cannot be connected any more. */
	public void remove(Origin origin) {
		Entry removed;
		synchronized (this) {
			removed = entries.remove(origin.key());
		}
		if (removed != null) {
			close(removed);
			told();
		}
	}

	private void close(Entry entry) {
		Optional<KubeconfigWatch> watch;
		synchronized (this) {
			watch = entry.watch;
		}
		watch.ifPresent(KubeconfigWatch::close);
	}

	/** All origins in the order in which they were added. */
	public synchronized List<Listed> all() {
		return entries.values().stream().map(entry -> new Listed(entry.origin, entry.reading)).toList();
	}

	/** The contexts of all origins that were read. */
	public List<Offer> offers() {
		return all().stream().flatMap(listed -> listed.reading().stream()).flatMap(reading -> reading.offers().stream()).toList();
	}

	/** Whether all origins have been read once. */
	public boolean isComplete() {
		return all().stream().allMatch(listed -> listed.reading().isPresent());
	}

	/** What it takes to connect a cluster now; refused in words where its origin or its context is gone. Empty while its origin is being read. */
	public Optional<Resolution> resolution(ClusterId id) {
		Optional<Listed> listed = all().stream().filter(each -> each.origin().key().equals(id.origin())).findFirst();
		if (listed.isEmpty()) {
			return Optional.of(refused(id, Origin.Pasted.isKey(id.origin()) ? "Its kubeconfig was pasted, and pasted text is not kept"
					: "Its kubeconfig is not among the files any more: " + id.origin(), "Add the kubeconfig again with File > Connect a cluster"));
		}
		Optional<Reading> reading = listed.get().reading();
		if (reading.isEmpty()) {
			return Optional.empty();
		}
		Optional<Offer> offer = reading.get().offers().stream().filter(each -> each.id().equals(id)).findFirst();
		return Optional.of(offer.map(Offer::resolution).orElseGet(() -> reading.get().isBroken() ? new Resolution.Refused(reading.get().problems())
				: refused(id, "The context " + Shown.of(id.context()) + " is not in " + listed.get().origin().name() + " any more",
						"Put it back there, or choose another context with File > Connect a cluster")));
	}

	private static Resolution refused(ClusterId id, String what, String remedy) {
		return new Resolution.Refused(List.of(Problem.error(new Place.Whole(Shown.of(id.context())), what, remedy)));
	}

	/** Calls {@code listener} after each change. Returns what ends that. */
	public Runnable onChange(Runnable listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	private void told() {
		listeners.forEach(Runnable::run);
	}

	@Override
	public void close() {
		List<Entry> open;
		synchronized (this) {
			closed = true;
			open = List.copyOf(entries.values());
			entries.clear();
		}
		open.forEach(this::close);
	}
}
