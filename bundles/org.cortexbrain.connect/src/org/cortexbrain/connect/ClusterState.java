package org.cortexbrain.connect;

import java.time.Instant;
import java.util.List;

import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Problem;

/** How the connection to a cluster does. Every text is for a person: a cause in words and a remedy, whole sentences. */
public sealed interface ClusterState {
	/** Nobody wants it. */
	record Disconnected() implements ClusterState {
	}

	/** It is asked for the first time. */
	record Connecting() implements ClusterState {
	}

	/** A person must allow a program first. */
	record NeedsConsent(ExecPlugin plugin) implements ClusterState {
	}

	/** It answers. */
	record Live(Instant since) implements ClusterState {
	}

	/** It does not answer, or refuses; it is asked again by itself. */
	record Retrying(String cause, String remedy, Instant nextTry) implements ClusterState {
	}

	/** Its kubeconfig does not do; it is tried again when that changes. */
	record Unusable(List<Problem> problems) implements ClusterState {
		public Unusable {
			problems = List.copyOf(problems);
		}
	}

	/** It is tried again only when a person says so: a program would ask the person again. */
	record Failed(String cause, String remedy) implements ClusterState {
	}
}
