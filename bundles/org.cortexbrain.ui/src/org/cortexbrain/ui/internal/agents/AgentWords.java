package org.cortexbrain.ui.internal.agents;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.agents.AgentPlan;
import org.cortexbrain.agents.Change;
import org.cortexbrain.agents.Finding;
import org.cortexbrain.agents.NodeRollout;
import org.cortexbrain.agents.NodeRollout.Stage;
import org.cortexbrain.agents.Rollout;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.model.Health;
import org.cortexbrain.ui.internal.look.Numbers;

/** What the windows about agents say. Without a window. */
public final class AgentWords {
	private AgentWords() {
	}

	/** The sign and word of a finding. */
	static String sign(Finding.Severity severity) {
		return switch (severity) {
		case GOOD -> "\u2713 good";
		case WARNED -> "\u25B2 warning";
		case BLOCKING -> "\u2715 in the way";
		case UNKNOWN -> "? not known";
		};
	}

	static Health.State state(Finding.Severity severity) {
		return switch (severity) {
		case GOOD -> Health.State.HEALTHY;
		case WARNED -> Health.State.DEGRADED;
		case BLOCKING -> Health.State.FAILING;
		case UNKNOWN -> Health.State.UNKNOWN;
		};
	}

	/** The sign and word of what becomes of an object. */
	static String sign(Change change) {
		String conflicts = change.conflicts().isEmpty() ? "" : ", " + Numbers.counted(change.conflicts().size(), "field") + " of others";
		return switch (change.effect()) {
		case MADE -> "+ made" + conflicts;
		case CHANGED -> "\u25B2 changed" + conflicts;
		case KEPT -> "= kept as it is";
		case REMOVED -> "\u2212 removed";
		case REFUSED -> "\u2715 refused";
		};
	}

	/** What would happen, in one sentence. */
	static String summary(AgentPlan plan) {
		if (plan.isInForce()) {
			return "The cluster has exactly this already: nothing would be changed.";
		}
		Map<Change.Effect, Long> counts = plan.changes().stream().collect(Collectors.groupingBy(Change::effect, TreeMap::new, Collectors.counting()));
		return Stream.of(Change.Effect.MADE, Change.Effect.CHANGED, Change.Effect.REMOVED, Change.Effect.KEPT, Change.Effect.REFUSED).filter(counts::containsKey)
				.map(effect -> Numbers.counted(counts.get(effect), "object") + " will be " + effect.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ", "", "."));
	}

	/** The sign and word of a node. */
	static String sign(Stage stage) {
		return switch (stage) {
		case READY -> "\u2713 ready";
		case FORMER -> "\u25B2 former version";
		case STARTING -> "\u2026 starting";
		case WAITING -> "\u2026 waiting";
		case FAILING -> "\u2715 failing";
		};
	}

	static Health.State state(Stage stage) {
		return switch (stage) {
		case READY -> Health.State.HEALTHY;
		case FORMER -> Health.State.DEGRADED;
		case STARTING, WAITING -> Health.State.UNKNOWN;
		case FAILING -> Health.State.FAILING;
		};
	}

	/** How far all nodes are, in one sentence. */
	static String summary(Rollout rollout) {
		if (!rollout.there()) {
			return "No agents are installed.";
		}
		if (rollout.wanted() == 0) {
			return "No node of the cluster gets an agent by these settings.";
		}
		String ready = rollout.count(Stage.READY) + " of " + Numbers.counted(rollout.wanted(), "node") + " ready";
		int failing = rollout.count(Stage.FAILING);
		int former = rollout.count(Stage.FORMER);
		return ready + (failing == 0 ? "" : ", " + failing + " failing") + (former == 0 ? "" : ", " + former + " with a former version")
				+ (rollout.paused() ? "; paused" : "") + ".";
	}

	/** All that is known of one node. */
	static String details(NodeRollout node) {
		var text = new StringBuilder(node.cause().isEmpty() ? node.stage() == Stage.READY ? "The agent answers." : "Nothing is wrong so far." : Shown.of(node.cause()));
		if (!node.remedy().isEmpty()) {
			text.append('\n').append(node.remedy());
		}
		if (!node.log().isEmpty()) {
			text.append("\n\nIts last words:\n").append(node.log().stream().map(Shown::of).collect(Collectors.joining("\n")));
		}
		return text.toString();
	}

	/** One line for each installation: where, which image. */
	static String image(AgentInstallation installation) {
		return installation.whole() ? Shown.of(installation.image()) : "parts of an installation";
	}

	/** Lines, each indented, no more than so many. */
	static String list(List<String> lines) {
		return lines.stream().map(line -> "    " + Shown.of(line)).collect(Collectors.joining("\n"));
	}
}
