package org.cortexbrain.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Kubeconfig;
import org.cortexbrain.kubeconfig.KubeconfigFiles;
import org.cortexbrain.kubeconfig.PluginConsole;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.Resolution;

import picocli.CommandLine.Option;

/** Which cluster a command is about, as kubectl's options say it. */
final class ClusterOptions {
	@Option(names = "--kubeconfig", paramLabel = "FILE", description = "this kubeconfig, instead of KUBECONFIG or ~/.kube/config")
	private Optional<Path> kubeconfig = Optional.empty();

	@Option(names = "--context", paramLabel = "NAME", description = "this context, instead of the chosen one (context use) or that of the kubeconfig")
	private Optional<String> context = Optional.empty();

	/** All that was read. */
	Kubeconfig read(Surroundings surroundings) throws CommandFault {
		KubeconfigFiles files = kubeconfig.map(file -> KubeconfigFiles.of(Map.of(KubeconfigFiles.VARIABLE, file.toAbsolutePath().toString()), surroundings.home()))
				.orElseGet(() -> KubeconfigFiles.of(surroundings.environment(), surroundings.home()));
		Kubeconfig read = Kubeconfig.read(files);
		Optional<Problem> broken = read.problems().stream().filter(Problem::isError).findFirst();
		if (broken.isPresent()) {
			throw new CommandFault(ExitCode.FAILED, Surroundings.safe(broken.get().place() + ": " + broken.get().what() + "."), broken.get().remedy() + ".");
		}
		if (read.contexts().isEmpty()) {
			throw new CommandFault(ExitCode.FAILED, "There is no context in " + String.join(", ", files.paths().stream().map(Path::toString).toList()) + ".",
					"Set kubectl up for your cluster, or name a file with --kubeconfig.");
		}
		return read;
	}

	/** The context's name. */
	String context(Surroundings surroundings, Kubeconfig read) throws CommandFault {
		if (context.isPresent()) {
			return context.get();
		}
		return new Preferences(surroundings).context().or(read::currentContext)
				.orElseThrow(() -> new CommandFault(ExitCode.USAGE, "No context is chosen.", "Choose one: cfcli context use NAME. cfcli context list has them."));
	}

	/** What the context says, with its warnings told. */
	Access access(Surroundings surroundings) throws CommandFault {
		Kubeconfig read = read(surroundings);
		return switch (read.resolve(context(surroundings, read), surroundings.environment())) {
		case Resolution.Refused(var problems) -> throw new CommandFault(ExitCode.FAILED,
				Surroundings.safe(problems.getFirst().place() + ": " + problems.getFirst().what() + "."), problems.getFirst().remedy() + ".");
		case Resolution.Usable(Access access, var warnings) -> {
			warnings.forEach(warning -> surroundings.say("cfcli: warning: " + Surroundings.safe(warning.toString())));
			yield access;
		}
		};
	}

	/** Connects to nothing yet. To be closed. */
	ClusterConnection connect(Surroundings surroundings) throws CommandFault, ClusterFault {
		return ClusterConnection.of(access(surroundings),
				new PluginCredentials(surroundings::environment, new Asking(surroundings.err(), surroundings.terminal()), PluginCredentials.USUAL_LIMIT, InstantSource.system()));
	}

	/** What an exec plug-in says goes to standard error, as with kubectl; it asks the person by the terminal itself. */
	private record Asking(PrintWriter err, boolean terminal) implements PluginConsole {
		@Override
		public void show(ExecPlugin plugin, String text) {
			err.print(text);
			err.flush();
		}

		@Override
		public Input input(ExecPlugin plugin) {
			return terminal ? new Input.Terminal() : new Input.Unavailable("nobody is at a terminal");
		}
	}
}
