package org.cortexbrain.telemetry;

import java.time.Instant;
import java.util.List;

import org.cortexbrain.cluster.ClusterNews;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Sample;

/**
 * Something that delivers samples: an agent, a recording.
 *
 * <p>Threading: {@link #open} returns at once; the receiver is called from one thread of the source at a time. {@link #close} may be
 * called from any thread, does not block, and is idempotent; after it the receiver may get one call that was under way, and no more.
 */
public interface Source extends AutoCloseable {
	/**
	 * Takes what a source delivers. An agent has one stream, number 0; a recording has one for each agent that was recorded.
	 */
	interface Receiver {
		void state(SourceState state);

		/** A stream began; {@code node} says who speaks. Comes again after a reconnection. */
		void hello(int stream, NodeDescription node);

		void sample(int stream, Sample sample);

		/** The same for what arrived earlier, when it was recorded. @param received by the clock of the client that recorded it */
		default void sample(int stream, Sample sample, Instant received) {
			sample(stream, sample);
		}

		/**
		 * What was told of a cluster when its agents were recorded.
		 *
		 * @param streams those that are of its nodes, from now on; before their first sample
		 */
		default void cluster(String cluster, List<Integer> streams, List<ClusterNews> news) {
		}
	}

	/** Unique among the sources of one {@link Telemetry}; stable over restarts of the desktop: {@code agent http://127.0.0.1:7373}. */
	String id();

	/** What a person calls it. */
	String name();

	/** Begins to deliver. Called once. */
	void open(Receiver receiver);

	@Override
	void close();
}
