package org.cortexbrain.kubeconfig.internal;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;

import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.internal.yaml.Tree;

/**
 * The fields of one mapping by their kind. A field that is missing or null is its kind's empty value, as in Go; one of another kind is
 * an error. Remembers which names it was asked for, so that the rest can be named as unknown.
 */
public final class Fields {
	private final Place place;
	private final SequencedMap<String, Tree.Entry> entries;
	private final Consumer<Problem> problems;
	private final Set<String> asked = new HashSet<>();

	public Fields(Tree.Mapping mapping, Consumer<Problem> problems) {
		this.place = mapping.place();
		this.entries = mapping.entries();
		this.problems = problems;
	}

	private Fields(Place place, Consumer<Problem> problems) {
		this.place = place;
		this.entries = new LinkedHashMap<>();
		this.problems = problems;
	}

	/** Where a field's value stands, or the mapping if the field is missing. */
	public Place place(String name) {
		Tree.Entry entry = entries.get(name);
		return entry == null ? place : entry.value().place();
	}

	public Place place() {
		return place;
	}

	public String text(String name) {
		return switch (value(name)) {
		case Tree.Text text -> text.content();
		case Tree.Nothing _ -> "";
		case Tree other -> {
			expected(name, other, "a text", other instanceof Tree.Numeral || other instanceof Tree.Truth ? "Quote the value" : "Write a text");
			yield "";
		}
		};
	}

	boolean flag(String name) {
		return switch (value(name)) {
		case Tree.Truth truth -> truth.value();
		case Tree.Nothing _ -> false;
		case Tree other -> {
			expected(name, other, "true or false", "Write true or false, without quotes");
			yield false;
		}
		};
	}

	/** Bytes in base64 with padding; line breaks are passed over, as Go does. */
	byte[] bytes(String name) {
		String base64 = text(name).replaceAll("[\r\n]", "");
		try {
			if (base64.length() % 4 != 0) {
				throw new IllegalArgumentException();
			}
			return Base64.getDecoder().decode(base64);
		} catch (IllegalArgumentException _) {
			problems.accept(Problem.error(place(name), "The value of " + name + " is no base64",
					base64.startsWith("-----BEGIN") ? "It is PEM as it stands: encode it by \"base64 -w0\", or name a file in "
							+ name.replace("-data", "") : "Encode the PEM text by \"base64 -w0\""));
			return new byte[0];
		}
	}

	List<String> texts(String name) {
		return switch (value(name)) {
		case Tree.Sequence sequence -> texts(name, sequence);
		case Tree.Nothing _ -> List.of();
		case Tree other -> {
			expected(name, other, "a list of texts", "Write a list");
			yield List.of();
		}
		};
	}

	SequencedMap<String, List<String>> textLists(String name) {
		SequencedMap<String, List<String>> lists = new LinkedHashMap<>();
		object(name).ifPresent(fields -> fields.entries.keySet().forEach(key -> lists.put(key, fields.texts(key))));
		return lists;
	}

	/** The mapping of a field, empty if it is missing or null. */
	public Optional<Fields> object(String name) {
		return switch (value(name)) {
		case Tree.Mapping mapping -> Optional.of(new Fields(mapping, problems));
		case Tree.Nothing _ -> Optional.empty();
		case Tree other -> {
			expected(name, other, "a mapping", "Write fields under it");
			yield Optional.empty();
		}
		};
	}

	/** The mapping of a field; without fields if it is missing or null. */
	Fields objectOrEmpty(String name) {
		return object(name).orElseGet(() -> new Fields(place(name), problems));
	}

	List<Fields> objects(String name) {
		return switch (value(name)) {
		case Tree.Sequence sequence -> objects(name, sequence);
		case Tree.Nothing _ -> List.of();
		case Tree other -> {
			expected(name, other, "a list", "Begin each element with a dash");
			yield List.of();
		}
		};
	}

	/** The value as it stands. */
	Tree value(String name) {
		asked.add(name);
		Tree.Entry entry = entries.get(name);
		return entry == null ? new Tree.Nothing(place) : entry.value();
	}

	/** Names every field that nobody has asked for: kubectl passes over it, and its author thinks that it works. */
	void nameUnknown(String owner) {
		entries.forEach((name, entry) -> {
			if (!asked.contains(name)) {
				String near = asked.stream().filter(known -> alike(known, name)).findFirst().map(known -> "Write " + known + " instead")
						.orElse("Remove it, or correct its name");
				problems.accept(Problem.warning(entry.key(), "The field \"" + Words.printable(name) + "\" of " + owner
						+ " is unknown and has no effect", near));
			}
		});
	}

	private static boolean alike(String known, String name) {
		return known.replace("-", "").equalsIgnoreCase(name.replaceAll("[-_]", ""));
	}

	private List<String> texts(String name, Tree.Sequence sequence) {
		List<String> texts = new ArrayList<>();
		for (Tree element : sequence.elements()) {
			switch (element) {
			case Tree.Text text -> texts.add(text.content());
			case Tree.Nothing _ -> texts.add("");
			default -> expected(name, element, "a list of texts", "Quote the value");
			}
		}
		return texts;
	}

	private List<Fields> objects(String name, Tree.Sequence sequence) {
		List<Fields> objects = new ArrayList<>();
		for (Tree element : sequence.elements()) {
			switch (element) {
			case Tree.Mapping mapping -> objects.add(new Fields(mapping, problems));
			case Tree.Nothing nothing -> objects.add(new Fields(nothing.place(), problems));
			default -> expected(name, element, "a list of mappings", "Write fields such as \"name:\" after the dash");
			}
		}
		return objects;
	}

	private void expected(String name, Tree found, String kind, String remedy) {
		problems.accept(Problem.error(found.place(), "The value of " + Words.printable(name) + " is " + found.kind() + ", and must be " + kind,
				remedy));
	}

	/** Reports an element of a list that nothing can refer to. */
	void unnamed(String kind) {
		problems.accept(Problem.warning(place, "This " + kind + " has no name, and nothing can refer to it", "Give it a name, or remove it"));
	}

	/** Reports a second element of one name in a list, which kubectl refuses. */
	void twice(String kind, String name, Fields second) {
		problems.accept(Problem.error(second.place("name"), "The " + kind + " \"" + Words.printable(name) + "\" is in this file twice",
				"Remove or rename one of them"));
	}

	/** All names with their values as texts, for mappings whose names are not known beforehand. */
	Map<String, String> allTexts() {
		Map<String, String> texts = new LinkedHashMap<>();
		entries.keySet().forEach(name -> texts.put(name, text(name)));
		return texts;
	}
}
