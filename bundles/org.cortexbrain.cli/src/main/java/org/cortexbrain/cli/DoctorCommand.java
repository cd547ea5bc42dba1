package org.cortexbrain.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.agents.NodeRollout;
import org.cortexbrain.agents.Rollout;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.ConnectionTest;
import org.cortexbrain.model.Loss;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.telemetry.SourceState;
import org.cortexbrain.telemetry.Telemetry;
import org.cortexbrain.telemetry.Telemetry.Observed;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks for what is wrong on the whole way, from the kubeconfig to the kernel. */
@Command(name = "doctor", mixinStandardHelpOptions = true, sortOptions = false,
		description = { "Looks for what is wrong on the whole way: kubeconfig, connection, rights, the agents on their nodes, "
				+ "their programs in the kernels, and what they could not count.",
				"Changes nothing. Ends with 5 if something was found." })
final class DoctorCommand implements Callable<Integer>, Main.Command {
	/** One thing that was looked at. @param remedy may be empty */
	private record Finding(boolean good, String what, String found, String remedy) {
	}

	private final Surroundings surroundings;
	@Spec
	private CommandSpec spec;
	@Option(names = "--for", paramLabel = "TIME", converter = Span.class, description = "listen to the agents for so long (default 5s)")
	private Optional<Duration> limit = Optional.empty();
	@Mixin
	private Answer answer;
	@Mixin
	private TrafficOptions traffic;
	private final List<Finding> findings = new ArrayList<>();

	DoctorCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		if (traffic.recording().isPresent()) {
			throw new ParameterException(spec.commandLine(), "a recording is not ill: it is what it is");
		}
		boolean reached = !traffic.isOfCluster() || cluster();
		if (reached) {
			agents();
		}
		if (!answer.isText()) {
			answer.print(surroundings, findings.stream().map(DoctorCommand::document).toList());
		}
		return findings.stream().allMatch(Finding::good) ? ExitCode.DONE : ExitCode.DIFFERS;
	}

	private void found(boolean good, String what, String found, String remedy) {
		var finding = new Finding(good, what, found, remedy);
		findings.add(finding);
		if (answer.isText()) {
			surroundings.print((good ? "ok      " : "TROUBLE ") + Surroundings.safe(what) + (found.isEmpty() ? "" : ": " + Surroundings.safe(found)));
			if (!good && !remedy.isEmpty()) {
				surroundings.print("        " + Surroundings.safe(remedy));
			}
			surroundings.out().flush();
		}
	}

	/** Whether agents can be asked. */
	private boolean cluster() throws CommandFault, ClusterFault, InterruptedException {
		try (ClusterConnection connection = traffic.cluster().connect(surroundings)) {
			ConnectionTest.Report report = ConnectionTest.run(connection, _ -> {
				/* Told at once, when all is known. */
			});
			report.steps().stream().filter(step -> step.outcome() != ConnectionTest.Outcome.SKIPPED)
					.forEach(step -> found(step.outcome() == ConnectionTest.Outcome.PASSED, step.kind().title(),
							String.join(" ", step.found().lines().toList()), step.remedy()));
			if (!report.passed()) {
				return false;
			}
			List<AgentInstallation> installations = AgentInstallation.find(connection);
			if (installations.isEmpty()) {
				found(false, "Agents", "None is installed.", "cfcli install --image REFERENCE puts one on each node.");
			}
			for (AgentInstallation installation : installations) {
				rollout(installation, StatusCommand.rollout(connection, installation));
			}
			return installations.stream().anyMatch(installation -> installation.ready() > 0);
		}
	}

	private void rollout(AgentInstallation installation, Rollout rollout) {
		String where = "Agents in the namespace " + installation.namespace();
		found(rollout.isDone(), where, StatusCommand.summary(Optional.of(rollout)) + (rollout.cause().isEmpty() ? "" : ". " + rollout.cause()),
				rollout.remedy());
		rollout.nodes().stream().filter(node -> node.stage() != NodeRollout.Stage.READY)
				.forEach(node -> found(false, "Agent on " + (node.node().isEmpty() ? node.pod() : node.node()),
				node.stage().name().toLowerCase(Locale.ROOT) + (node.cause().isEmpty() ? "" : ". " + node.cause()), node.remedy()));
	}

	private void agents() throws CommandFault, ClusterFault, InterruptedException {
		try (Feed feed = Feed.open(surroundings, traffic); var telemetry = new Telemetry()) {
			try {
				feed.watch(telemetry, limit.or(() -> Optional.of(Duration.ofSeconds(5))), _ -> true);
			} catch (CommandFault unheard) {
				/* Each source says below why. */
				if (telemetry.sources().isEmpty()) {
					found(false, "Agents", unheard.getMessage(), unheard.remedy());
				}
			}
			telemetry.sources().forEach(this::agent);
			telemetry.mesh().losses().forEach((node, losses) -> losses.forEach(loss -> lost(node, loss)));
		}
	}

	private void agent(Observed source) {
		if (source.state() instanceof SourceState.Retrying(String cause, String remedy, var _)) {
			found(false, "Link to " + source.name(), cause, remedy);
		} else if (source.state() instanceof SourceState.Failed(String cause, String remedy)) {
			found(false, "Link to " + source.name(), cause, remedy);
		} else if (source.node().isEmpty()) {
			found(false, "Link to " + source.name(), "It has said nothing in that time.", "Listen longer: --for 30s.");
		} else {
			NodeDescription node = source.node().get();
			List<NodeDescription.Program> refused = node.programs().stream().filter(program -> program.state() == NodeDescription.State.REFUSED)
					.toList();
			found(refused.isEmpty(), "Kernel of " + node.node(), node.kernel().release() + ", " + (node.programs().size() - refused.size()) + " of "
					+ node.programs().size() + " programs as wanted", "");
			refused.forEach(program -> found(false, "Program " + program.name() + " on " + node.node(), "The kernel refused it: " + program.reason()
					.orElse("it does not say why")
					+ ". Without it: " + program.provides() + ".", ""));
		}
	}

	private void lost(String node, Loss loss) {
		found(false, "Not counted on " + node, loss.count() + " " + loss.code() + ". " + loss.meaning(), "");
	}

	private static Map<String, Object> document(Finding finding) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("good", finding.good);
		fields.put("what", finding.what);
		fields.put("found", finding.found);
		fields.put("remedy", finding.remedy);
		return fields;
	}
}
