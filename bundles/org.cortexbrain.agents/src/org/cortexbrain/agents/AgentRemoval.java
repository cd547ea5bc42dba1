package org.cortexbrain.agents;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.cortexbrain.agents.internal.NamespaceContents;
import org.cortexbrain.agents.internal.ObjectKind;
import org.cortexbrain.agents.internal.ServerObjects;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;

/**
 * Takes away everything that an installation has put into a cluster, and nothing else. Nothing was changed to make one.
 *
 * @param objects what is removed, in this order, for a person
 * @param namespaceRemoved whether the namespace goes, too
 * @param namespaceKept why it does not; empty if it does
 */
public record AgentRemoval(String namespace, List<String> objects, boolean namespaceRemoved, String namespaceKept) {
	/** How long agents have to end, and the namespace to go. */
	private static final Duration PATIENCE = Duration.ofMinutes(2);
	private static final int NAMED = 5;

	public AgentRemoval {
		objects = List.copyOf(objects);
	}

	/** Looks for all of it. Blocks; some sixty requests where the namespace was made for the agents. */
	public static AgentRemoval of(ClusterConnection connection, AgentInstallation installation) throws ClusterFault, InterruptedException {
		ServerObjects server = new ServerObjects(connection);
		String namespace = installation.namespace();
		List<String> objects = new ArrayList<>(found(server, namespace).stream().map(ServerObjects::title).toList());
		String kept = kept(server, installation);
		if (kept.isEmpty()) {
			objects.add(ObjectKind.NAMESPACE.kind() + " " + namespace);
		}
		return new AgentRemoval(namespace, objects, kept.isEmpty(), kept);
	}

	private static List<GenericKubernetesResource> found(ServerObjects server, String namespace) throws ClusterFault, InterruptedException {
		List<GenericKubernetesResource> found = new ArrayList<>();
		for (ObjectKind kind : ObjectKind.REMOVAL) {
			if (kind != ObjectKind.NAMESPACE) {
				found.addAll(kind.namespaced() ? server.owned(kind, namespace) : server.ownedFor(kind, namespace));
			}
		}
		return found;
	}

	private static String kept(ServerObjects server, AgentInstallation installation) throws ClusterFault, InterruptedException {
		if (!installation.namespaceMade()) {
			return "The namespace " + installation.namespace() + " was there before the agents.";
		}
		NamespaceContents contents = NamespaceContents.of(server, installation.namespace());
		if (!contents.others().isEmpty()) {
			return "The namespace " + installation.namespace() + " holds what is not of CortexBrain: " + some(contents.others()) + ".";
		}
		return contents.unknown().isEmpty() ? ""
				: "Nobody can say whether the namespace " + installation.namespace() + " holds what is not of CortexBrain: you may not list " + some(contents.unknown()) + ".";
	}

	private static String some(List<String> names) {
		return String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + (names.size() > NAMED ? " and others" : "");
	}

	/**
	 * Does it. What is gone stays gone if this ends in the middle, and another run goes on from there. Blocks until the agents have ended and, if it
	 * goes, the namespace is gone.
	 *
	 * @throws ClusterFault if the server refuses, or something does not go
	 */
	public void apply(ClusterConnection connection, Progress progress) throws ClusterFault, InterruptedException {
		apply(connection, progress, PATIENCE);
	}

	void apply(ClusterConnection connection, Progress progress, Duration patience) throws ClusterFault, InterruptedException {
		ServerObjects server = new ServerObjects(connection);
		List<GenericKubernetesResource> found = found(server, namespace);
		int all = found.size() + 1;
		for (int i = 0; i < found.size(); i++) {
			GenericKubernetesResource object = found.get(i);
			progress.step(i, all, ServerObjects.title(object));
			server.delete(object);
			if (object.getKind().equals(ObjectKind.DAEMON_SET.kind())) {
				awaitAgents(server, patience);
			}
		}
		progress.step(found.size(), all, ObjectKind.NAMESPACE.kind() + " " + namespace);
		/* Looked at again: somebody may have put something into it meanwhile. */
		Optional<AgentInstallation> rest = AgentInstallation.find(connection).stream().filter(each -> each.namespace().equals(namespace)).findFirst();
		if (rest.isPresent()) {
			endNamespace(server, rest.get(), patience);
		}
	}

	private void awaitAgents(ServerObjects server, Duration patience) throws ClusterFault, InterruptedException {
		var agents = server.connection().kubernetes().apps().daemonSets().inNamespace(namespace).withName(AgentPod.NAME);
		try {
			server.asked("watch daemonsets.apps in the namespace " + namespace, () -> agents.waitUntilCondition(set -> set == null, patience.toSeconds(), TimeUnit.SECONDS));
		} catch (ClusterFault fault) {
			if (!(fault.getCause() instanceof KubernetesClientTimeoutException)) {
				throw fault;
			}
			List<String> nodes = server.asked("list pods in the namespace " + namespace, () -> server.connection().kubernetes().pods().inNamespace(namespace)
					.withLabel(AgentPod.NAME_LABEL, AgentPod.NAME).list().getItems()).stream().map(pod -> Optional.ofNullable(pod.getSpec().getNodeName()).orElse("no node")).toList();
			throw new ClusterFault("The agents have not ended after " + patience.toSeconds() + " seconds on " + some(nodes) + ".",
					"See whether these nodes answer; then remove the agents again: it goes on from here.", fault);
		}
	}

	private void endNamespace(ServerObjects server, AgentInstallation rest, Duration patience) throws ClusterFault, InterruptedException {
		Namespace name = new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build();
		if (!kept(server, rest).isEmpty()) {
			/* An apply of nothing gives back every field that was ours. */
			if (server.live(name).isPresent()) {
				server.apply(name, false);
			}
			return;
		}
		server.delete(name);
		var gone = server.connection().kubernetes().namespaces().withName(namespace);
		try {
			server.asked("watch namespaces", () -> gone.waitUntilCondition(each -> each == null, patience.toSeconds(), TimeUnit.SECONDS));
		} catch (ClusterFault fault) {
			if (!(fault.getCause() instanceof KubernetesClientTimeoutException)) {
				throw fault;
			}
			throw new ClusterFault("The namespace " + namespace + " is being removed since " + patience.toSeconds() + " seconds: " + why(server, name) + ".",
					"What it names must be ended by its own controller, or its finalizers be removed by hand. Nothing else is left of the agents.", fault);
		}
	}

	/* Kubernetes writes into the conditions of a namespace what keeps it. */
	private static String why(ServerObjects server, HasMetadata name) throws ClusterFault, InterruptedException {
		Namespace there = server.asked("get namespaces", () -> server.connection().kubernetes().namespaces().withName(name.getMetadata().getName()).get());
		String words = there == null || there.getStatus() == null ? "" : there.getStatus().getConditions().stream().filter(condition -> condition.getStatus().equals("True"))
				.map(condition -> condition.getMessage()).collect(Collectors.joining(". "));
		return words.isEmpty() ? "it does not say why" : words;
	}
}
