package org.cortexbrain.agents.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.APIGroup;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/**
 * What a namespace holds that is not of the agents: a namespace that goes takes everything in it along.
 *
 * @param others a few of them, for a person
 * @param unknown kinds that could not be listed
 */
public record NamespaceContents(List<String> others, List<String> unknown) {
	private static final long ENOUGH = 20;
	/* Groups whose objects stand for others', or tell what happened. */
	private static final Set<String> DERIVED = Set.of("metrics.k8s.io", "custom.metrics.k8s.io", "external.metrics.k8s.io", "events.k8s.io");
	/* What Kubernetes, Istio and OpenShift make by themselves in each namespace. */
	private static final Set<String> OF_EACH_NAMESPACE = Set.of("ConfigMap kube-root-ca.crt", "ServiceAccount default", "ConfigMap istio-ca-root-cert",
			"ConfigMap openshift-service-ca.crt");

	/** Asks for every kind that the server knows; some fifty requests. */
	public static NamespaceContents of(ServerObjects server, String namespace) throws ClusterFault, InterruptedException {
		List<String> others = new ArrayList<>();
		List<String> unknown = new ArrayList<>();
		List<String> versions = new ArrayList<>(List.of("v1"));
		for (APIGroup group : server.asked("list API groups", () -> server.connection().kubernetes().getApiGroups().getGroups())) {
			if (!DERIVED.contains(group.getName())) {
				versions.add(group.getPreferredVersion().getGroupVersion());
			}
		}
		for (String version : versions) {
			for (APIResource resource : resources(server, version, unknown)) {
				list(server, namespace, version, resource, others, unknown);
			}
		}
		return new NamespaceContents(List.copyOf(others), List.copyOf(unknown));
	}

	/* A group whose server is away (503) cannot be asked for its kinds. */
	private static List<APIResource> resources(ServerObjects server, String version, List<String> unknown) throws ClusterFault, InterruptedException {
		try {
			return server.asked("list resources of " + version, () -> Optional.ofNullable(server.connection().kubernetes().getApiResources(version))
					.map(list -> list.getResources()).orElse(List.of()));
		} catch (ClusterFault fault) {
			unknown.add(version);
			return List.of();
		}
	}

	private static void list(ServerObjects server, String namespace, String version, APIResource resource, List<String> others, List<String> unknown)
			throws ClusterFault, InterruptedException {
		if (!resource.getNamespaced() || !resource.getVerbs().contains("list") || resource.getName().contains("/") || resource.getName().equals("events")) {
			return;
		}
		int slash = version.indexOf('/');
		var context = new ResourceDefinitionContext.Builder().withGroup(slash < 0 ? "" : version.substring(0, slash)).withVersion(version.substring(slash + 1))
				.withKind(resource.getKind()).withPlural(resource.getName()).withNamespaced(true).build();
		List<GenericKubernetesResource> found;
		try {
			found = server.asked("list " + resource.getName() + " in the namespace " + namespace, () -> server.connection().kubernetes()
					.genericKubernetesResources(context).inNamespace(namespace).list(new ListOptionsBuilder().withLimit(ENOUGH).build()).getItems());
		} catch (ClusterFault fault) {
			if (!(fault.getCause() instanceof KubernetesClientException refused) || refused.getCode() <= 0) {
				throw fault;
			}
			unknown.add(resource.getName());
			return;
		}
		found.stream().filter(object -> !isOfAgents(object)).map(object -> resource.getKind() + " " + object.getMetadata().getName())
				.filter(title -> !OF_EACH_NAMESPACE.contains(title)).forEach(others::add);
	}

	private static boolean isOfAgents(HasMetadata object) {
		return ServerObjects.isOwned(object) || object.getMetadata().getOwnerReferences().stream()
				.anyMatch(owner -> owner.getKind().equals(ObjectKind.DAEMON_SET.kind()) && owner.getName().equals(AgentPod.NAME));
	}
}
