package org.cortexbrain.ui.internal.clusters;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.connect.ClusterFacts;
import org.cortexbrain.connect.ClusterFacts.Node;
import org.cortexbrain.connect.ClusterState;
import org.cortexbrain.connect.Clusters.Observed;
import org.cortexbrain.connect.Found;
import org.cortexbrain.connect.PluginConsent;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.model.Health;
import org.cortexbrain.ui.internal.connect.Words;
import org.cortexbrain.ui.internal.look.Numbers;

/**
 * A row of the Clusters view: a cluster, one of its parts, or one of what the part holds. Made anew from each state; without a window.
 *
 * @param key tells rows of one parent apart, and stays the same as long as it is the same thing
 * @param name what it is
 * @param state how it does, with a sign; empty where nothing is to be said
 * @param health which colour the state has; empty for none
 */
public record ClusterRow(String key, String name, String state, Optional<Health.State> health, List<ClusterRow> children) {
	public ClusterRow {
		children = List.copyOf(children);
	}

	private static ClusterRow part(String key, String name, String state, Optional<Health.State> health, List<ClusterRow> children) {
		return new ClusterRow(key, name, state, health, children);
	}

	/** All that is to be shown of a cluster. */
	public static ClusterRow of(Observed observed, Instant now) {
		String name = observed.cluster().name() + (observed.cluster().production() ? " (production)" : "");
		List<ClusterRow> parts = new ArrayList<>();
		String about = about(observed.state(), now);
		if (!about.isEmpty()) {
			parts.add(part("about", about, "", Optional.empty(), List.of()));
		}
		observed.facts().ifPresent(facts -> {
			parts.add(nodes(facts));
			parts.add(namespaces(facts));
			parts.add(agents(facts));
		});
		return new ClusterRow(observed.cluster().id().toString(), name, state(observed), health(observed.state()), parts);
	}

	private static String state(Observed observed) {
		return switch (observed.state()) {
		case ClusterState.Disconnected _ -> "\u25A0 not connected";
		case ClusterState.Connecting _ -> "\u2026 connecting";
		case ClusterState.NeedsConsent(var plugin) -> "\u25B2 asks to run " + Shown.of(plugin.name());
		case ClusterState.Live _ -> "\u2713 live";
		case ClusterState.Retrying _ -> "\u25B2 connecting again";
		case ClusterState.Unusable _ -> "\u2715 kubeconfig";
		case ClusterState.Failed _ -> "\u2715 failed";
		};
	}

	private static Optional<Health.State> health(ClusterState state) {
		return switch (state) {
		case ClusterState.Disconnected _, ClusterState.Connecting _ -> Optional.empty();
		case ClusterState.Live _ -> Optional.of(Health.State.HEALTHY);
		case ClusterState.NeedsConsent _, ClusterState.Retrying _ -> Optional.of(Health.State.DEGRADED);
		case ClusterState.Unusable _, ClusterState.Failed _ -> Optional.of(Health.State.FAILING);
		};
	}

	/** What is wrong and what to do; empty where nothing is wrong. */
	public static String about(ClusterState state, Instant now) {
		return switch (state) {
		case ClusterState.Disconnected _, ClusterState.Connecting _, ClusterState.Live _ -> "";
		case ClusterState.NeedsConsent(var plugin) -> "Its kubeconfig names a program that gets your credentials: " + PluginConsent.command(plugin)
				+ ". Connect asks whether it may run.";
		case ClusterState.Retrying(String cause, String remedy, Instant next) -> cause + " " + remedy + " Next try in "
				+ Numbers.duration(Duration.between(now, next).plusMillis(999)) + ".";
		case ClusterState.Unusable(var problems) -> Words.problems(problems);
		case ClusterState.Failed(String cause, String remedy) -> cause + " " + remedy + " Then connect it again.";
		};
	}

	private static ClusterRow nodes(ClusterFacts facts) {
		return switch (facts.nodes()) {
		case Found.Unknown<List<Node>>(String cause, String remedy) -> unknown("nodes", "Nodes", cause, remedy);
		case Found.Known<List<Node>>(List<Node> nodes) -> {
			long ready = nodes.stream().filter(Node::ready).count();
			Map<String, AgentPod> agents = agentsByNode(facts);
			boolean told = facts.agents() instanceof Found.Known;
			List<ClusterRow> children = nodes.stream().sorted(Comparator.comparing(Node::name)).map(node -> node(node, agents, told)).toList();
			yield part("nodes", "Nodes", nodes.isEmpty() ? "none" : (ready == nodes.size() ? "\u2713 " : "\u25B2 ") + ready + " of " + nodes.size() + " ready",
					health(ready == nodes.size()), children);
		}
		};
	}

	private static Map<String, AgentPod> agentsByNode(ClusterFacts facts) {
		Map<String, AgentPod> agents = new HashMap<>();
		if (facts.agents() instanceof Found.Known<List<AgentPod>>(List<AgentPod> all)) {
			all.forEach(agent -> agents.merge(agent.node(), agent, (one, other) -> one.ready() ? one : other));
		}
		return agents;
	}

	private static ClusterRow node(Node node, Map<String, AgentPod> agents, boolean agentsTold) {
		AgentPod agent = agents.get(node.name());
		String kernel = node.kernel().isEmpty() ? "" : ", kernel " + Shown.of(node.kernel());
		String words = node.ready() ? "" : "not ready, ";
		boolean good = node.ready() && agent != null && agent.ready();
		String about = agent == null ? agentsTold ? "no agent" : "agent not known" : agentState(agent);
		return part(node.name(), Shown.of(node.name()), (good ? "\u2713 " : "\u25B2 ") + words + about + kernel, health(good), List.of());
	}

	private static String agentState(AgentPod agent) {
		return agent.ready() ? "agent" + (agent.version().isEmpty() ? "" : " " + Shown.of(agent.version()))
				: "agent not ready" + (agent.trouble().isEmpty() ? "" : ": " + Shown.of(agent.trouble()));
	}

	private static ClusterRow namespaces(ClusterFacts facts) {
		return switch (facts.namespaces()) {
		case Found.Unknown<List<String>>(String cause, String remedy) -> unknown("namespaces", "Namespaces", cause, remedy);
		case Found.Known<List<String>>(List<String> names) -> part("namespaces", "Namespaces", Integer.toString(names.size()), Optional.empty(),
				names.stream().sorted().map(name -> part(name, Shown.of(name), "", Optional.empty(), List.of())).toList());
		};
	}

	private static ClusterRow agents(ClusterFacts facts) {
		return switch (facts.agents()) {
		case Found.Unknown<List<AgentPod>>(String cause, String remedy) -> unknown("agents", "Agents", cause, remedy);
		case Found.Known<List<AgentPod>>(List<AgentPod> agents) -> {
			long ready = agents.stream().filter(AgentPod::ready).count();
			yield part("agents", "Agents", agents.isEmpty() ? "\u25B2 none: nothing of its traffic is seen"
					: (ready == agents.size() ? "\u2713 " : "\u25B2 ") + ready + " of " + agents.size() + " ready", health(!agents.isEmpty() && ready == agents.size()),
					agents.stream().sorted(Comparator.comparing(AgentPod::node)).map(agent -> part(agent.uid(),
							Shown.of(agent.node().isEmpty() ? agent.port().pod() : agent.node()),
							(agent.ready() ? "\u2713 " : "\u25B2 ") + agentState(agent), health(agent.ready()), List.of())).toList());
		}
		};
	}

	private static Optional<Health.State> health(boolean good) {
		return Optional.of(good ? Health.State.HEALTHY : Health.State.DEGRADED);
	}

	private static ClusterRow unknown(String key, String name, String cause, String remedy) {
		return part(key, name, Numbers.UNKNOWN + " not known", Optional.of(Health.State.UNKNOWN),
				List.of(part("why", cause + " " + remedy, "", Optional.empty(), List.of())));
	}

	/** The row and all below it, a line each, as it is copied. */
	public String asText() {
		var text = new StringBuilder();
		write(text, 0);
		return text.toString();
	}

	private void write(StringBuilder text, int depth) {
		text.append("  ".repeat(depth)).append(name).append(state.isEmpty() ? "" : "\t" + state).append('\n');
		children.forEach(child -> child.write(text, depth + 1));
	}
}
