package org.cortexbrain.telemetry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

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
 */
public final class Telemetry implements AutoCloseable {
	/** Samples that wait for the fold; a source that brings more waits itself, and no other does. */
	private static final int WAITING = 256;

	private static final System.Logger LOG = System.getLogger(Telemetry.class.getName());

	/** One source as it stands. */
	public record Observed(String id, String name, SourceState state, Optional<NodeDescription> node) {
	}

	private record Recording(RecordingWriter writer, Consumer<String> problem) {
	}

	private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
	private final Semaphore room = new Semaphore(WAITING);
	private final Thread thread = Thread.ofPlatform().name("telemetry").daemon().unstarted(this::run);
	private final List<Consumer<Mesh>> meshListeners = new CopyOnWriteArrayList<>();
	private final List<Consumer<List<Observed>>> sourceListeners = new CopyOnWriteArrayList<>();
	private final History history = new History();

	/* Guarded by this: what callers see at once. */
	private final Map<String, Source> sources = new LinkedHashMap<>();
	private final Map<String, Observed> observed = new LinkedHashMap<>();

	/* The telemetry thread's own. */
	private final MeshFold fold = new MeshFold();
	private final Map<String, RecordingState> recordable = new LinkedHashMap<>();
	private Optional<Recording> recording = Optional.empty();
	private boolean meshChanged;
	private boolean sourcesChanged;

	private volatile Mesh mesh = Mesh.EMPTY;
	private volatile boolean closed;

	public Telemetry() {
		thread.start();
	}

	/** Adds a source and opens it. @throws IllegalArgumentException if one with this id is there already */
	public void add(Source source) {
		String id = source.id();
		synchronized (this) {
			if (closed) {
				throw new IllegalStateException("the telemetry is closed");
			}
			if (sources.containsKey(id)) {
				throw new IllegalArgumentException("the source is observed already: " + source.name());
			}
			sources.put(id, source);
			observed.put(id, new Observed(id, source.name(), new SourceState.Connecting(), Optional.empty()));
		}
		work.add(() -> sourcesChanged = true);
		source.open(new Receiver(id));
	}

	private final class Receiver implements Source.Receiver {
		private final String id;

		Receiver(String id) {
			this.id = id;
		}

		@Override
		public void state(SourceState state) {
			synchronized (Telemetry.this) {
				observed.computeIfPresent(id, (_, now) -> new Observed(id, now.name(), state, now.node()));
			}
			work.add(() -> sourcesChanged = true);
		}

		@Override
		public void hello(int stream, NodeDescription node) {
			synchronized (Telemetry.this) {
				observed.computeIfPresent(id, (_, now) -> new Observed(id, now.name(), now.state(), Optional.of(node)));
			}
			work.add(() -> {
				if (observes(id)) {
					sourcesChanged = true;
					fold.hello(id, stream, node);
					recordable.computeIfAbsent(id + " " + stream, _ -> new RecordingState()).hello(node);
					record(writer -> writer.hello(id + " " + stream, node));
				}
			});
		}

		@Override
		public void sample(int stream, Sample sample) {
			room.acquireUninterruptibly();
			work.add(() -> {
				room.release();
				if (observes(id)) {
					meshChanged = true;
					fold.sample(id, stream, sample);
					recordable.computeIfAbsent(id + " " + stream, _ -> new RecordingState()).sample(sample);
					record(writer -> writer.sample(id + " " + stream, sample));
				}
			});
		}
	}

	private synchronized boolean observes(String id) {
		return sources.containsKey(id);
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
				recordable.keySet().removeIf(key -> key.startsWith(id + " "));
				meshChanged = true;
				sourcesChanged = true;
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
			recording = Optional.of(new Recording(writer, problem));
			for (var each : List.copyOf(recordable.entrySet())) {
				record(w -> each.getValue().writeTo(each.getKey(), w));
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
				recording = Optional.empty();
				try (var _ = now.writer) {
					now.problem.accept("The recording was ended: " + e.getMessage());
				} catch (IOException again) {
					LOG.log(System.Logger.Level.WARNING, "the failed recording could not be closed", again);
				}
			}
		});
	}

	private void endRecording() {
		record(RecordingWriter::close);
		recording = Optional.empty();
	}

	private void run() {
		List<Runnable> batch = new ArrayList<>();
		try {
			while (true) {
				batch.add(work.take());
				work.drainTo(batch, WAITING);
				batch.forEach(Runnable::run);
				batch.clear();
				publish();
				if (closed && work.isEmpty()) {
					return;
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private void publish() {
		if (sourcesChanged) {
			sourcesChanged = false;
			List<Observed> now = sources();
			sourceListeners.forEach(listener -> tell(() -> listener.accept(now)));
		}
		if (meshChanged) {
			meshChanged = false;
			Mesh now = fold.mesh();
			mesh = now;
			history.add(now, fold.toldAt());
			meshListeners.forEach(listener -> tell(() -> listener.accept(now)));
		}
	}

	private static void tell(Runnable listener) {
		try {
			listener.run();
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "a listener failed", e);
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
		if (Thread.currentThread() != thread) {
			try {
				thread.join();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}
	}
}
