package org.cortexbrain.telemetry;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.protocol.NodeDescription;

/**
 * What is observed now: the sources, and the mesh that their samples fold into. One for each workbench or command.
 *
 * <p>Threading: every method may be called from any thread and returns at once. Listeners are called on the telemetry's own thread, at
 * most once for each batch of samples; one that throws is reported and does not harm the others.
 */
public final class Telemetry implements AutoCloseable {

	/** One source as it stands. */
	public record Observed(String id, String name, SourceState state, Optional<NodeDescription> node) {
	}

	/** Adds a source and opens it. @throws IllegalArgumentException if one with this id is there already */
	public void add(Source source) {
		throw new UnsupportedOperationException("to be written");
	}

	/** Closes a source; what it told leaves the mesh. Does nothing if there is none with this id. */
	public void remove(String id) {
		throw new UnsupportedOperationException("to be written");
	}

	public List<Observed> sources() {
		throw new UnsupportedOperationException("to be written");
	}

	/** The newest mesh. */
	public Mesh mesh() {
		throw new UnsupportedOperationException("to be written");
	}

	/** The last minutes of an edge, oldest first; empty for an edge that is not there. */
	public List<HistoryPoint> history(Edge.Key edge) {
		throw new UnsupportedOperationException("to be written");
	}

	/** Calls {@code listener} with each new mesh. Returns what ends that. */
	public Runnable onMesh(Consumer<Mesh> listener) {
		throw new UnsupportedOperationException("to be written");
	}

	/** Calls {@code listener} when a source comes, goes or changes its state. Returns what ends that. */
	public Runnable onSources(Consumer<List<Observed>> listener) {
		throw new UnsupportedOperationException("to be written");
	}

	/** Begins to write all samples that arrive from now on, each source's whole state first. Throws nothing: failures reach {@code problem}, once. */
	public void record(RecordingWriter writer, Consumer<String> problem) {
		throw new UnsupportedOperationException("to be written");
	}

	/** Ends the recording, if one is under way, and closes its writer. */
	public void stopRecording() {
		throw new UnsupportedOperationException("to be written");
	}

	@Override
	public void close() {
		throw new UnsupportedOperationException("to be written");
	}
}
