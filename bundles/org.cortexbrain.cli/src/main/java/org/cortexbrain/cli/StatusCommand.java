package org.cortexbrain.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.agents.NodeRollout;
import org.cortexbrain.agents.NodeRollout.Stage;
import org.cortexbrain.agents.Rollout;
import org.cortexbrain.agents.RolloutWatch;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How the agents of a cluster do. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows the agents of the cluster, node by node. Ends with 5 if one is not ready, or none is installed.")
final class StatusCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Mixin
	private ClusterOptions cluster;
	@Mixin
	private Answer answer;

	StatusCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		try (ClusterConnection connection = cluster.connect(surroundings)) {
			List<Map<String, Object>> documents = new ArrayList<>();
			boolean good = true;
			for (AgentInstallation installation : AgentInstallation.find(connection)) {
				Rollout rollout = rollout(connection, installation);
				good &= rollout.isDone();
				documents.add(document(installation, rollout));
				if (answer.isText()) {
					show(installation, rollout);
				}
			}
			if (!answer.isText()) {
				answer.print(surroundings, documents);
			} else if (documents.isEmpty()) {
				surroundings.say("No agent is installed. cfcli install --image REFERENCE puts one on each node.");
			}
			return good && !documents.isEmpty() ? ExitCode.DONE : ExitCode.DIFFERS;
		}
	}

	/** How an installation does now. */
	static Rollout rollout(ClusterConnection connection, AgentInstallation installation) throws ClusterFault {
		AtomicReference<Rollout> told = new AtomicReference<>();
		try (RolloutWatch _ = RolloutWatch.begin(connection, installation.namespace(), told::set)) {
			return told.get();
		}
	}

	private void show(AgentInstallation installation, Rollout rollout) {
		surroundings.print("Namespace " + installation.namespace() + (installation.image().isEmpty() ? "" : ", image " + Surroundings.safe(installation.image())) + ": "
				+ summary(Optional.of(rollout)) + ".");
		if (!rollout.cause().isEmpty()) {
			surroundings.print(Surroundings.safe(rollout.cause()) + " " + rollout.remedy());
		}
		if (!rollout.nodes().isEmpty()) {
			Answer.table(surroundings, List.of("NODE", "AGENT", "POD", "WHY"), rollout.nodes().stream()
					.map(node -> List.of(node.node(), node.stage().name().toLowerCase(Locale.ROOT), node.pod(), node.cause())).toList());
		}
	}

	private static Map<String, Object> document(AgentInstallation installation, Rollout rollout) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("namespace", installation.namespace());
		document.put("image", installation.image());
		document.put("done", rollout.isDone());
		document.put("paused", rollout.paused());
		document.put("wanted", rollout.wanted());
		document.put("cause", rollout.cause());
		document.put("nodes", rollout.nodes().stream().map(node -> {
			Map<String, Object> fields = new LinkedHashMap<>();
			fields.put("node", node.node());
			fields.put("pod", node.pod());
			fields.put("stage", node.stage().name().toLowerCase(Locale.ROOT));
			fields.put("cause", node.cause());
			fields.put("remedy", node.remedy());
			return fields;
		}).toList());
		return document;
	}

	/** In a few words: {@code 2 of 3 ready, 1 failing}. */
	static String summary(Optional<Rollout> rollout) {
		return rollout.map(now -> !now.there() ? "no daemon set" : now.count(Stage.READY) + " of " + now.wanted() + " ready"
				+ (now.count(Stage.FAILING) == 0 ? "" : ", " + now.count(Stage.FAILING) + " failing")
				+ (now.count(Stage.FORMER) == 0 ? "" : ", " + now.count(Stage.FORMER) + " with a former version") + (now.paused() ? ", paused" : "")).orElse("nothing is known");
	}

	/** The first trouble and its remedy. */
	static Optional<String> trouble(Optional<Rollout> rollout) {
		return rollout.flatMap(now -> now.cause().isEmpty()
				? now.nodes().stream().filter(node -> !node.cause().isEmpty()).findFirst().map(node -> Surroundings.safe(node.node() + ": " + node.cause()) + " " + node.remedy())
				: Optional.of(Surroundings.safe(now.cause()) + " " + now.remedy())).filter(words -> !words.isBlank());
	}

	/** The node's agent, by the node's or the pod's name. */
	static Optional<NodeRollout> find(Rollout rollout, String name) {
		return rollout.nodes().stream().filter(node -> node.node().equals(name) || node.pod().equals(name)).findFirst();
	}
}
