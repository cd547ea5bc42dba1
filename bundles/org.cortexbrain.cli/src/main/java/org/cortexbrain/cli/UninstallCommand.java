package org.cortexbrain.cli;

import java.util.concurrent.Callable;

import org.cortexbrain.agents.AgentRemoval;
import org.cortexbrain.cluster.ClusterConnection;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the agents away. */
@Command(name = "uninstall", mixinStandardHelpOptions = true, sortOptions = false,
		description = "Removes everything that was installed, and nothing else. The namespace goes only if it was made for the agents and holds nothing else.")
final class UninstallCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Mixin
	private ClusterOptions cluster;
	@Mixin
	private Agents agents;
	@Option(names = "--dry-run", description = "say what would be removed, and end")
	private boolean dryRun;
	@Option(names = { "-y", "--yes" }, description = "do not ask; needed where nobody is at a terminal")
	private boolean yes;

	UninstallCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		try (ClusterConnection connection = cluster.connect(surroundings)) {
			AgentRemoval removal = AgentRemoval.of(connection, agents.find(connection));
			removal.objects().forEach(object -> surroundings.print(Surroundings.safe(object)));
			surroundings.out().flush();
			if (!removal.namespaceRemoved()) {
				surroundings.say("The namespace stays. " + Surroundings.safe(removal.namespaceKept()));
			}
			if (dryRun) {
				return ExitCode.DONE;
			}
			if (!yes && !isWanted()) {
				throw new CommandFault(ExitCode.FAILED, "Nothing was removed.", surroundings.terminal() ? "" : "Nobody is at a terminal to be asked: say --yes.");
			}
			removal.apply(connection, (done, all, what) -> surroundings.progress("[" + (done + 1) + "/" + all + "] " + Surroundings.safe(what)));
			surroundings.say("The agents are removed.");
			return ExitCode.DONE;
		}
	}

	private boolean isWanted() {
		if (!surroundings.terminal()) {
			return false;
		}
		surroundings.say("Remove these? Type yes:");
		return "yes".equals(System.console().readLine());
	}
}
