package org.cortexbrain.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.agents.AgentInstallation;
import org.cortexbrain.agents.AgentObjects;
import org.cortexbrain.agents.AgentPlan;
import org.cortexbrain.agents.AgentSettings;
import org.cortexbrain.agents.AgentSettings.Fault;
import org.cortexbrain.agents.Change;
import org.cortexbrain.agents.Finding;
import org.cortexbrain.agents.NodeRollout;
import org.cortexbrain.agents.Rollout;
import org.cortexbrain.agents.RolloutWatch;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts agents into a cluster, or changes those that it has. */
@Command(name = "install", aliases = "upgrade", mixinStandardHelpOptions = true, sortOptions = false,
		description = { "Puts an agent on each node, or changes those that are there: what is not said stays as it is.",
				"First the cluster is asked what would be in the way and what would change; then each object is applied, and the nodes are watched until all are ready." })
final class InstallCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Spec
	private CommandSpec spec;
	@Mixin
	private ClusterOptions cluster;
	@Mixin
	private Answer answer;
	@Option(names = "--image", paramLabel = "REFERENCE", description = "the agent's image: registry.example.org/team/cortexbrain-agent:0.1; ./cortexbrain image makes it")
	private Optional<String> image = Optional.empty();
	@Option(names = { "-n", "--namespace" }, paramLabel = "NAME", description = "where the agents live (default ${DEFAULT-VALUE})", defaultValue = AgentSettings.DEFAULT_NAMESPACE)
	private String namespace = AgentSettings.DEFAULT_NAMESPACE;
	@Option(names = "--pull-secret", paramLabel = "NAME", description = "the secret with which nodes pull the image; \"\" for none")
	private Optional<String> pullSecret = Optional.empty();
	@Option(names = "--node-selector", paramLabel = "KEY=VALUE", split = ",", description = "labels that a node must have to get an agent")
	private Map<String, String> nodeSelector;
	@Option(names = "--toleration", paramLabel = "TAINT", split = ",", description = "a taint beside which agents run: KEY, KEY=VALUE, KEY:EFFECT, * for all (default *)")
	private List<String> tolerations;
	@Option(names = "--memory-limit", paramLabel = "AMOUNT", description = "above which the kernel ends an agent (default 256Mi)")
	private Optional<String> memoryLimit = Optional.empty();
	@Option(names = "--no-roles", description = "do not make the roles cortexbrain-viewer and cortexbrain-operator for people")
	private boolean noRoles;
	@Option(names = "--take-over", description = "take over the fields that others have set")
	private boolean takeOver;
	@Option(names = "--dry-run", description = "say what would change and end: with 0 if nothing would, with 5 if something would")
	private boolean dryRun;
	@Option(names = "--yaml", description = "print the objects for a repository and end; no cluster is asked")
	private boolean yaml;
	@Option(names = "--no-wait", description = "do not wait until the agents are ready")
	private boolean noWait;
	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "300", description = "how long to wait for the agents (default ${DEFAULT-VALUE})")
	private int timeout;

	InstallCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		if (yaml) {
			surroundings.print(new AgentObjects(checked(AgentSettings.of(image.orElse("")))).yaml().stripTrailing());
			return ExitCode.DONE;
		}
		try (ClusterConnection connection = cluster.connect(surroundings)) {
			surroundings.progress("Looks at the cluster ...");
			Optional<AgentSettings> there = AgentInstallation.find(connection).stream().filter(each -> each.namespace().equals(namespace)).findFirst()
					.flatMap(AgentInstallation::settings);
			AgentPlan plan = AgentPlan.of(connection, checked(there.orElseGet(() -> AgentSettings.of(image.orElse("")))));
			show(plan);
			if (plan.isBlocked() || plan.hasConflicts() && !takeOver) {
				throw new CommandFault(lacksRights(plan) ? ExitCode.NOT_PERMITTED : ExitCode.FAILED, plan.isBlocked() ? "It would fail; nothing was changed." : "Others have set fields that would be changed; nothing was changed.",
						plan.isBlocked() ? "See above what is in the way." : "Take them over with --take-over, or leave it.");
			}
			if (dryRun) {
				return plan.isInForce() ? ExitCode.DONE : ExitCode.DIFFERS;
			}
			plan.apply(connection, takeOver, (done, all, what) -> surroundings.progress("[" + (done + 1) + "/" + all + "] " + Surroundings.safe(what)));
			return noWait ? ExitCode.DONE : await(connection);
		}
	}

	private AgentSettings checked(AgentSettings former) {
		AgentSettings settings = new AgentSettings(namespace, image.orElse(former.image()), pullSecret.orElse(former.pullSecret()), former.cpuRequest(), former.memoryRequest(),
				memoryLimit.orElse(former.memoryLimit()), nodeSelector == null ? former.nodeSelector() : nodeSelector, tolerations == null ? former.tolerations() : tolerations,
				former.priorityClass(), !noRoles && former.roles(), former.flows(), former.connections());
		List<Fault> faults = settings.faults();
		if (!faults.isEmpty()) {
			throw new ParameterException(spec.commandLine(), faults.getFirst().cause() + " " + faults.getFirst().remedy());
		}
		return settings;
	}

	private static boolean lacksRights(AgentPlan plan) {
		return plan.findings().stream().anyMatch(finding -> finding.severity() == Finding.Severity.BLOCKING && finding.title().equals(Finding.RIGHTS));
	}

	private void show(AgentPlan plan) {
		if (!answer.isText()) {
			answer.print(surroundings, document(plan));
			return;
		}
		plan.findings().stream().filter(finding -> finding.severity() != Finding.Severity.GOOD).forEach(finding -> {
			surroundings.say(word(finding.severity()) + ": " + Surroundings.safe(finding.title() + ": " + finding.cause()));
			if (!finding.remedy().isEmpty()) {
				surroundings.say("    " + finding.remedy());
			}
		});
		Answer.table(surroundings, List.of("EFFECT", "OBJECT"),
				plan.changes().stream().map(change -> List.of(change.effect().name().toLowerCase(Locale.ROOT), change.object())).toList());
		surroundings.out().flush();
	}

	private static String word(Finding.Severity severity) {
		return switch (severity) {
		case GOOD -> "good";
		case WARNED -> "warning";
		case BLOCKING -> "in the way";
		case UNKNOWN -> "not known";
		};
	}

	private static Map<String, Object> document(AgentPlan plan) {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("blocked", plan.isBlocked());
		document.put("inForce", plan.isInForce());
		document.put("findings", plan.findings().stream().map(finding -> Map.of("severity", finding.severity().name().toLowerCase(Locale.ROOT), "title", finding.title(),
				"cause", finding.cause(), "remedy", finding.remedy())).toList());
		document.put("changes", plan.changes().stream().map(InstallCommand::fields).toList());
		return document;
	}

	private static Map<String, Object> fields(Change change) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("effect", change.effect().name().toLowerCase(Locale.ROOT));
		fields.put("object", change.object());
		fields.put("before", change.before());
		fields.put("after", change.after());
		fields.put("conflicts", change.conflicts().stream().map(conflict -> Map.of("field", conflict.field(), "owner", conflict.owner())).toList());
		return fields;
	}

	private int await(ClusterConnection connection) throws ClusterFault, InterruptedException, CommandFault {
		var told = new LinkedBlockingQueue<Rollout>();
		long deadline = System.nanoTime() + Duration.ofSeconds(timeout).toNanos();
		Optional<Rollout> last = Optional.empty();
		String said = "";
		try (RolloutWatch _ = RolloutWatch.begin(connection, namespace, told::add)) {
			while (true) {
				Rollout now = told.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
				if (now == null) {
					throw new CommandFault(ExitCode.FAILED, "The agents are not ready after " + timeout + " seconds: " + StatusCommand.summary(last) + ".",
							StatusCommand.trouble(last).orElse("See cfcli status."));
				}
				last = Optional.of(now);
				String words = StatusCommand.summary(last);
				if (!words.equals(said)) {
					said = words;
					surroundings.progress(words);
				}
				if (now.isDone()) {
					surroundings.say("The agents are ready on " + now.count(NodeRollout.Stage.READY) + " of " + now.wanted() + " nodes.");
					return ExitCode.DONE;
				}
			}
		}
	}
}
