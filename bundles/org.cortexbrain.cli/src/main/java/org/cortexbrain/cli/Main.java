package org.cortexbrain.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.cortexbrain.cluster.ClusterFault;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts {@code cfcli}. What is asked for goes to standard output, every other word to standard error. */
public final class Main {
	private Main() {
	}

	public static void main(String[] arguments) {
		PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
		PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
		int code = run(new Surroundings(System.getenv(), Path.of(System.getProperty("user.home")), System.console() != null && System.console().isTerminal(), out, err), arguments);
		out.flush();
		/* A pipe whose reader has gone, as of head, ends the program without a word. */
		System.exit(code);
	}

	/** Runs one command. Returns the exit code. */
	static int run(Surroundings surroundings, String... arguments) {
		CommandLine line = new CommandLine(new Cfcli(), making(surroundings));
		line.setOut(surroundings.out());
		line.setErr(surroundings.err());
		line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
		line.setCaseInsensitiveEnumValuesAllowed(true);
		line.setParameterExceptionHandler(Main::usage);
		line.setExecutionExceptionHandler((failure, _, _) -> failed(surroundings, failure));
		return line.execute(arguments);
	}

	private static int usage(ParameterException failure, String[] arguments) {
		CommandLine line = failure.getCommandLine();
		line.getErr().println("cfcli: " + failure.getMessage());
		if (!UnmatchedArgumentException.printSuggestions(failure, line.getErr())) {
			line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
		}
		return ExitCode.USAGE;
	}

	private static int failed(Surroundings surroundings, Exception failure) {
		return switch (failure) {
		case CommandFault fault -> {
			surroundings.say("cfcli: " + fault.getMessage() + (fault.remedy().isEmpty() ? "" : "\n" + fault.remedy()));
			yield fault.code();
		}
		case ClusterFault fault -> {
			surroundings.say("cfcli: " + fault.getMessage() + "\n" + fault.remedy());
			yield ExitCode.of(fault);
		}
		case InterruptedException _ -> {
			surroundings.say("cfcli: stopped. What was done stays done; the same command goes on from there.");
			yield ExitCode.STOPPED;
		}
		default -> {
			surroundings.say("cfcli: this is a defect of cfcli, please report it: " + failure);
			failure.printStackTrace(surroundings.err());
			yield ExitCode.FAILED;
		}
		};
	}

	/** Makes the commands of a program. */
	static CommandLine.IFactory making(Surroundings surroundings) {
		return new Making(surroundings);
	}

	/** Gives each command what is around it. */
	private record Making(Surroundings surroundings) implements CommandLine.IFactory {
		@Override
		public <K> K create(Class<K> type) throws Exception {
			return Command.class.isAssignableFrom(type) ? type.cast(type.getDeclaredConstructor(Surroundings.class).newInstance(surroundings))
					: CommandLine.defaultFactory().create(type);
		}
	}

	/** Every command that does something is made with what is around it. */
	interface Command {
	}

	/** The environment variables that name files of this program. @param environment of the process */
	static Path configuration(Map<String, String> environment, Path home) {
		String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
		return (base.isEmpty() ? home.resolve(".config") : Path.of(base)).resolve("cortexbrain").resolve("cfcli.properties");
	}
}
