package org.cortexbrain.agents;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.agents.Change.Effect;
import org.cortexbrain.agents.Finding.Severity;
import org.cortexbrain.agents.internal.ObjectKind;
import org.cortexbrain.agents.internal.ObjectText;
import org.cortexbrain.agents.internal.Preflight;
import org.cortexbrain.agents.internal.ServerObjects;
import org.cortexbrain.agents.internal.Trial;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * What putting agents into a cluster by these settings would do, and what would be in its way. Nothing was changed to find out.
 *
 * @param namespaceMade whether the namespace is made by it, or was by a former one
 * @param changes one for each object, in the order in which they would be applied
 * @param findings of the preflight
 */
public record AgentPlan(AgentSettings settings, boolean namespaceMade, List<Change> changes, List<Finding> findings) {
	public AgentPlan {
		changes = List.copyOf(changes);
		findings = List.copyOf(findings);
	}

	/** Whether nothing at all would be changed. */
	public boolean isInForce() {
		return changes.stream().allMatch(change -> change.effect() == Effect.KEPT);
	}

	/** Whether it would fail, also if the fields of others are taken over. */
	public boolean isBlocked() {
		Set<String> taken = new LinkedHashSet<>(changes.stream().filter(change -> !change.conflicts().isEmpty()).map(Change::object).toList());
		return findings.stream().anyMatch(finding -> finding.severity() == Severity.BLOCKING && !taken.contains(finding.title()));
	}

	/** Whether fields that others own must be taken over. */
	public boolean hasConflicts() {
		return changes.stream().anyMatch(change -> !change.conflicts().isEmpty());
	}

	/**
	 * Asks the server for all of it. Blocks; some thirty requests.
	 *
	 * @throws IllegalArgumentException if the settings have faults
	 * @throws ClusterFault if the server does not answer
	 */
	public static AgentPlan of(ClusterConnection connection, AgentSettings settings) throws ClusterFault, InterruptedException {
		ServerObjects server = new ServerObjects(connection);
		List<AgentInstallation> there = AgentInstallation.find(connection);
		Optional<AgentInstallation> former = there.stream().filter(each -> each.namespace().equals(settings.namespace())).findFirst();
		boolean namespaceThere = namespaceThere(server, settings);
		boolean namespaceMade = !namespaceThere || former.filter(AgentInstallation::namespaceMade).isPresent();
		List<Change> changes = new ArrayList<>();
		List<Finding> findings = new ArrayList<>(Preflight.run(server, settings, there, namespaceThere));
		AgentObjects objects = new AgentObjects(settings, namespaceMade);
		for (HasMetadata object : objects.all()) {
			Trial trial = Trial.of(server, object, namespaceThere);
			changes.add(trial.change());
			trial.finding().ifPresent(findings::add);
		}
		if (former.isPresent() && findings.stream().noneMatch(finding -> finding.severity() == Severity.BLOCKING)) {
			for (HasMetadata leftOver : leftOvers(server, settings, objects)) {
				changes.add(new Change(Effect.REMOVED, ServerObjects.title(leftOver), ObjectText.of(leftOver), "", List.of()));
			}
		}
		return new AgentPlan(settings, namespaceMade, changes, findings);
	}

	/* Who may not get namespaces is told so by the trial of the namespace itself. */
	private static boolean namespaceThere(ServerObjects server, AgentSettings settings) throws ClusterFault, InterruptedException {
		try {
			return server.live(new AgentObjects(settings).all().getFirst()).isPresent();
		} catch (ClusterFault fault) {
			if (!(fault.getCause() instanceof KubernetesClientException refused) || refused.getCode() != 403) {
				throw fault;
			}
			return false;
		}
	}

	/** What an installation has that these objects have no more: of former settings, or of another version of this program. */
	private static List<GenericKubernetesResource> leftOvers(ServerObjects server, AgentSettings settings, AgentObjects objects) throws ClusterFault, InterruptedException {
		Set<String> wanted = new LinkedHashSet<>(objects.all().stream().map(ServerObjects::title).toList());
		List<GenericKubernetesResource> leftOvers = new ArrayList<>();
		for (ObjectKind kind : ObjectKind.REMOVAL) {
			if (kind.namespaced()) {
				leftOvers.addAll(server.owned(kind, settings.namespace()));
			} else if (kind == ObjectKind.CLUSTER_ROLE) {
				leftOvers.addAll(server.ownedFor(kind, settings.namespace()));
			}
		}
		return leftOvers.stream().filter(object -> !wanted.contains(ServerObjects.title(object))).toList();
	}

	/**
	 * Makes it so. What is done stays done if this ends in the middle, and another run goes on from there. Blocks.
	 *
	 * @param takeOver whether fields that others own become ours
	 * @param progress told of each object before it is applied or removed, on the calling thread
	 * @throws ClusterFault if the server refuses one; those before it are applied
	 */
	public void apply(ClusterConnection connection, boolean takeOver, Progress progress) throws ClusterFault, InterruptedException {
		ServerObjects server = new ServerObjects(connection);
		AgentObjects objects = new AgentObjects(settings, namespaceMade);
		List<HasMetadata> all = objects.all();
		for (int i = 0; i < all.size(); i++) {
			progress.step(i, changes.size(), ServerObjects.title(all.get(i)));
			server.apply(all.get(i), takeOver);
		}
		Optional<AgentInstallation> now = AgentInstallation.find(connection).stream().filter(each -> each.namespace().equals(settings.namespace())).findFirst();
		if (now.isPresent()) {
			for (HasMetadata leftOver : leftOvers(server, settings, objects)) {
				progress.step(all.size(), changes.size(), "Remove " + ServerObjects.title(leftOver));
				server.delete(leftOver);
			}
		}
	}
}
