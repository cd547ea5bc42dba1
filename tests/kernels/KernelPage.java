package org.cortexbrain.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.NodeDescription.Program;
import org.cortexbrain.protocol.NodeDescription.State;
import org.cortexbrain.protocol.NodeDescriptionFormat;

/**
 * The page {@code docs/kernels.md}, made from what the probe printed on each kernel, and compared with it later. Compared are the cells of
 * the kernels' columns, so that a newer package of the same series, or another machine's own kernel, is no difference.
 */
public final class KernelPage {
	private static final String HEAD = """
			# What each kernel can do

			Written by `./cortexbrain benchmark kernels` from what the agent said and counted on each kernel; `./cortexbrain verify` boots them
			again and compares. To change a phrase here, change it in the agent.

			A program that a kernel refuses is left out, with the reason; the agent goes on with the rest, and the desktop shows what is lost.
			6.1 and 6.12 are Debian 12's own packages in a virtual machine (pure control groups version 2, software emulation). The last column is
			the kernel of the machine that wrote this page. **5.15 is untested**: no package of it is to be had here. Older kernels are not supported.

			""";

	/** One kernel's answers. */
	private record Kernel(String series, String release, NodeDescription node, Map<String, Boolean> checks) {
	}

	/** Cells of the page by table, row and column. */
	private record Place(String table, String row, String column) {
		@Override
		public String toString() {
			return "%s, %s, %s".formatted(table, row, column);
		}
	}

	private KernelPage() {
	}

	/** Arguments: {@code write} or {@code compare}, the page, and NAME=LOG of each kernel. Exit 1: they differ. */
	public static void main(String[] arguments) throws IOException {
		Path page = Path.of(arguments[1]);
		List<Kernel> kernels = new ArrayList<>();
		for (String argument : List.of(arguments).subList(2, arguments.length)) {
			kernels.add(read(Path.of(argument.substring(argument.indexOf('=') + 1))));
		}
		kernels.sort((a, b) -> compareSeries(a.series(), b.series()));
		String text = HEAD + kernels(kernels) + programs(kernels) + refusals(kernels) + checks(kernels);
		if (arguments[0].equals("write")) {
			Files.writeString(page, text);
			return;
		}
		List<String> differences = differences(cells(Files.readString(page)), cells(text));
		differences.forEach(System.out::println);
		if (!differences.isEmpty()) {
			System.out.println("if this is what you meant: \"./cortexbrain benchmark kernels\" writes the page anew");
			System.exit(1);
		}
	}

	private static Kernel read(Path log) throws IOException {
		List<String> lines = Files.readAllLines(log);
		String release = "";
		StringBuilder node = new StringBuilder();
		Map<String, Boolean> checks = new LinkedHashMap<>();
		boolean inNode = false;
		for (String line : lines) {
			if (line.startsWith("@@ probe begins on ")) {
				release = line.substring("@@ probe begins on ".length());
			} else if (line.startsWith("@@ node ")) {
				inNode = line.equals("@@ node begins");
			} else if (inNode) {
				node.append(line).append('\n');
			} else if (line.startsWith("ok ") || line.startsWith("not ok ")) {
				boolean holds = line.startsWith("ok ");
				String what = line.substring(holds ? 3 : 7);
				checks.put(what.contains(": ") ? what.substring(0, what.indexOf(": ")) : what, holds);
			}
		}
		if (node.isEmpty()) {
			throw new IOException(log + ": the agent described no node on kernel " + (release.isEmpty() ? "(not booted)" : release));
		}
		String series = release.replaceFirst("^([0-9]+\\.[0-9]+).*", "$1");
		return new Kernel(series, release, NodeDescriptionFormat.read(node.toString().getBytes(StandardCharsets.UTF_8)), checks);
	}

	private static int compareSeries(String a, String b) {
		return Runtime.Version.parse(a).compareTo(Runtime.Version.parse(b));
	}

	private static String kernels(List<Kernel> kernels) {
		StringBuilder table = new StringBuilder("## Kernels\n\n| of the kernel").append(columns(kernels)).append(" | 5.15 |\n").append(rule(kernels.size() + 2));
		row(table, "release", kernels, kernel -> "`" + kernel.release() + "`").append(" untested |\n");
		row(table, "describes its types (BTF)", kernels, kernel -> kernel.node().kernel().btf() ? "yes" : "no").append(" untested |\n");
		row(table, "control groups", kernels, kernel -> switch (kernel.node().kernel().cgroups()) {
			case V1 -> "version 1";
			case HYBRID -> "hybrid";
			case V2 -> "version 2";
		}).append(" untested |\n");
		return table.append('\n').toString();
	}

	private static String programs(List<Kernel> kernels) {
		Map<String, Program> programs = new LinkedHashMap<>();
		kernels.forEach(kernel -> kernel.node().programs().forEach(program -> programs.putIfAbsent(program.name(), program)));
		StringBuilder table = new StringBuilder("## Programs\n\n| program | hook").append(columns(kernels)).append(" | lost without it |\n")
				.append(rule(kernels.size() + 3));
		for (Program program : programs.values()) {
			row(table, "`%s` | `%s`".formatted(program.name(), program.hook()), kernels, kernel -> kernel.node().programs().stream()
					.filter(other -> other.name().equals(program.name())).findFirst().map(KernelPage::word).orElse("unknown there"))
					.append(' ').append(escape(program.provides())).append(" |\n");
		}
		return table.append('\n').toString();
	}

	private static String word(Program program) {
		return switch (program.state()) {
			case ATTACHED -> "attached";
			case REFUSED -> "refused";
			case OFF -> "off";
		};
	}

	private static String refusals(List<Kernel> kernels) {
		StringBuilder list = new StringBuilder("## Why not\n\n");
		int before = list.length();
		for (Kernel kernel : kernels) {
			for (Program program : kernel.node().programs()) {
				if (program.state() != State.ATTACHED) {
					list.append("- %s, `%s`: %s\n".formatted(kernel.series(), program.name(), program.reason().orElse("no reason was given")));
				}
			}
		}
		return list.length() == before ? list.append("Every program is attached on each of these kernels.\n\n").toString() : list.append('\n').toString();
	}

	private static String checks(List<Kernel> kernels) {
		Set<String> names = new LinkedHashSet<>();
		kernels.forEach(kernel -> names.addAll(kernel.checks().keySet()));
		StringBuilder table = new StringBuilder("## Counted and compared with what was sent\n\n| check").append(columns(kernels)).append(" |\n")
				.append(rule(kernels.size() + 1));
		for (String name : names) {
			row(table, escape(name), kernels, kernel -> {
				Boolean holds = kernel.checks().get(name);
				return holds == null ? "not run" : holds ? "yes" : "**no**";
			}).append('\n');
		}
		return table.toString();
	}

	private static String columns(List<Kernel> kernels) {
		return kernels.stream().map(kernel -> " | " + kernel.series()).collect(Collectors.joining());
	}

	private static String rule(int columns) {
		return "|" + "---|".repeat(columns) + "\n";
	}

	/** Appends {@code | name | cell | ... |} without the line's end. */
	private static StringBuilder row(StringBuilder table, String name, List<Kernel> kernels, java.util.function.Function<Kernel, String> cell) {
		table.append("| ").append(name).append(" |");
		kernels.forEach(kernel -> table.append(' ').append(cell.apply(kernel)).append(" |"));
		return table;
	}

	private static String escape(String text) {
		return text.replace("|", "\\|");
	}

	/** Every cell under a kernel's column; the releases are left out, since they change with Debian's packages. */
	private static Map<Place, String> cells(String page) {
		Map<Place, String> cells = new LinkedHashMap<>();
		String table = "";
		List<String> header = List.of();
		for (String line : page.lines().toList()) {
			if (line.startsWith("## ")) {
				table = line.substring(3);
				header = List.of();
			} else if (line.startsWith("|") && !line.startsWith("|-")) {
				List<String> row = List.of(line.substring(1).split("(?<!\\\\)\\|")).stream().map(String::strip).toList();
				if (header.isEmpty()) {
					header = row;
				} else if (!row.getFirst().equals("release")) {
					for (int i = 1; i < Math.min(row.size(), header.size()); i++) {
						if (header.get(i).matches("[0-9]+\\.[0-9]+")) {
							cells.put(new Place(table, row.getFirst(), header.get(i)), row.get(i));
						}
					}
				}
			}
		}
		return cells;
	}

	private static List<String> differences(Map<Place, String> committed, Map<Place, String> now) {
		Set<String> known = committed.keySet().stream().map(Place::column).collect(Collectors.toSet());
		Set<String> seen = now.keySet().stream().map(Place::column).collect(Collectors.toSet());
		List<String> differences = new ArrayList<>();
		if (known.isEmpty()) {
			differences.add("the page has no kernel in it");
		}
		// A kernel that the page does not know is another machine's own, and no difference.
		Map<String, Place> places = new TreeMap<>();
		committed.keySet().forEach(place -> places.put(place.toString(), place));
		now.keySet().forEach(place -> places.put(place.toString(), place));
		for (Place place : places.values()) {
			if (known.contains(place.column()) && seen.contains(place.column())) {
				String before = committed.getOrDefault(place, "(nothing)");
				String after = now.getOrDefault(place, "(nothing)");
				if (!before.equals(after)) {
					differences.add("%s: the page says %s, the kernel said %s".formatted(place, before, after));
				}
			}
		}
		return differences;
	}
}
