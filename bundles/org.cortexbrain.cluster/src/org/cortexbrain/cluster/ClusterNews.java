package org.cortexbrain.cluster;

import java.time.Instant;

import org.cortexbrain.cluster.ClusterObject.Kind;

/**
 * What an {@link AddressBook} was told, so that another one can be told the same later: it then gives the same answers for the same times. All times are by
 * the clock of the client that was told first.
 */
public sealed interface ClusterNews {
	/** An object is new or has changed. {@link AddressBook#put(ClusterObject, Instant, Instant)} says what the times are. */
	record Changed(ClusterObject object, Instant sure, Instant seen) implements ClusterNews {
	}

	/** An object is gone. {@link AddressBook#remove(Kind, String, Instant, Instant)} says what the times are. */
	record Gone(Kind kind, String uid, Instant until, Instant seen) implements ClusterNews {
	}

	/** All objects of a kind have been told, or may not be read. */
	record Known(Kind kind) implements ClusterNews {
	}

	/** Objects of a kind do not come soon. */
	record Late(Kind kind) implements ClusterNews {
	}

	/** No news come any more since a time. */
	record Silent(Instant since) implements ClusterNews {
	}

	/** News come again. */
	record Current() implements ClusterNews {
	}
}
