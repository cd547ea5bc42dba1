package org.cortexbrain.cluster;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.cortexbrain.cluster.internal.Quotation;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * A pod in which an agent runs, or should.
 *
 * @param node the node's name; empty while the pod has none
 * @param port where the agent answers
 * @param uid the pod's, which tells it from a later one of the same name
 * @param version the agent's, by the pod's label; empty if it has none
 * @param ready whether it answers, as the node sees it
 * @param trouble why it is not ready, in the cluster's words; empty if it is, or nobody says
 */
public record AgentPod(String node, PodPort port, String uid, String version, boolean ready, String trouble) {
	/** The label, and its value, that every agent's pod has. */
	public static final String NAME_LABEL = "app.kubernetes.io/name";
	public static final String NAME = "cortexbrain-agent";
	/** The label that says which version an agent is of. */
	public static final String VERSION_LABEL = "app.kubernetes.io/version";
	/** Where an agent answers in its pod, on loopback. */
	public static final int PORT = 7373;

	public AgentPod {
		Objects.requireNonNull(node);
		Objects.requireNonNull(port);
		Objects.requireNonNull(uid);
		Objects.requireNonNull(version);
		Objects.requireNonNull(trouble);
	}

	/**
	 * All of a cluster, of whatever namespace and version. Blocks.
	 *
	 * @throws ClusterFault if they cannot be listed
	 */
	public static List<AgentPod> list(ClusterConnection connection) throws ClusterFault {
		try {
			return connection.kubernetes().pods().inAnyNamespace().withLabel(NAME_LABEL, NAME).list().getItems().stream().map(AgentPod::of).toList();
		} catch (KubernetesClientException e) {
			throw connection.explain("list pods in all namespaces", e);
		}
	}

	private static AgentPod of(Pod pod) {
		PodStatus status = pod.getStatus();
		boolean ready = status.getConditions().stream().anyMatch(condition -> condition.getType().equals("Ready") && condition.getStatus().equals("True"));
		return new AgentPod(Optional.ofNullable(pod.getSpec().getNodeName()).orElse(""),
				new PodPort(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), PORT), pod.getMetadata().getUid(),
				Optional.ofNullable(pod.getMetadata().getLabels().get(VERSION_LABEL)).orElse(""), ready, ready ? "" : trouble(status));
	}

	private static String trouble(PodStatus status) {
		return status.getContainerStatuses().stream().map(ContainerStatus::getState).filter(state -> state != null && state.getWaiting() != null)
				.map(state -> state.getWaiting().getReason() + Optional.ofNullable(state.getWaiting().getMessage()).map(words -> ": " + words).orElse(""))
				.findFirst().or(() -> status.getConditions().stream().filter(condition -> condition.getStatus().equals("False") && condition.getMessage() != null)
						.map(condition -> condition.getMessage()).findFirst())
				.map(Quotation::line).orElse("");
	}
}
