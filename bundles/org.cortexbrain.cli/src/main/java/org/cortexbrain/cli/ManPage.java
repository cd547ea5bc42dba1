package org.cortexbrain.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's manual page in the language of man(7), made from the same model as its help, so that neither says what the other does not.
 * Without a date: two builds of one commit give the same page.
 */
final class ManPage {
	private final CommandSpec command;
	private final StringBuilder page = new StringBuilder();

	private ManPage(CommandSpec command) {
		this.command = command;
	}

	/** All pages of a program, by file name. */
	static Map<String, String> all(CommandLine program) {
		Map<String, String> pages = new TreeMap<>();
		add(program.getCommandSpec(), pages);
		return pages;
	}

	private static void add(CommandSpec command, Map<String, String> pages) {
		if (command.usageMessage().hidden() || command.helpCommand()) {
			return;
		}
		pages.put(name(command) + ".1", new ManPage(command).write());
		command.subcommands().values().forEach(each -> add(each.getCommandSpec(), pages));
	}

	/** {@code cfcli-context-list}. */
	private static String name(CommandSpec command) {
		return command.qualifiedName("-");
	}

	private String write() {
		line(".TH " + quoted(name(command).toUpperCase(Locale.ROOT)) + " 1 \"\" " + quoted("CortexBrain " + Cfcli.version()) + " "
				+ quoted("CortexBrain Manual"));
		List<String> description = lines(command.usageMessage().description());
		line(".SH NAME");
		text(name(command) + " - " + summary(command));
		synopsis();
		line(".SH DESCRIPTION");
		paragraphs(description);
		subcommands();
		arguments();
		options();
		footer();
		seeAlso();
		return page.toString();
	}

	/** What a command does, in the words of its first sentence, without a full stop. */
	static String summary(CommandSpec command) {
		if (command.helpCommand()) {
			return "shows the help of a command";
		}
		String sentence = lines(command.usageMessage().description()).getFirst();
		int end = sentence.indexOf(". ");
		String first = (end < 0 ? sentence : sentence.substring(0, end)).replaceFirst("[.:]$", "");
		/* A name stays as it is. */
		return first.startsWith("CortexBrain") ? first : first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
	}

	private void synopsis() {
		line(".SH SYNOPSIS");
		line(".B " + escaped(command.qualifiedName()));
		if (!command.subcommands().isEmpty()) {
			line(".I COMMAND");
			line("[\\fIOPTION\\fR]...");
			return;
		}
		line("[\\fIOPTION\\fR]...");
		for (PositionalParamSpec each : command.positionalParameters()) {
			String label = "\\fI" + escaped(bare(each.paramLabel())) + "\\fR" + (each.arity().max() > 1 ? "..." : "");
			line(each.required() ? label : "[" + label + "]");
		}
	}

	private void subcommands() {
		if (command.subcommands().isEmpty()) {
			return;
		}
		line(".SH COMMANDS");
		command.subcommands().forEach((name, each) -> {
			CommandSpec spec = each.getCommandSpec();
			if (!spec.usageMessage().hidden()) {
				line(".TP");
				line(".B " + escaped(name));
				text(spec.helpCommand() ? "Shows the help of a command." : lines(spec.usageMessage().description()).getFirst());
			}
		});
	}

	private void arguments() {
		if (command.positionalParameters().isEmpty()) {
			return;
		}
		line(".SH ARGUMENTS");
		for (PositionalParamSpec each : command.positionalParameters()) {
			line(".TP");
			line(".I " + escaped(bare(each.paramLabel())));
			described(each);
		}
	}

	private void options() {
		line(".SH OPTIONS");
		for (OptionSpec each : command.options()) {
			List<String> names = new ArrayList<>();
			for (String name : each.names()) {
				names.add("\\fB" + escaped(name) + "\\fR");
			}
			line(".TP");
			line(String.join(", ", names) + (each.arity().max() == 0 ? "" : (each.longestName().startsWith("--") ? "=" : " ") + "\\fI"
					+ escaped(bare(each.paramLabel())) + "\\fR"));
			described(each);
		}
	}

	private void described(ArgSpec each) {
		text(String.join(" ", lines(each.description())));
	}

	/* What stands at the end of the help: examples, and of the program itself the exit codes. */
	private void footer() {
		List<String> lines = lines(command.usageMessage().footer());
		String heading = String.format(command.usageMessage().footerHeading()).strip();
		if (!heading.isEmpty()) {
			line(".SH " + quoted(title(heading)));
		}
		for (String each : lines) {
			if (each.startsWith("  ")) {
				line(".br");
				text(each.strip());
			} else if (each.endsWith(":")) {
				line(".SH " + quoted(title(each)));
			} else if (!each.isBlank()) {
				line(".PP");
				text(each);
			}
		}
	}

	private static String title(String heading) {
		return heading.replaceFirst(":$", "").toUpperCase(Locale.ROOT);
	}

	private void seeAlso() {
		List<String> pages = new ArrayList<>();
		if (command.parent() != null) {
			pages.add("\\fB" + escaped(name(command.parent())) + "\\fR(1)");
		}
		command.subcommands().values().stream().map(CommandLine::getCommandSpec).filter(each -> !each.helpCommand() && !each.usageMessage().hidden())
				.distinct()
				.forEach(each -> pages.add("\\fB" + escaped(name(each)) + "\\fR(1)"));
		if (!pages.isEmpty()) {
			line(".SH SEE ALSO");
			line(String.join(",\n", pages));
		}
	}

	/** Lines without the placeholders of picocli. */
	private static List<String> lines(String[] description) {
		List<String> lines = new ArrayList<>();
		for (String each : description) {
			lines.addAll(each.replace("%n", "\n").replace("%%", "%").lines().toList());
		}
		return lines;
	}

	private static String bare(String label) {
		return label.replaceAll("[<>]", "");
	}

	private void paragraphs(List<String> lines) {
		for (String each : lines) {
			if (each.startsWith("  ")) {
				line(".PP");
				line(".RS");
				text(each.strip());
				line(".RE");
			} else {
				line(".PP");
				text(each);
			}
		}
	}

	private void line(String roff) {
		page.append(roff).append('\n');
	}

	private void text(String words) {
		String escaped = escaped(words);
		line(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped);
	}

	private static String quoted(String words) {
		return '"' + escaped(words).replace("\"", "\\(dq") + '"';
	}

	private static String escaped(String words) {
		return words.replace("\\", "\\e").replace("-", "\\-");
	}
}
