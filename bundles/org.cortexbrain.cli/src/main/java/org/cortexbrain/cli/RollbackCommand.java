package org.cortexbrain.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.cortexbrain.agents.AgentRollout;
import org.cortexbrain.agents.AgentRollout.Revision;
import org.cortexbrain.cluster.ClusterConnection;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives the agents a former template again. */
@Command(name = "rollback", mixinStandardHelpOptions = true, sortOptions = false,
		description = "Gives the agents the template of a former revision, exactly as it was. Without --to, the one before the present one.")
final class RollbackCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Mixin
	private ClusterOptions cluster;
	@Mixin
	private Agents agents;
	@Option(names = "--to", paramLabel = "REVISION", description = "this revision")
	private Optional<Long> to = Optional.empty();
	@Option(names = "--list", description = "list the revisions that the cluster keeps, and end")
	private boolean list;
	@Option(names = "--take-over", description = "take over the fields that others have set")
	private boolean takeOver;

	RollbackCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		try (ClusterConnection connection = cluster.connect(surroundings)) {
			AgentRollout rollout = new AgentRollout(connection, agents.find(connection).namespace());
			List<Revision> revisions = rollout.revisions();
			if (list) {
				Answer.table(surroundings, List.of("", "REVISION", "MADE", "IMAGE"), revisions.stream()
						.map(each -> List.of(each.current() ? "*" : "", String.valueOf(each.number()), each.made().toString(), each.image())).toList());
				return ExitCode.DONE;
			}
			Revision wanted = revisions.stream().filter(each -> to.isEmpty() ? !each.current() : each.number() == to.get()).findFirst()
					.orElseThrow(() -> new CommandFault(ExitCode.FAILED, to.map(number -> "There is no revision " + number + ".").orElse("There is no former revision."),
							"cfcli rollback --list has them."));
			rollout.rollBack(wanted, takeOver);
			surroundings.say("The agents get revision " + wanted.number() + " again: " + Surroundings.safe(wanted.image()) + ".");
			return ExitCode.DONE;
		}
	}
}
