package org.cortexbrain.agents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

import org.cortexbrain.agents.internal.Annotations;
import org.cortexbrain.agents.internal.ObjectKind;
import org.cortexbrain.agents.internal.ServerObjects;
import org.cortexbrain.agents.internal.SettingsText;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * The agents that this program has put into one namespace, whole or in part, as the cluster tells it: nothing of it is kept elsewhere, so that every
 * client sees the same, and one that died in the middle leaves nothing unknown.
 *
 * @param settings what was set last; empty if no daemon set is there, or somebody has changed the note that holds them
 * @param namespaceMade whether the namespace was made for the agents
 * @param paused whether nodes wait with a new template until they are told
 * @param image the image of the template; empty without a daemon set
 * @param wanted on how many nodes an agent should run; 0 without a daemon set
 * @param ready on how many one answers
 * @param updated on how many the present template runs, or is being started
 * @param whole whether a daemon set is there
 */
public record AgentInstallation(String namespace, Optional<AgentSettings> settings, boolean namespaceMade, boolean paused, String image, int wanted, int ready,
		int updated, boolean whole) {
	private static final int FORBIDDEN = 403;

	public AgentInstallation {
		Objects.requireNonNull(namespace);
		Objects.requireNonNull(settings);
		Objects.requireNonNull(image);
	}

	/** Whether all nodes run the present template and answer. */
	public boolean isSettled() {
		return whole && ready >= wanted && updated >= wanted;
	}

	/**
	 * All of a cluster, by their namespaces; of the connection's own namespace alone where one may not look further. Blocks.
	 *
	 * @throws ClusterFault if they cannot be listed at all
	 */
	public static List<AgentInstallation> find(ClusterConnection connection) throws ClusterFault, InterruptedException {
		ServerObjects server = new ServerObjects(connection);
		List<GenericKubernetesResource> objects = new ArrayList<>();
		for (ObjectKind kind : List.of(ObjectKind.NAMESPACE, ObjectKind.SERVICE_ACCOUNT, ObjectKind.CLUSTER_ROLE, ObjectKind.NETWORK_POLICY, ObjectKind.DAEMON_SET)) {
			objects.addAll(owned(server, kind));
		}
		/* What goes with its namespace is as good as gone; but agents run until their daemon set is. */
		List<String> going = objects.stream().filter(object -> object.getKind().equals(ObjectKind.NAMESPACE.kind()) && object.getMetadata().getDeletionTimestamp() != null)
				.map(object -> object.getMetadata().getName()).toList();
		objects.removeIf(object -> !object.getKind().equals(ObjectKind.DAEMON_SET.kind()) && going.contains(namespace(object)));
		var namespaces = new TreeSet<String>();
		objects.forEach(object -> namespaces.add(namespace(object)));
		namespaces.remove("");
		return namespaces.stream().map(namespace -> of(namespace, objects)).toList();
	}

	private static String namespace(HasMetadata object) {
		return switch (ObjectKind.of(object.getKind())) {
		case NAMESPACE -> object.getMetadata().getName();
		case CLUSTER_ROLE -> annotation(object, Annotations.NAMESPACE);
		default -> object.getMetadata().getNamespace();
		};
	}

	private static List<GenericKubernetesResource> owned(ServerObjects server, ObjectKind kind) throws ClusterFault, InterruptedException {
		try {
			return server.owned(kind);
		} catch (ClusterFault fault) {
			if (!(fault.getCause() instanceof KubernetesClientException refused) || refused.getCode() != FORBIDDEN) {
				throw fault;
			}
			return kind.namespaced() ? server.owned(kind, server.connection().access().namespace()) : List.of();
		}
	}

	private static AgentInstallation of(String namespace, List<GenericKubernetesResource> objects) {
		boolean made = objects.stream().filter(object -> object.getKind().equals(ObjectKind.NAMESPACE.kind()) && object.getMetadata().getName().equals(namespace))
				.anyMatch(object -> !annotation(object, Annotations.NAMESPACE_MADE).isEmpty());
		Optional<DaemonSet> agents = objects.stream().filter(object -> object.getKind().equals(ObjectKind.DAEMON_SET.kind())
				&& namespace.equals(object.getMetadata().getNamespace()) && object.getMetadata().getName().equals(AgentPod.NAME)).findFirst()
				.map(object -> Serialization.unmarshal(Serialization.asJson(object), DaemonSet.class));
		return agents.map(set -> of(namespace, made, set))
				.orElseGet(() -> new AgentInstallation(namespace, Optional.empty(), made, false, "", 0, 0, 0, false));
	}

	private static AgentInstallation of(String namespace, boolean made, DaemonSet set) {
		var template = set.getSpec().getTemplate();
		var status = Optional.ofNullable(set.getStatus());
		return new AgentInstallation(namespace, SettingsText.read(annotation(set, Annotations.SETTINGS)),
				made, AgentRollout.PAUSED.equals(set.getSpec().getUpdateStrategy().getType()),
				template.getSpec().getContainers().getFirst().getImage(),
				status.map(each -> each.getDesiredNumberScheduled()).orElse(0), status.map(each -> each.getNumberReady()).orElse(0),
				status.map(each -> each.getUpdatedNumberScheduled()).orElse(0), true);
	}

	private static String annotation(HasMetadata object, String name) {
		return Optional.ofNullable(object.getMetadata().getAnnotations()).orElse(Map.of()).getOrDefault(name, "");
	}
}
