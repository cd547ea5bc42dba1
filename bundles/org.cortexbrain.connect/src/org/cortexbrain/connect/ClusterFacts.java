package org.cortexbrain.connect;

import java.util.List;
import java.util.Objects;

import org.cortexbrain.cluster.AgentPod;

/**
 * What a cluster said of itself when it was asked last. Names come from the cluster and are to be shown by {@link Shown} only.
 *
 * @param version of the API server, {@code v1.34.4}
 */
public record ClusterFacts(String version, Found<List<Node>> nodes, Found<List<String>> namespaces, Found<List<AgentPod>> agents) {
	public ClusterFacts {
		Objects.requireNonNull(version);
		Objects.requireNonNull(nodes);
		Objects.requireNonNull(namespaces);
		Objects.requireNonNull(agents);
	}

	/**
	 * @param ready whether its kubelet says so
	 * @param kernel its release, empty if the node has not told
	 * @param architecture as Go calls it, {@code amd64}, empty if the node has not told
	 */
	public record Node(String name, boolean ready, String kernel, String architecture) {
	}
}
