package org.cortexbrain.telemetry;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.ClusterNews;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.telemetry.internal.MeshFold;

/**
 * The meshes of a recording one after the other, on the caller's thread and as fast as they are taken: each sample is in the rates of exactly one of
 * them, however many agents were recorded. For programs; what a person looks at is played by {@link Telemetry}.
 */
public final class RecordedMeshes {
	private static final System.Logger LOG = System.getLogger(RecordedMeshes.class.getName());
	private static final String SOURCE = "recording";

	private RecordedMeshes() {
	}

	/**
	 * Gives each mesh to {@code taken} until it says no, or to the end. Blocks.
	 *
	 * @return {@link SourceState.Ended}, whose note says what is missing of a damaged file, or {@link SourceState.Failed}
	 */
	public static SourceState play(Path file, Predicate<Mesh> taken) {
		var source = new RecordingSource(file, 0);
		var folding = new Folding(source, taken);
		source.run(folding);
		folding.endRound();
		return folding.last;
	}

	/** A round ends when an agent tells for the second time. */
	private static final class Folding implements Source.Receiver {
		private final RecordingSource source;
		private final Predicate<Mesh> taken;
		private final MeshFold fold = new MeshFold();
		private final Map<String, AddressBook> books = new HashMap<>();
		private final Set<Integer> toldInThisRound = new HashSet<>();
		private boolean wanted = true;
		private SourceState last = new SourceState.Connecting();

		Folding(RecordingSource source, Predicate<Mesh> taken) {
			this.source = source;
			this.taken = taken;
		}

		@Override
		public void state(SourceState state) {
			last = state;
		}

		@Override
		public void hello(int stream, NodeDescription node) {
			fold.hello(SOURCE, stream, node);
		}

		@Override
		public void sample(int stream, Sample sample) {
			sample(stream, sample, sample.at());
		}

		@Override
		public void sample(int stream, Sample sample, Instant received) {
			if (!toldInThisRound.add(stream)) {
				endRound();
				toldInThisRound.add(stream);
			}
			if (wanted) {
				try {
					fold.sample(SOURCE, stream, sample, received);
				} catch (RuntimeException e) {
					fold.failed(SOURCE, stream);
					LOG.log(System.Logger.Level.ERROR, "a sample of the recording could not be taken in", e);
				}
			}
		}

		@Override
		public void cluster(String cluster, List<Integer> streams, List<ClusterNews> news) {
			AddressBook book = books.computeIfAbsent(cluster, AddressBook::new);
			streams.forEach(stream -> fold.belongs(SOURCE, stream, book));
			news.forEach(book::take);
		}

		void endRound() {
			if (wanted && !toldInThisRound.isEmpty()) {
				toldInThisRound.clear();
				wanted = taken.test(fold.mesh());
				if (!wanted) {
					source.close();
				}
			}
		}
	}
}
