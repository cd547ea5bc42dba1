package org.cortexbrain.cli;

import java.util.Map;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: its commands. */
@Command(name = "cfcli", mixinStandardHelpOptions = true, versionProvider = Cfcli.Version.class, sortOptions = false,
		description = "CortexBrain from a shell: agents in the nodes of a Kubernetes cluster see its service mesh without sidecars.",
		subcommands = { InstallCommand.class, UninstallCommand.class, StatusCommand.class, RestartCommand.class, RollbackCommand.class, LogsCommand.class,
				ObserveCommand.class, TopologyCommand.class, RecordCommand.class, ReplayCommand.class, ServiceCommand.class, DoctorCommand.class, InfoCommand.class, ContextCommand.class,
				CompletionCommand.class, ManPagesCommand.class, HelpCommand.class },
		footerHeading = "%nExit codes:%n",
		footer = { "  0 done, 1 failed, 2 wrong usage, 3 not permitted, 4 the cluster is out of reach,", "  5 something differs (status, doctor, install --dry-run), 130 stopped by a signal",
				"%nThe kubeconfig is read as by kubectl: KUBECONFIG, or ~/.kube/config. Nothing is written to it." })
final class Cfcli implements Runnable {
	@Spec
	private CommandSpec spec;

	/** Of the jar. */
	static String version() {
		String version = Cfcli.class.getPackage().getImplementationVersion();
		return version == null ? "(not packaged)" : version;
	}

	/** Reads the version from the jar. */
	static final class Version implements IVersionProvider {
		@Override
		public String[] getVersion() {
			return new String[] { "cfcli " + version() };
		}
	}

	@Override
	public void run() {
		throw new ParameterException(spec.commandLine(), "say what to do: one of " + spec.subcommands().entrySet().stream()
				.filter(each -> !each.getValue().getCommandSpec().usageMessage().hidden()).map(Map.Entry::getKey).collect(Collectors.joining(", ")));
	}
}
