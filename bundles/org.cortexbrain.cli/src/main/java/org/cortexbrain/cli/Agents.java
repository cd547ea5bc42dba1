package org.cortexbrain.cli;

import java.util.List;
import java.util.Optional;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import picocli.CommandLine.Option;

/** Which agents a command is about, where a cluster has several installations. */
final class Agents {
	@Option(names = { "-n", "--namespace" }, paramLabel = "NAME", description = "the namespace of the agents, where there is more than one")
	private Optional<String> namespace = Optional.empty();

	/** The only installation, or that of the namespace. */
	AgentInstallation find(ClusterConnection connection) throws CommandFault, ClusterFault, InterruptedException {
		List<AgentInstallation> all = AgentInstallation.find(connection).stream().filter(each -> namespace.filter(name -> !name.equals(each.namespace())).isEmpty()).toList();
		if (all.isEmpty()) {
			throw new CommandFault(ExitCode.FAILED, "No agent is installed" + namespace.map(name -> " in the namespace " + name).orElse("") + ".", "cfcli install puts one on each node.");
		}
		if (all.size() > 1) {
			throw new CommandFault(ExitCode.USAGE, "There are several installations.", "Say which: --namespace " + String.join(", or --namespace ", all.stream().map(AgentInstallation::namespace).toList()) + ".");
		}
		return all.getFirst();
	}
}
