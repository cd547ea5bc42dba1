package org.cortexbrain.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.agents.AgentLog;
import org.cortexbrain.agents.NodeRollout;
import org.cortexbrain.agents.Rollout;
import org.cortexbrain.agents.RolloutWatch;
import org.cortexbrain.cluster.ClusterConnection;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what an agent writes. */
@Command(name = "logs", mixinStandardHelpOptions = true, sortOptions = false, description = "Follows the log of the agent of a node until Ctrl-C.")
final class LogsCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Mixin
	private ClusterOptions cluster;
	@Mixin
	private Agents agents;
	@Parameters(index = "0", paramLabel = "NODE", description = "the node, or the agent's pod")
	private String node;
	@Option(names = "--tail", paramLabel = "LINES", defaultValue = "50", description = "how many lines of before (default ${DEFAULT-VALUE})")
	private int tail;

	LogsCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		try (ClusterConnection connection = cluster.connect(surroundings)) {
			AgentInstallation installation = agents.find(connection);
			AtomicReference<Rollout> told = new AtomicReference<>();
			try (RolloutWatch _ = RolloutWatch.begin(connection, installation.namespace(), told::set)) {
				Optional<NodeRollout> agent = StatusCommand.find(told.get(), node);
				if (agent.isEmpty()) {
					throw new CommandFault(ExitCode.FAILED, "There is no agent on the node " + node + ".", "cfcli status has the nodes.");
				}
				return follow(connection, installation.namespace(), agent.get().pod());
			}
		}
	}

	private int follow(ClusterConnection connection, String namespace, String pod) throws Exception {
		var ended = new CountDownLatch(1);
		try (AgentLog _ = AgentLog.follow(connection, namespace, pod, tail, new AgentLog.Listener() {
			@Override
			public void line(String line) {
				surroundings.print(Surroundings.safe(line));
				/* A reader that has gone, as of head, ends this. */
				if (surroundings.out().checkError()) {
					ended.countDown();
				}
			}

			@Override
			public void ended(String why) {
				surroundings.say(Surroundings.safe(why));
				ended.countDown();
			}
		})) {
			ended.await();
		}
		return ExitCode.DONE;
	}
}
