package org.cortexbrain.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import picocli.CommandLine.TypeConversionException;

/**
 * A template as kubectl's {@code -o jsonpath=} takes it, in the part that flows need (https://kubernetes.io/docs/reference/kubectl/jsonpath/): text,
 * and in braces a path of fields and places of lists, or a quoted text: <code>{.source.name}{"\t"}{.nodes[0].name}{.nodes[*].name}</code>. What is
 * not there is empty.
 */
final class JsonPath {
	private static final Pattern PART = Pattern.compile("\\{\\s*(?:(\\$?(?:\\.[\\w-]+|\\[(?:\\d{1,6}|\\*)\\])+)|\"((?:[^\"\\\\]|\\\\.)*)\")\\s*\\}|([^{}]+)");
	private static final Pattern STEP = Pattern.compile("\\.([\\w-]+)|\\[(\\d{1,6}|\\*)\\]");

	/** A text, or the steps of a path. */
	private sealed interface Part {
		record Text(String text) implements Part {
		}

		record Path(List<String> steps) implements Part {
		}
	}

	private final List<Part> parts = new ArrayList<>();

	/** @throws TypeConversionException for what is no such template, with the place */
	JsonPath(String template) {
		Matcher next = PART.matcher(template);
		int at = 0;
		while (at < template.length()) {
			next.region(at, template.length());
			if (!next.lookingAt()) {
				throw new TypeConversionException("jsonpath is not understood from '" + template.substring(at)
						+ "' on: write paths like {.source.name} or {.list[0]}, and texts like {\"\\t\"}");
			}
			if (next.group(1) != null) {
				List<String> steps = new ArrayList<>();
				Matcher step = STEP.matcher(next.group(1));
				while (step.find()) {
					steps.add(step.group(1) != null ? step.group(1) : "[" + step.group(2));
				}
				parts.add(new Part.Path(steps));
			} else {
				parts.add(new Part.Text(next.group(2) != null ? next.group(2).translateEscapes() : next.group(3)));
			}
			at = next.end();
		}
		if (parts.isEmpty()) {
			throw new TypeConversionException("jsonpath is empty: write one like jsonpath={.source.name}");
		}
	}

	String of(Object document) {
		return parts.stream().map(part -> switch (part) {
		case Part.Text(String text) -> text;
		case Part.Path(List<String> steps) -> found(List.of(document), steps).stream().map(each -> each instanceof Map || each instanceof List
				? Json.line(each)
				: Surroundings.safe(each.toString())).collect(Collectors.joining(" "));
		}).collect(Collectors.joining());
	}

	private static List<Object> found(List<Object> from, List<String> steps) {
		List<Object> now = from;
		for (String step : steps) {
			List<Object> next = new ArrayList<>();
			for (Object each : now) {
				if (each instanceof Map<?, ?> map && map.get(step) != null) {
					next.add(map.get(step));
				} else if (each instanceof List<?> list && step.equals("[*")) {
					next.addAll(list);
				} else if (each instanceof List<?> list && step.startsWith("[") && Integer.parseInt(step.substring(1)) < list.size()) {
					next.add(list.get(Integer.parseInt(step.substring(1))));
				}
			}
			now = next;
		}
		return now;
	}
}
