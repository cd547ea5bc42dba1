package org.cortexbrain.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.fabric8.kubernetes.client.utils.Serialization;
import picocli.CommandLine.Option;

/** In which shape an answer is printed. */
final class Answer {
	/** What can be chosen. */
	enum Shape {
		TEXT, JSON, YAML
	}

	@Option(names = { "-o", "--output" }, paramLabel = "SHAPE", defaultValue = "text", description = "text, json or yaml (default text)")
	private Shape shape = Shape.TEXT;

	boolean isText() {
		return shape == Shape.TEXT;
	}

	/** Prints values as one document that parses alone: maps, lists, texts, numbers, truth. */
	void print(Surroundings surroundings, Object document) {
		surroundings.print((shape == Shape.JSON ? Serialization.asJson(document) : Serialization.asYaml(document).replaceFirst("^---\n", "")).stripTrailing());
	}

	/** Rows under a head, in columns as wide as their widest cell. Others' words are made safe. */
	static void table(Surroundings surroundings, List<String> head, List<List<String>> rows) {
		List<List<String>> all = new ArrayList<>(List.of(head));
		all.addAll(rows);
		rows(surroundings, all);
	}

	/** The same without a head; at least one row. */
	static void rows(Surroundings surroundings, List<List<String>> rows) {
		List<List<String>> all = rows.stream().map(row -> row.stream().map(Surroundings::safe).toList()).toList();
		int[] widths = IntStream.range(0, all.getFirst().size()).map(column -> all.stream().mapToInt(row -> row.get(column).codePointCount(0, row.get(column).length())).max().orElse(0)).toArray();
		all.forEach(row -> surroundings.print(IntStream.range(0, row.size())
				.mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).codePointCount(0, row.get(column).length())))
				.collect(Collectors.joining("   ")).stripTrailing()));
	}
}
