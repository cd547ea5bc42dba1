package org.cortexbrain.cli;

import java.time.Instant;
import java.util.concurrent.Callable;

import org.cortexbrain.agents.AgentRollout;
import org.cortexbrain.cluster.ClusterConnection;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts all agents anew. */
@Command(name = "restart", mixinStandardHelpOptions = true, description = "Starts all agents anew, node after node. Their counters begin at 0.")
final class RestartCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Mixin
	private ClusterOptions cluster;
	@Mixin
	private Agents agents;

	RestartCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		try (ClusterConnection connection = cluster.connect(surroundings)) {
			new AgentRollout(connection, agents.find(connection).namespace()).restart(Instant.now());
			surroundings.say("The agents are started anew. cfcli status shows how far they are.");
			return ExitCode.DONE;
		}
	}
}
