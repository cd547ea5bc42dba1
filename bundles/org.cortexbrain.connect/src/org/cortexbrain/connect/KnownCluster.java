package org.cortexbrain.connect;

import java.util.Objects;

/**
 * A cluster that a person has chosen, as it is remembered. Holds no credential: those stay where the kubeconfig has them.
 *
 * @param name what the person calls it; unique among the known clusters
 * @param production whether nothing is changed there before the person has typed its name
 * @param connected whether it is to be connected
 */
public record KnownCluster(ClusterId id, String name, ClusterColor color, boolean production, boolean connected) {
	public KnownCluster {
		Objects.requireNonNull(id);
		Objects.requireNonNull(color);
		if (name.isBlank()) {
			throw new IllegalArgumentException("a cluster has a name");
		}
	}

	/** The same cluster, to be connected or not. */
	public KnownCluster connected(boolean wanted) {
		return new KnownCluster(id, name, color, production, wanted);
	}
}
