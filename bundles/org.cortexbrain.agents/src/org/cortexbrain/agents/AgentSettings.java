package org.cortexbrain.agents;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.cortexbrain.agents.internal.SettingsCheck;

/**
 * What a person may say about the agents of a cluster. Any text is taken, so that a form can hold what is being typed; {@link #faults} says what
 * is wrong with it.
 *
 * @param namespace where the agents live
 * @param image a whole reference, {@code registry.example.org/team/cortexbrain-agent:0.1}
 * @param pullSecret the secret of that namespace with which nodes pull the image; empty for none
 * @param cpuRequest what a node keeps free for its agent, as Kubernetes writes processors: {@code 20m}
 * @param memoryRequest what a node keeps free for its agent, as Kubernetes writes bytes: {@code 96Mi}
 * @param memoryLimit above which the kernel ends the agent
 * @param nodeSelector labels that a node must have to get an agent, beside {@code kubernetes.io/os: linux}
 * @param tolerations the taints beside which agents run all the same, as {@code kubectl taint} writes them: {@code KEY}, {@code KEY=VALUE},
 *            {@code KEY:EFFECT}, {@code KEY=VALUE:EFFECT}; {@code *} for all of them
 * @param priorityClass empty for the cluster's default
 * @param roles whether the roles cortexbrain-viewer and cortexbrain-operator are made, for people to be bound to
 * @param flows how many flows each agent tells apart, 16 to 1,048,576
 * @param connections how many ends of connections may be open at a time on each node, 16 to 4,194,304
 */
public record AgentSettings(String namespace, String image, String pullSecret, String cpuRequest, String memoryRequest, String memoryLimit,
		Map<String, String> nodeSelector, List<String> tolerations, String priorityClass, boolean roles, int flows, int connections) {
	public static final String DEFAULT_NAMESPACE = "cortexbrain";

	/**
	 * Something that cannot be as it was said.
	 *
	 * @param field the component of the settings
	 * @param cause a whole sentence that names the value
	 * @param remedy a whole sentence
	 */
	public record Fault(String field, String cause, String remedy) {
	}

	public AgentSettings {
		Objects.requireNonNull(namespace);
		Objects.requireNonNull(image);
		Objects.requireNonNull(pullSecret);
		Objects.requireNonNull(cpuRequest);
		Objects.requireNonNull(memoryRequest);
		Objects.requireNonNull(memoryLimit);
		nodeSelector = Collections.unmodifiableMap(new TreeMap<>(nodeSelector));
		tolerations = List.copyOf(tolerations);
		Objects.requireNonNull(priorityClass);
	}

	/** An agent on every Linux node, whatever its taints. */
	public static AgentSettings of(String image) {
		return new AgentSettings(DEFAULT_NAMESPACE, image, "", "20m", "96Mi", "256Mi", Map.of(), List.of("*"), "", true, 16384, 131072);
	}

	/** What is wrong, in the order of the components; empty if the cluster can be asked. */
	public List<Fault> faults() {
		return SettingsCheck.of(this);
	}
}
