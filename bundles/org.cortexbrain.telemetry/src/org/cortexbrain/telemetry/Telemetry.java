package org.cortexbrain.telemetry;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.ClusterNews;
import org.cortexbrain.cluster.NamedNetworks;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.telemetry.internal.History;
import org.cortexbrain.telemetry.internal.MeshFold;

/**
 * What is observed now: the sources, and the mesh that their samples fold into. One for each workbench or command.
 *
 * <p>Threading: every method may be called from any thread and returns at once, but for {@link #close}. Listeners are called on the
 * telemetry's own thread, at most once for each batch of samples; one that throws is reported and does not harm the others.
 *
 * <p>Hundreds of agents tell at hundreds of times a second: after a mesh that took more than a few milliseconds, the thread takes in samples only for
 * nine times as long, up to a second; where the samples tell nothing new, for 199 times as long, up to half a minute.
 *
 * <p>What fails, also for want of memory, ends nothing: the samples that could not be taken in are counted as a loss of their source, and while no mesh
 * can be made or shown, that is a {@link Trouble}, and it is tried again.
 */
public final class Telemetry implements AutoCloseable {
	/** Samples that wait for the fold; a source that brings more waits itself, and no other does. */
	private static final int WAITING = 256;

	private static final int REST = 9;
	private static final int REST_WITHOUT_NEWS = 199;
	private static final long QUICK = Duration.ofMillis(5).toNanos();
	private static final long LONGEST_REST = Duration.ofSeconds(1).toNanos();
	private static final long LONGEST_REST_WITHOUT_NEWS = Duration.ofSeconds(30).toNanos();
	private static final long REST_AFTER_FAILURE = Duration.ofSeconds(5).toNanos();

	private static final System.Logger LOG = System.getLogger(Telemetry.class.getName());

	/** One source as it stands. */
	public record Observed(String id, String name, SourceState state, Optional<NodeDescription> node, Optional<String> cluster) {
	}

	/**
	 * What is shown is not the newest, or not whole. Both are whole sentences for a person.
	 *
	 * @param cause what does not go on, and why
	 * @param remedy what can be done about it
	 * @param since when it began
	 */
	public record Trouble(String cause, String remedy, Instant since) {
	}

	/** One stream of one source, as a recording tells them apart. */
	private record Recorded(String source, int stream) {
	}

	/**
	 * @param clusters what their books have told and is not written yet; their threads add to it
	 */
	private record Recording(RecordingWriter writer, Consumer<String> problem, Map<AddressBook, BookNews> clusters) {
	}

	/** @param end ends the listening */
	private record BookNews(Queue<ClusterNews> told, Runnable end) {
		/** What is not written yet. */
		List<ClusterNews> take() {
			List<ClusterNews> news = new ArrayList<>();
			for (ClusterNews each = told.poll(); each != null; each = told.poll()) {
				news.add(each);
			}
			return news;
		}
	}

	private record RecordedCluster(String source, String cluster) {
	}

	private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
	private final Semaphore room = new Semaphore(WAITING);
	private final Thread thread = Thread.ofPlatform().name("telemetry").daemon().unstarted(this::run);
	private final List<Consumer<Mesh>> meshListeners = new CopyOnWriteArrayList<>();
	private final List<Consumer<List<Observed>>> sourceListeners = new CopyOnWriteArrayList<>();
	private final List<Consumer<Optional<Trouble>>> troubleListeners = new CopyOnWriteArrayList<>();
	private final History history = new History();
	private final Function<MeshFold, Mesh> meshOf;

	/* Guarded by this: what callers see at once. */
	private final Map<String, Source> sources = new LinkedHashMap<>();
	private final Map<String, Observed> observed = new LinkedHashMap<>();

	/* The telemetry thread's own. */
	private final MeshFold fold = new MeshFold();
	private final Map<Recorded, RecordingState> recordable = new LinkedHashMap<>();
	private final Map<String, AddressBook> bookOfSource = new HashMap<>();
	private final Map<Recorded, AddressBook> bookOfStream = new HashMap<>();
	private final Map<RecordedCluster, AddressBook> recordedClusters = new HashMap<>();
	private Optional<Recording> recording = Optional.empty();
	private boolean meshChanged;
	/** From when on the next mesh may be made, and from when on also one that tells nothing new; in {@link System#nanoTime}. */
	private long meshDue = System.nanoTime();
	private long meshDueWithoutNews = meshDue;
	private boolean sourcesChanged;

	private volatile Mesh mesh = Mesh.EMPTY;
	private volatile Optional<Trouble> trouble = Optional.empty();
	private volatile boolean closed;

	public Telemetry() {
		this(MeshFold::mesh);
	}

	/** @param meshOf makes the mesh */
	Telemetry(Function<MeshFold, Mesh> meshOf) {
		this.meshOf = meshOf;
		thread.start();
	}

	/** Adds a source and opens it. @throws IllegalArgumentException if one with this id is there already */
	public void add(Source source) {
		add(source, Optional.empty());
	}

	/** Adds the agent of a cluster's node and opens it: the book names whom the agent cannot. @throws IllegalArgumentException as above */
	public void add(Source source, AddressBook book) {
		add(source, Optional.of(book));
	}

	private void add(Source source, Optional<AddressBook> book) {
		String id = source.id();
		synchronized (this) {
			if (closed) {
				throw new IllegalStateException("the telemetry is closed");
			}
			if (sources.containsKey(id)) {
				throw new IllegalArgumentException("the source is observed already: " + source.name());
			}
			sources.put(id, source);
			observed.put(id, new Observed(id, source.name(), new SourceState.Connecting(), Optional.empty(), book.map(AddressBook::cluster)));
		}
		work.add(() -> {
			sourcesChanged = true;
			book.ifPresent(known -> {
				bookOfSource.put(id, known);
				fold.belongs(id, known);
			});
		});
		source.open(new Receiver(source));
	}

	/** From now on addresses outside have these names, those of all that was told before as well. */
	public void name(NamedNetworks networks) {
		work.add(() -> {
			fold.name(networks);
			meshChanged = true;
			meshDue = System.nanoTime();
		});
	}

	private final class Receiver implements Source.Receiver {
		private final Source source;
		private final String id;

		Receiver(Source source) {
			this.source = source;
			this.id = source.id();
		}

		/** Whether it is still this source, and not one that was added later under the same name. */
		private boolean isObserved() {
			synchronized (Telemetry.this) {
				return sources.get(id) == source;
			}
		}

		private void update(UnaryOperator<Observed> change) {
			synchronized (Telemetry.this) {
				if (isObserved()) {
					observed.computeIfPresent(id, (_, now) -> change.apply(now));
				}
			}
			work.add(() -> sourcesChanged = true);
		}

		@Override
		public void state(SourceState state) {
			update(now -> new Observed(id, now.name(), state, now.node(), now.cluster()));
		}

		@Override
		public void hello(int stream, NodeDescription node) {
			update(now -> new Observed(id, now.name(), now.state(), Optional.of(node), now.cluster()));
			work.add(() -> {
				if (isObserved()) {
					fold.hello(id, stream, node);
					var recorded = new Recorded(id, stream);
					recordable.computeIfAbsent(recorded, _ -> new RecordingState()).hello(node);
					recordCluster(recorded);
					record(writer -> writer.hello(recorded.toString(), node));
				}
			});
		}

		private void fold(int stream, Sample sample, Instant received) {
			try {
				fold.sample(id, stream, sample, received);
			} catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
				fold.failed(id, stream);
				LOG.log(System.Logger.Level.ERROR, "a sample of " + source.name() + " could not be taken in", e);
			}
		}

		@Override
		public void sample(int stream, Sample sample) {
			sample(stream, sample, Instant.now());
		}

		@Override
		public void sample(int stream, Sample sample, Instant received) {
			room.acquireUninterruptibly();
			work.add(() -> {
				room.release();
				if (isObserved()) {
					meshChanged = true;
					fold(stream, sample, received);
					var recorded = new Recorded(id, stream);
					recordable.computeIfAbsent(recorded, _ -> new RecordingState()).sample(sample, received);
					recordNews();
					record(writer -> writer.sample(recorded.toString(), sample, received));
				}
			});
		}

		@Override
		public void cluster(String cluster, List<Integer> streams, List<ClusterNews> news) {
			work.add(() -> {
				if (isObserved()) {
					AddressBook book = recordedClusters.computeIfAbsent(new RecordedCluster(id, cluster), _ -> new AddressBook(cluster));
					for (int stream : streams) {
						bookOfStream.put(new Recorded(id, stream), book);
						fold.belongs(id, stream, book);
					}
					news.forEach(book::take);
					meshChanged = true;
				}
			});
		}
	}

	/** The mesh that there is may not be the newest: why, and what to do. Empty while all is well. */
	public Optional<Trouble> trouble() {
		return trouble;
	}

	/** Closes a source; what it told leaves the mesh. Does nothing if there is none with this id. */
	public void remove(String id) {
		Source source;
		synchronized (this) {
			source = sources.remove(id);
			observed.remove(id);
		}
		if (source != null) {
			source.close();
			work.add(() -> {
				fold.remove(id);
				recordable.keySet().removeIf(recorded -> recorded.source.equals(id));
				bookOfSource.remove(id);
				bookOfStream.keySet().removeIf(recorded -> recorded.source.equals(id));
				recordedClusters.keySet().removeIf(recorded -> recorded.source.equals(id));
				meshChanged = true;
				sourcesChanged = true;
				/* Somebody did it and looks; it may be what a trouble asked for. */
				meshDue = System.nanoTime();
			});
		}
	}

	public synchronized List<Observed> sources() {
		return List.copyOf(observed.values());
	}

	/** The newest mesh. */
	public Mesh mesh() {
		return mesh;
	}

	/** The last minutes of an edge, oldest first; empty for an edge that is not there. */
	public List<HistoryPoint> history(Edge.Key edge) {
		return history.of(edge);
	}

	/** Calls {@code listener} with each new mesh. Returns what ends that. */
	public Runnable onMesh(Consumer<Mesh> listener) {
		meshListeners.add(listener);
		return () -> meshListeners.remove(listener);
	}

	/** Calls {@code listener} when a trouble begins or ends. Returns what ends that. */
	public Runnable onTrouble(Consumer<Optional<Trouble>> listener) {
		troubleListeners.add(listener);
		return () -> troubleListeners.remove(listener);
	}

	/** Calls {@code listener} when a source comes, goes or changes its state. Returns what ends that. */
	public Runnable onSources(Consumer<List<Observed>> listener) {
		sourceListeners.add(listener);
		return () -> sourceListeners.remove(listener);
	}

	/**
	 * Begins to write all samples that arrive from now on, each source's whole state first. The writer is closed at the end. Failures reach
	 * {@code problem}, once, and end the recording.
	 */
	public void record(RecordingWriter writer, Consumer<String> problem) {
		work.add(() -> {
			endRecording();
			recording = Optional.of(new Recording(writer, problem, new LinkedHashMap<>()));
			for (var each : List.copyOf(recordable.entrySet())) {
				recordCluster(each.getKey());
				record(w -> each.getValue().writeTo(each.getKey().toString(), w));
			}
		});
	}

	/** Ends the recording, if one is under way, and closes its writer; then runs {@code ended} on the telemetry's thread. */
	public void stopRecording(Runnable ended) {
		work.add(() -> {
			endRecording();
			ended.run();
		});
	}

	private interface Writing {
		void to(RecordingWriter writer) throws IOException;
	}

	private void record(Writing writing) {
		recording.ifPresent(now -> {
			try {
				writing.to(now.writer);
			} catch (IOException e) {
				forgetRecording();
				try (var _ = now.writer) {
					now.problem.accept("The recording was ended: " + e.getMessage());
				} catch (IOException again) {
					LOG.log(System.Logger.Level.WARNING, "the failed recording could not be closed", again);
				}
			}
		});
	}

	/** Writes that a stream is of a cluster's node, with what that cluster has told since; nothing if it is of none. */
	private void recordCluster(Recorded stream) {
		AddressBook book = bookOfStream.getOrDefault(stream, bookOfSource.get(stream.source));
		if (book != null && recording.isPresent()) {
			BookNews heard = recording.get().clusters.computeIfAbsent(book, _ -> {
				Queue<ClusterNews> told = new ConcurrentLinkedQueue<>();
				return new BookNews(told, book.onNews(told::add));
			});
			List<ClusterNews> news = heard.take();
			record(writer -> writer.cluster(book.cluster(), List.of(stream.toString()), news));
		}
	}

	/** Writes what clusters have told since, in front of what follows. */
	private void recordNews() {
		recording.ifPresent(now -> now.clusters.forEach((book, heard) -> {
			List<ClusterNews> news = heard.take();
			if (!news.isEmpty()) {
				record(writer -> writer.cluster(book.cluster(), List.of(), news));
			}
		}));
	}

	private void endRecording() {
		/* What came after the last sample may name whom that one could not. */
		recordNews();
		record(RecordingWriter::close);
		forgetRecording();
	}

	private void forgetRecording() {
		recording.ifPresent(ended -> ended.clusters.values().forEach(heard -> heard.end.run()));
		recording = Optional.empty();
	}

	private void run() {
		List<Runnable> batch = new ArrayList<>();
		try {
			while (!closed || !work.isEmpty()) {
				try {
					turn(batch);
				} catch (OutOfMemoryError e) {
					/* Not even to say so was there room. */
					history.clear();
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void turn(List<Runnable> batch) throws InterruptedException {
		Runnable first = meshChanged ? work.poll(due() - System.nanoTime(), TimeUnit.NANOSECONDS) : work.take();
		if (first != null) {
			batch.add(first);
		}
		work.drainTo(batch, WAITING);
		batch.forEach(Telemetry::guarded);
		batch.clear();
		publish();
	}

	private long due() {
		return fold.hasNews() ? meshDue : meshDueWithoutNews;
	}

	private void publish() {
		if (sourcesChanged) {
			sourcesChanged = false;
			guarded(() -> {
				List<Observed> now = sources();
				sourceListeners.forEach(listener -> guarded(() -> listener.accept(now)));
			});
		}
		if (meshChanged && System.nanoTime() - due() >= 0) {
			meshChanged = false;
			publishMesh();
		}
	}

	private void publishMesh() {
		long began = System.nanoTime();
		try {
			Mesh now = meshOf.apply(fold);
			mesh = now;
			history.add(now, fold.toldAt());
			for (Consumer<Mesh> listener : meshListeners) {
				show(listener, now);
			}
			long ended = System.nanoTime();
			long took = ended - began;
			meshDue = took <= QUICK ? ended : ended + Math.min(REST * took, LONGEST_REST);
			meshDueWithoutNews = took <= QUICK ? ended : ended + Math.min(REST_WITHOUT_NEWS * took, LONGEST_REST_WITHOUT_NEWS);
			tell(Optional.empty());
		} catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
			standStill(e);
		}
	}

	private static void show(Consumer<Mesh> listener, Mesh now) {
		try {
			listener.accept(now);
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "a listener failed", e);
		}
	}

	/** The last mesh stays; what can be forgotten is; then it is tried again. */
	private void standStill(Throwable why) {
		meshChanged = true;
		meshDue = System.nanoTime() + REST_AFTER_FAILURE;
		meshDueWithoutNews = meshDue;
		if (why instanceof OutOfMemoryError) {
			history.clear();
		}
		LOG.log(System.Logger.Level.ERROR, "no mesh could be made", why);
		boolean memory = why instanceof OutOfMemoryError;
		long megabytes = Runtime.getRuntime().maxMemory() >> 20;
		String cause = "What is shown stands still: " + (memory
				? "the memory of " + megabytes + " MB does not suffice for what the sources tell. The past of the charts was given up."
				: "the newest numbers could not be put together (" + why + ").");
		String remedy = (memory ? "Remove sources that you do not need, or start CortexBrain with more memory: -vmargs -Xmx" + 2 * megabytes + "m."
				: "Remove the source that was added last; the log says what happened.") + " It is tried again every "
				+ Duration.ofNanos(REST_AFTER_FAILURE).toSeconds() + " s.";
		tell(Optional.of(new Trouble(cause, remedy, trouble.map(Trouble::since).orElseGet(Instant::now))));
	}

	private void tell(Optional<Trouble> now) {
		if (!trouble.equals(now)) {
			trouble = now;
			troubleListeners.forEach(listener -> guarded(() -> listener.accept(now)));
		}
	}

	/* One listener or one step that fails must not end the thread that all others live by; neither must a want of memory, which may be over soon. */
	private static void guarded(Runnable step) {
		try {
			step.run();
		} catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
			LOG.log(System.Logger.Level.ERROR, "a listener or a step failed", e);
		}
	}

	/** Closes all sources and the recording, and waits for the telemetry's thread to end. */
	@Override
	public void close() {
		List<Source> open;
		synchronized (this) {
			closed = true;
			open = List.copyOf(sources.values());
			sources.clear();
			observed.clear();
		}
		open.forEach(Source::close);
		work.add(this::endRecording);
		/* A source that waits for room must see that it is closed. */
		room.release(WAITING * 1_000);
		if (Thread.currentThread() != thread) {
			try {
				thread.join();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}
	}
}
