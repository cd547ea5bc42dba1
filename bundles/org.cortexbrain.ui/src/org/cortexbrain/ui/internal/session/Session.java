package org.cortexbrain.ui.internal.session;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.NamedNetworks;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.telemetry.AgentLink;
import org.cortexbrain.telemetry.RecordingSource;
import org.cortexbrain.telemetry.RecordingWriter;
import org.cortexbrain.telemetry.Source;
import org.cortexbrain.telemetry.SourceState;
import org.cortexbrain.telemetry.Telemetry;
import org.cortexbrain.ui.internal.preferences.Preferences;
import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/**
 * What this desktop observes. One for each workbench.
 *
 * <p>Threading: at most twice a second each listener's first half gets the newest snapshot on a thread of the session, and makes of it what is to be
 * shown; its second half shows that on the UI thread. What came between is left out, and nothing is prepared before the last has reached the UI
 * thread. All other methods may be called from any thread and do no I/O but {@link #record}.
 */
public final class Session implements AutoCloseable {
	private static final int MILLIS_BETWEEN_UPDATES = 450;

	/** A recording that is being written. */
	public record Recording(Path file, Instant since) {
	}

	/**
	 * A source that was removed, and how it is opened again.
	 *
	 * @param book of the source's cluster; empty if it is of none
	 */
	public record Removed(String id, String name, Supplier<Source> again, Optional<AddressBook> book) {
	}

	private static volatile Session current;

	private final Display display;
	private final Telemetry telemetry = new Telemetry();
	private final List<Listener<?>> listeners = new CopyOnWriteArrayList<>();
	private final ScheduledExecutorService preparation = Executors
			.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("What the views show").factory());
	private final AtomicBoolean pending = new AtomicBoolean();
	private final Map<String, Removed> opened = new ConcurrentHashMap<>();
	private final Runnable endThresholds;
	private final Runnable endNetworks;
	/* Guarded by this: the telemetry's thread brings meshes, the UI thread thresholds. */
	private SettledHealth settled = new SettledHealth();
	private volatile Map<Edge.Key, Health> health = Map.of();
	private volatile Snapshot newest = Snapshot.EMPTY;
	private volatile Optional<Recording> recording = Optional.empty();
	/* Of the UI thread. */
	private Snapshot shown = Snapshot.EMPTY;
	private volatile long lastUpdate;

	private record Listener<T>(Function<Snapshot, T> prepare, Consumer<T> show) {
		/** What shows a snapshot on the UI thread; nothing if it could not be prepared. */
		Runnable prepared(Snapshot snapshot) {
			try {
				T ready = prepare.apply(snapshot);
				return () -> guarded(() -> show.accept(ready));
			} catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
				failed(e);
				return () -> {
				};
			}
		}

		private static void guarded(Runnable work) {
			try {
				work.run();
			} catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
				failed(e);
			}
		}

		/* Also for want of memory: another view may need less, and the next snapshot may find more. */
		private static void failed(Throwable e) {
			ILog.of(Session.class).error("A view could not show the newest numbers", e);
		}
	}

	public Session(Display display) {
		this.display = display;
		telemetry.onMesh(this::meshChanged);
		telemetry.onSources(_ -> sourcesChanged());
		telemetry.onTrouble(_ -> sourcesChanged());
		endThresholds = Preferences.onThresholds(this::thresholdsChanged);
		endNetworks = Preferences.onNetworks(this::nameNetworks);
		nameNetworks();
		current = this;
	}

	/** The session of the running workbench. */
	public static Session current() {
		Session session = current;
		if (session == null) {
			throw new IllegalStateException("the workbench does not run");
		}
		return session;
	}

	private void nameNetworks() {
		telemetry.name(NamedNetworks.of(Preferences.networks()));
	}

	private synchronized void thresholdsChanged() {
		/* What was held bad by other thresholds is judged anew. */
		settled = new SettledHealth();
		meshChanged(telemetry.mesh());
	}

	private synchronized void meshChanged(Mesh mesh) {
		health = settled.update(mesh, Preferences.thresholds());
		newest = new Snapshot(mesh, telemetry.sources(), health, telemetry.trouble());
		changed();
	}

	private synchronized void sourcesChanged() {
		newest = new Snapshot(telemetry.mesh(), telemetry.sources(), health, telemetry.trouble());
		changed();
	}

	/** Tells the listeners soon. */
	private void changed() {
		if (pending.compareAndSet(false, true)) {
			long wait = lastUpdate == 0 ? 0 : lastUpdate + MILLIS_BETWEEN_UPDATES - System.nanoTime() / 1_000_000;
			try {
				preparation.schedule(this::prepare, Math.max(0, wait), TimeUnit.MILLISECONDS);
			} catch (RejectedExecutionException closed) {
				/* Nobody looks any more. */
				pending.set(false);
			}
		}
	}

	private void prepare() {
		Snapshot snapshot = newest;
		List<Listener<?>> told = List.copyOf(listeners);
		List<Runnable> ready = told.stream().map(listener -> listener.prepared(snapshot)).toList();
		try {
			display.asyncExec(() -> deliver(snapshot, told, ready));
		} catch (SWTException disposed) {
			pending.set(false);
		}
	}

	private void deliver(Snapshot snapshot, List<Listener<?>> told, List<Runnable> ready) {
		pending.set(false);
		lastUpdate = System.nanoTime() / 1_000_000;
		shown = snapshot;
		for (int i = 0; i < told.size(); i++) {
			if (listeners.contains(told.get(i))) {
				ready.get(i).run();
			}
		}
		/* Something newer has come, or somebody who began to listen meanwhile was shown something older. */
		if (newest != snapshot || !told.containsAll(listeners)) {
			changed();
		}
	}

	/** The snapshot that the views show. UI thread. */
	public Snapshot shown() {
		return shown;
	}

	public Telemetry telemetry() {
		return telemetry;
	}

	/** Calls {@code listener} on the UI thread, now with what is shown and later with each change. Returns what ends that. UI thread. */
	public Runnable onChange(Consumer<Snapshot> listener) {
		return onChange(Function.identity(), listener);
	}

	/**
	 * The same in two halves, for what takes long to make.
	 *
	 * @param prepare makes of a snapshot what is to be shown; on the UI thread now, later on another, never on two at once
	 * @param show shows it, on the UI thread
	 */
	public <T> Runnable onChange(Function<Snapshot, T> prepare, Consumer<T> show) {
		var listener = new Listener<>(prepare, show);
		listeners.add(listener);
		show.accept(prepare.apply(shown));
		return () -> listeners.remove(listener);
	}

	/** Connects an agent; does nothing if it is connected. One that was lost is tried again at once. */
	public void observe(URI agent) {
		telemetry.sources().stream().filter(source -> source.id().equals(AgentLink.id(agent)))
				.filter(source -> source.state() instanceof SourceState.Retrying || source.state() instanceof SourceState.Failed)
				.forEach(source -> remove(source.id()));
		open(() -> new AgentLink(agent, Preferences.interval()), Optional.empty());
		Preferences.addRecent(agent.toString());
	}

	/** Plays a recording from its beginning. @param speed 1 in real time, 0 all at once */
	public void play(Path file, double speed) {
		Path path = file.toAbsolutePath().normalize();
		Supplier<Source> again = () -> new RecordingSource(path, speed);
		remove(again.get().id());
		open(again, Optional.empty());
		Preferences.addRecent(path.toString());
	}

	/**
	 * Opens a link to an agent of a cluster.
	 *
	 * @param link makes it, and another one where it is to be connected again
	 * @param book of the cluster: its addresses are its own, whatever another cluster uses
	 */
	public void link(Supplier<Source> link, AddressBook book) {
		open(link, Optional.of(book));
	}

	private void open(Supplier<Source> again, Optional<AddressBook> book) {
		Source source = again.get();
		if (opened.putIfAbsent(source.id(), new Removed(source.id(), source.name(), again, book)) == null) {
			book.ifPresentOrElse(known -> telemetry.add(source, known), () -> telemetry.add(source));
		}
	}

	/** Closes a source; what it told leaves the views. Returns what opens it again; empty if there is none with this id. */
	public Optional<Removed> remove(String sourceId) {
		Optional<Removed> removed = Optional.ofNullable(opened.remove(sourceId));
		telemetry.remove(sourceId);
		return removed;
	}

	/** Opens a removed source again: connects the agent, plays the recording as fast as before. Does nothing if it is open already. */
	public void restore(Removed removed) {
		open(removed.again(), removed.book());
	}

	public Optional<Recording> recording() {
		return recording;
	}

	/** Begins to record all that arrives. Creates the file: not for the UI thread. {@code problem} may be called on any thread. */
	public void record(Path file, boolean replace, Consumer<String> problem) throws IOException {
		RecordingWriter writer = RecordingWriter.create(file, replace);
		/* Before it begins: it may fail at once. */
		recording = Optional.of(new Recording(file, Instant.now()));
		telemetry.record(writer, text -> {
			recording = Optional.empty();
			problem.accept(text);
			changed();
		});
		changed();
	}

	/** Ends the recording; {@code ended} runs on another thread once the file is complete. */
	public void stopRecording(Runnable ended) {
		telemetry.stopRecording(() -> {
			recording = Optional.empty();
			ended.run();
			changed();
		});
	}

	@Override
	public void close() {
		endThresholds.run();
		endNetworks.run();
		telemetry.close();
		preparation.shutdownNow();
		current = null;
	}
}
