package org.cortexbrain.cluster;

import java.time.Instant;
import java.util.Optional;

/** How the watch of one kind of object stands. Times are by this client's clock. */
public sealed interface WatchState {
	/** The objects are being read for the first time. */
	record Starting() implements WatchState {
	}

	/**
	 * Everything is known, and changes come as they happen.
	 *
	 * @param onlyNamespace the one namespace that may be read, where it is not all
	 */
	record Live(Instant since, Optional<String> onlyNamespace) implements WatchState {
	}

	/** The news have stopped; what was known before still counts a little while. It is tried again by itself. */
	record Broken(ClusterFault fault, Instant nextTry) implements WatchState {
	}

	/** Objects of this kind may not be read. It is tried again by itself, less and less often. */
	record Refused(ClusterFault fault, Instant nextTry) implements WatchState {
	}
}
