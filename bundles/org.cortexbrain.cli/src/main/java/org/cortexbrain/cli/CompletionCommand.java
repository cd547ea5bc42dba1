package org.cortexbrain.cli;

import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script by which a shell completes the commands and options. */
@Command(name = "completion", mixinStandardHelpOptions = true, description = { "Prints a script for the shell to complete commands and options:", "  source <(cfcli completion bash)", "  cfcli completion fish > ~/.config/fish/completions/cfcli.fish" })
final class CompletionCommand implements Callable<Integer>, Main.Command {
	/** Shells that the script is for; zsh reads that of bash by its own bashcompinit. */
	enum Shell {
		BASH, ZSH, FISH
	}

	private final Surroundings surroundings;
	@Spec
	private CommandSpec spec;
	@Parameters(index = "0", paramLabel = "SHELL", description = "bash, zsh or fish")
	private Shell shell;

	CompletionCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() {
		surroundings.print(shell == Shell.FISH ? FishCompletion.of(spec.root().commandLine()) : AutoComplete.bash("cfcli", spec.root().commandLine()));
		return ExitCode.DONE;
	}
}
