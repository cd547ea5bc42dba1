package org.cortexbrain.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A script by which fish completes commands and options (https://fishshell.com/docs/current/cmds/complete.html), made from the program's own
 * model.
 */
final class FishCompletion {
	private final String program;
	private final StringBuilder script = new StringBuilder();

	private FishCompletion(String program) {
		this.program = program;
	}

	static String of(CommandLine program) {
		var completion = new FishCompletion(program.getCommandName());
		completion.line("complete -c " + completion.program + " -f");
		completion.command(program.getCommandSpec(), List.of());
		return completion.script.toString().stripTrailing();
	}

	private void line(String text) {
		script.append(text).append('\n');
	}

	/** @param path the names of the commands above, without the program */
	private void command(CommandSpec command, List<String> path) {
		Map<String, CommandSpec> below = new TreeMap<>();
		command.subcommands().forEach((name, each) -> {
			if (!each.getCommandSpec().usageMessage().hidden()) {
				below.put(name, each.getCommandSpec());
			}
		});
		String here = condition(path, below.keySet().stream());
		below.forEach((name, each) -> line("complete -c " + program + " -n " + quoted(here) + " -a " + name + " -d "
				+ quoted(ManPage.summary(each))));
		command.options().forEach(option -> option(option, here));
		command.positionalParameters().forEach(parameter -> parameter(parameter, here));
		below.forEach((name, each) -> command(each, Stream.concat(path.stream(), Stream.of(name)).toList()));
	}

	private static String condition(List<String> path, Stream<String> below) {
		String further = below.collect(Collectors.joining(" "));
		String seen = path.stream().map(name -> "__fish_seen_subcommand_from " + name).collect(Collectors.joining("; and "));
		String notBelow = further.isEmpty() ? "" : "not __fish_seen_subcommand_from " + further;
		return seen.isEmpty() ? notBelow : notBelow.isEmpty() ? seen : seen + "; and " + notBelow;
	}

	private void option(OptionSpec option, String here) {
		var names = new StringBuilder();
		for (String name : option.names()) {
			names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
		}
		String values = option.arity().max() == 0 ? "" : " " + values(option.type(), option.auxiliaryTypes());
		line("complete -c " + program + " -n " + quoted(here) + names + values + " -d " + quoted(first(option.description())));
	}

	private void parameter(PositionalParamSpec parameter, String here) {
		String values = values(parameter.type(), parameter.auxiliaryTypes());
		if (!values.equals("-x")) {
			line("complete -c " + program + " -n " + quoted(here) + " " + values.replace("-r -F", "-F").replace("-x ", ""));
		}
	}

	private static String values(Class<?> type, Class<?>[] inner) {
		Class<?> value = inner.length > 0 && !type.isEnum() ? inner[0] : type;
		if (value.isEnum()) {
			return "-x -a " + quoted(Stream.of(value.getEnumConstants()).map(each -> each.toString().toLowerCase(Locale.ROOT))
					.collect(Collectors.joining(" ")));
		}
		if (value == FlowShape.class) {
			return "-x -a " + quoted("text wide json yaml jsonpath=");
		}
		return value == Path.class ? "-r -F" : "-x";
	}

	/** What an option is, without placeholders. */
	private static String first(String[] description) {
		return description.length == 0 ? "" : description[0].replace("%n", " ").replace("%%", "%");
	}

	/* In single quotes only these two mean something. */
	private static String quoted(String words) {
		return "'" + words.replace("\\", "\\\\").replace("'", "\\'") + "'";
	}
}
