package org.cortexbrain.agents;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.agents.internal.Annotations;
import org.cortexbrain.agents.internal.ServerObjects;
import org.cortexbrain.agents.internal.SettingsText;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * How agents that are installed go from one template to another: restarts, pauses, former revisions. Each is one request, so that it has happened
 * or not. All of it blocks.
 */
public final class AgentRollout {
	/** The update strategy of a daemon set whose nodes wait: each takes the template when its pod is deleted. */
	static final String PAUSED = "OnDelete";
	private static final String RESTARTER = ServerObjects.MANAGER + "-restart";
	private static final String PAUSER = ServerObjects.MANAGER + "-pause";
	private final ServerObjects server;
	private final String namespace;

	/**
	 * A template that the agents once had.
	 *
	 * @param number grows with each change
	 * @param current whether they have it now
	 */
	public record Revision(long number, Instant made, String image, boolean current, PodTemplateSpec template) {
	}

	public AgentRollout(ClusterConnection connection, String namespace) {
		this.server = new ServerObjects(connection);
		this.namespace = namespace;
	}

	private DaemonSetBuilder part() {
		return new DaemonSetBuilder().withNewMetadata().withName(AgentPod.NAME).withNamespace(namespace).endMetadata();
	}

	/** Starts all agents anew, node after node. */
	public void restart(Instant now) throws ClusterFault, InterruptedException {
		server.applyPart(part().withNewSpec().withNewTemplate().withNewMetadata().addToAnnotations(Annotations.RESTARTED, now.toString()).endMetadata()
				.endTemplate().endSpec().build(), RESTARTER);
	}

	/** Lets no further node take the present template by itself; those that have it keep it. */
	public void pause() throws ClusterFault, InterruptedException {
		server.applyPart(part().withNewSpec().withNewUpdateStrategy().withType(PAUSED).endUpdateStrategy().endSpec().build(), PAUSER);
	}

	/** Goes on after a pause. */
	public void resume() throws ClusterFault, InterruptedException {
		server.applyPart(part().withNewSpec().withNewUpdateStrategy().withType("RollingUpdate").endUpdateStrategy().endSpec().build(), PAUSER);
	}

	/** All that the cluster still has, the newest first. */
	public List<Revision> revisions() throws ClusterFault, InterruptedException {
		Optional<DaemonSet> agents = daemonSet();
		if (agents.isEmpty()) {
			return List.of();
		}
		String uid = agents.get().getMetadata().getUid();
		List<ControllerRevision> all = server.asked("list controllerrevisions.apps in the namespace " + namespace,
				() -> server.connection().kubernetes().apps().controllerRevisions().inNamespace(namespace).list().getItems());
		List<ControllerRevision> own = all.stream().filter(revision -> revision.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid().equals(uid)))
				.sorted(Comparator.comparing(ControllerRevision::getRevision).reversed()).toList();
		return own.stream().map(revision -> revision(revision, revision == own.getFirst())).toList();
	}

	private Optional<DaemonSet> daemonSet() throws ClusterFault, InterruptedException {
		return Optional.ofNullable(server.asked("get daemonsets.apps in the namespace " + namespace,
				() -> server.connection().kubernetes().apps().daemonSets().inNamespace(namespace).withName(AgentPod.NAME).get()));
	}

	/* Its data are the patch that kubectl rollout undo would send: {"spec":{"template":{"$patch":"replace",...}}}. */
	private static Revision revision(ControllerRevision revision, boolean current) {
		Map<?, ?> data = Serialization.unmarshal(Serialization.asJson(revision.getData()), Map.class);
		Map<?, ?> template = (Map<?, ?>) ((Map<?, ?>) data.get("spec")).get("template");
		template.remove("$patch");
		PodTemplateSpec read = Serialization.unmarshal(Serialization.asJson(template), PodTemplateSpec.class);
		return new Revision(revision.getRevision(), Instant.parse(revision.getMetadata().getCreationTimestamp()), read.getSpec().getContainers().getFirst().getImage(),
				current, read);
	}

	/**
	 * Gives all agents a former template again, exactly as it was, and the settings that it was made from.
	 *
	 * @param takeOver whether fields that others own become ours
	 * @throws ClusterFault if nobody knows the settings that it was made from, or the server refuses
	 */
	public void rollBack(Revision revision, boolean takeOver) throws ClusterFault, InterruptedException {
		Map<String, String> annotations = Optional.ofNullable(revision.template().getMetadata().getAnnotations()).orElse(Map.of());
		AgentSettings settings = SettingsText.read(annotations.getOrDefault(Annotations.SETTINGS, "")).filter(each -> each.faults().isEmpty())
				.orElseThrow(() -> new ClusterFault("Revision " + revision.number() + " does not say which settings it was made from.",
						"Install the agents with the settings that you want.", null));
		PodTemplateSpec template = Serialization.clone(revision.template());
		template.getMetadata().getAnnotations().remove(Annotations.RESTARTED);
		server.apply(new AgentObjects(settings).daemonSet(template), takeOver);
	}
}
