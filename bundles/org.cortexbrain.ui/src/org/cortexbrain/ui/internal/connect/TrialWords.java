package org.cortexbrain.ui.internal.connect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ConnectionTest;
import org.cortexbrain.connect.ClusterFacts;
import org.cortexbrain.connect.Found;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.connect.Trials.State;
import org.cortexbrain.connect.Trials.Trial;
import org.cortexbrain.ui.internal.look.Numbers;

/** What is said of a trial, and of what a cluster has told. Without a window. */
public final class TrialWords {
	private TrialWords() {
	}

	/** One line with a sign. */
	public static String result(Trial trial) {
		return switch (trial.state()) {
		case State.NeedsConsent(var plugin) -> "\u25B2 wants to run " + Shown.of(plugin.name());
		case State.Running _ -> "\u2026 " + trial.steps().stream().filter(step -> step.outcome() == ConnectionTest.Outcome.RUNNING).map(step -> step.kind().title())
				.findFirst().orElse("begins");
		case State.Passed(var facts) -> "\u2713 can be used" + facts.map(each -> ", " + Shown.of(each.version())).orElse("");
		case State.Failed(String cause, String _) -> "\u2715 " + cause;
		case State.Cancelled _ -> "\u2013 stopped";
		};
	}

	/** Every step with its sign, what was found, and what to do. */
	public static String steps(Trial trial) {
		var text = new StringBuilder();
		for (ConnectionTest.Step step : trial.steps()) {
			text.append(switch (step.outcome()) {
			case RUNNING -> "\u2026 ";
			case PASSED -> "\u2713 ";
			case WARNED -> "\u25B2 ";
			case FAILED -> "\u2715 ";
			case SKIPPED -> "\u2013 ";
			}).append(step.kind().title()).append(step.found().isEmpty() ? "" : ": " + step.found().replace("\n", "\n    ")).append('\n');
			if (!step.remedy().isEmpty()) {
				text.append("    ").append(step.remedy()).append('\n');
			}
		}
		if (trial.state() instanceof State.Failed(String cause, String remedy)
				&& trial.steps().stream().noneMatch(step -> step.found().equals(cause))) {
			text.append("\u2715 ").append(cause).append("\n    ").append(remedy).append('\n');
		}
		if (trial.state() instanceof State.Cancelled) {
			text.append("\u2013 The test was stopped. Test again begins anew.\n");
		}
		return text.toString().stripTrailing();
	}

	/** How many agents are ready, of how many nodes: {@code 2 of 3 nodes}. */
	public static String agents(ClusterFacts facts) {
		return switch (facts.agents()) {
		case Found.Unknown<List<AgentPod>> _ -> Numbers.UNKNOWN;
		case Found.Known<List<AgentPod>>(List<AgentPod> agents) -> {
			long ready = agents.stream().filter(AgentPod::ready).count();
			yield agents.isEmpty() ? "none" : facts.nodes() instanceof Found.Known<List<ClusterFacts.Node>>(List<ClusterFacts.Node> nodes)
					? ready + " of " + Numbers.counted(nodes.size(), "node")
					: Numbers.counted(ready, "agent");
		}
		};
	}

	/** The versions of the agents, each with how many have it; {@link Numbers#UNKNOWN} where nobody tells. */
	public static String versions(ClusterFacts facts) {
		if (!(facts.agents() instanceof Found.Known<List<AgentPod>>(List<AgentPod> agents)) || agents.isEmpty()) {
			return Numbers.UNKNOWN;
		}
		Map<String, Long> counts = new TreeMap<>();
		agents.forEach(agent -> counts.merge(agent.version().isEmpty() ? "not told" : Shown.of(agent.version()), 1L, Long::sum));
		return counts.size() == 1 ? counts.keySet().iterator().next()
				: String.join(", ", counts.entrySet().stream().map(each -> each.getKey() + " (" + each.getValue() + ")").toList());
	}

	/** What is known of the agents of a cluster, for a person who decides what to do. */
	public static String aboutAgents(ClusterFacts facts) {
		return switch (facts.agents()) {
		case Found.Unknown<List<AgentPod>>(String cause, String remedy) -> "It is not known whether agents run there. " + cause + " " + remedy;
		case Found.Known<List<AgentPod>>(List<AgentPod> agents) -> agents.isEmpty()
				? "No agent runs there, so that nothing of its traffic can be seen yet. " + INSTALL
				: agents(agents);
		};
	}

	private static final String INSTALL = "Install puts one on each node, after it has shown what will change; it can be done later in Clusters, too. "
			+ "The cluster can be connected now; agents that come later are found within half a minute.";

	private static String agents(List<AgentPod> agents) {
		var text = new StringBuilder();
		for (AgentPod agent : agents) {
			text.append(agent.ready() ? "\u2713 " : "\u25B2 ").append(Shown.of(agent.node().isEmpty() ? agent.port().pod() : agent.node()))
					.append(agent.version().isEmpty() ? "" : ", version " + Shown.of(agent.version()))
					.append(agent.ready() ? "" : ", not ready" + (agent.trouble().isEmpty() ? "" : ": " + Shown.of(agent.trouble()))).append('\n');
		}
		return text.toString().stripTrailing();
	}
}
