package org.cortexbrain.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ConnectionTest;
import org.cortexbrain.kubeconfig.Context;
import org.cortexbrain.kubeconfig.Kubeconfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which cluster the commands are about. */
@Command(name = "context", mixinStandardHelpOptions = true, description = "Lists, chooses and tests the contexts of the kubeconfig.",
		subcommands = { ContextCommand.ListCommand.class, ContextCommand.UseCommand.class, ContextCommand.TestCommand.class })
final class ContextCommand implements Runnable {
	@Spec
	private CommandSpec spec;

	@Override
	public void run() {
		throw new ParameterException(spec.commandLine(), "say what to do: one of list, use, test");
	}

	/** Lists them. */
	@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the contexts; the one in use has a star.")
	static final class ListCommand implements Callable<Integer>, Main.Command {
		private final Surroundings surroundings;
		@Mixin
		private ClusterOptions cluster;
		@Mixin
		private Answer answer;

		ListCommand(Surroundings surroundings) {
			this.surroundings = surroundings;
		}

		@Override
		public Integer call() throws Exception {
			Kubeconfig read = cluster.read(surroundings);
			String used = new Preferences(surroundings).context().or(read::currentContext).orElse("");
			if (answer.isText()) {
				Answer.table(surroundings, List.of("", "CONTEXT", "CLUSTER", "SERVER", "USER", "NAMESPACE"), read.contexts().stream()
						.map(each -> List.of(each.name().equals(used) ? "*" : "", each.name(), each.cluster(), each.server(), each.user(), each.namespace())).toList());
			} else {
				answer.print(surroundings, read.contexts().stream().map(each -> fields(each, used)).toList());
			}
			return ExitCode.DONE;
		}

		private static Map<String, Object> fields(Context context, String used) {
			Map<String, Object> fields = new LinkedHashMap<>();
			fields.put("name", context.name());
			fields.put("cluster", context.cluster());
			fields.put("server", context.server());
			fields.put("user", context.user());
			fields.put("namespace", context.namespace());
			fields.put("used", context.name().equals(used));
			return fields;
		}
	}

	/** Chooses one. */
	@Command(name = "use", mixinStandardHelpOptions = true, description = "Chooses the context of later commands. The kubeconfig stays as it is; kubectl keeps its own choice.")
	static final class UseCommand implements Callable<Integer>, Main.Command {
		private final Surroundings surroundings;
		@Mixin
		private ClusterOptions cluster;
		@Parameters(index = "0", paramLabel = "NAME", description = "a context of the kubeconfig")
		private String name;

		UseCommand(Surroundings surroundings) {
			this.surroundings = surroundings;
		}

		@Override
		public Integer call() throws Exception {
			List<String> names = cluster.read(surroundings).contexts().stream().map(Context::name).toList();
			if (!names.contains(name)) {
				throw new CommandFault(ExitCode.FAILED, "There is no context " + name + ".", "There is: " + Surroundings.safe(String.join(", ", names)) + ".");
			}
			new Preferences(surroundings).context(name);
			surroundings.say("Later commands use the context " + name + ".");
			return ExitCode.DONE;
		}
	}

	/** Tries one step by step. */
	@Command(name = "test", mixinStandardHelpOptions = true, description = "Tries the connection step by step: name, connection, certificate, server, who you are, what you may do. Changes nothing.")
	static final class TestCommand implements Callable<Integer>, Main.Command {
		private final Surroundings surroundings;
		@Mixin
		private ClusterOptions cluster;
		@Mixin
		private Answer answer;

		TestCommand(Surroundings surroundings) {
			this.surroundings = surroundings;
		}

		@Override
		public Integer call() throws Exception {
			try (ClusterConnection connection = cluster.connect(surroundings)) {
				ConnectionTest.Report report = ConnectionTest.run(connection, step -> {
					if (answer.isText() && step.outcome() != ConnectionTest.Outcome.RUNNING) {
						print(step);
					}
				});
				if (!answer.isText()) {
					answer.print(surroundings, document(report));
				}
				return code(report);
			}
		}

		/* What the server answered stands in the words of its step. */
		private static int code(ConnectionTest.Report report) {
			return report.steps().stream().filter(step -> step.outcome() == ConnectionTest.Outcome.FAILED).findFirst()
					.map(step -> step.found().contains("(401)") || step.found().contains("(403)") ? ExitCode.NOT_PERMITTED : ExitCode.UNREACHABLE).orElse(ExitCode.DONE);
		}

		private void print(ConnectionTest.Step step) {
			String sign = switch (step.outcome()) {
			case PASSED -> "ok     ";
			case WARNED -> "warning";
			case FAILED -> "FAILED ";
			case SKIPPED -> "skipped";
			case RUNNING -> "       ";
			};
			List<String> lines = new ArrayList<>((step.found().isEmpty() ? "" : step.found()).lines().map(Surroundings::safe).toList());
			surroundings.print(sign + " " + step.kind().title() + (lines.isEmpty() ? "" : ": " + lines.getFirst()));
			lines.stream().skip(1).forEach(line -> surroundings.print("        " + line));
			if (!step.remedy().isEmpty()) {
				surroundings.print("        " + step.remedy());
			}
		}

		private static Map<String, Object> document(ConnectionTest.Report report) {
			Map<String, Object> document = new LinkedHashMap<>();
			document.put("passed", report.passed());
			document.put("steps", report.steps().stream().map(step -> {
				Map<String, Object> fields = new LinkedHashMap<>();
				fields.put("step", step.kind().name().toLowerCase(Locale.ROOT));
				fields.put("outcome", step.outcome().name().toLowerCase(Locale.ROOT));
				fields.put("found", step.found());
				fields.put("remedy", step.remedy());
				return fields;
			}).toList());
			return document;
		}
	}
}
