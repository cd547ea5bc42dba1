package org.cortexbrain.kubeconfig.internal.yaml;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Reads the first document of a YAML text, or JSON, which is YAML, into a {@link Tree}.
 *
 * <p>snakeyaml-engine says what belongs together and where; what a word means is said by {@link Scalars}, as kubectl does. Anchors,
 * aliases and merge keys are followed; depth and the number of parts are bounded, so that a small hostile file cannot fill the memory.
 */
public final class TreeReader {
	private static final int DEEPEST = 100;
	private static final int MOST_PARTS = 200_000;
	private static final int LONGEST = 16 * 1024 * 1024;
	/** Given to what is unquoted and has no tag of its own. */
	private static final Tag UNQUOTED = new Tag("tag:cortexbrain.org,2026:unquoted");
	private static final LoadSettings SETTINGS = LoadSettings.builder().setAllowDuplicateKeys(true).setAllowNonScalarKeys(true)
			.setMaxAliasesForCollections(Integer.MAX_VALUE).setCodePointLimit(LONGEST).setUseMarks(true).setSchema(new Unresolved()).build();

	private final String source;
	private final Consumer<Problem> warnings;
	private final List<Node> open = new ArrayList<>();
	private int parts;

	private TreeReader(String source, Consumer<Problem> warnings) {
		this.source = source;
		this.warnings = warnings;
	}

	/** Leaves every unquoted word unresolved, so that {@link Scalars} sees which words were unquoted. */
	private record Unresolved() implements Schema {
		@Override
		public ScalarResolver getScalarResolver() {
			return (word, unquoted) -> unquoted.booleanValue() ? UNQUOTED : Tag.STR;
		}

		@Override
		public Map<Tag, ConstructNode> getSchemaTagConstructors() {
			return Map.of();
		}
	}

	/**
	 * Reads bytes in UTF-8, or in UTF-16 with a byte order mark, as PowerShell writes it.
	 *
	 * @param source what to call the text in messages
	 * @param warnings takes what is odd and yet read, such as a key that is there twice
	 */
	public static Tree read(byte[] bytes, String source, Consumer<Problem> warnings) throws TreeException {
		return read(decoded(bytes, source), source, warnings);
	}

	/** Reads a text. */
	public static Tree read(String text, String source, Consumer<Problem> warnings) throws TreeException {
		return new TreeReader(source, warnings).tree(text);
	}

	private static String decoded(byte[] bytes, String source) throws TreeException {
		if (bytes.length > LONGEST) {
			throw new TreeException(Problem.error(new Place.Whole(source), "The file is larger than 16 MiB", "Check that it is a kubeconfig"));
		}
		Charset charset = StandardCharsets.UTF_8;
		int start = 0;
		if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
			start = 3;
		} else if (startsWith(bytes, 0xFE, 0xFF)) {
			charset = StandardCharsets.UTF_16BE;
			start = 2;
		} else if (startsWith(bytes, 0xFF, 0xFE)) {
			charset = StandardCharsets.UTF_16LE;
			start = 2;
		}
		ByteBuffer input = ByteBuffer.wrap(bytes, start, bytes.length - start);
		CharBuffer output = CharBuffer.allocate(bytes.length + 1);
		CoderResult result = charset.newDecoder().decode(input, output, true);
		output.flip();
		String text = output.toString();
		if (result.isError()) {
			int line = (int) text.chars().filter(letter -> letter == '\n').count() + 1;
			int column = text.length() - (text.lastIndexOf('\n') + 1) + 1;
			throw new TreeException(Problem.error(new Place.InText(source, line, column), "The bytes here are not " + charset.name(),
					"Save the file as UTF-8"));
		}
		return text;
	}

	private static boolean startsWith(byte[] bytes, int... prefix) {
		for (int i = 0; i < prefix.length; i++) {
			if (i >= bytes.length || (bytes[i] & 0xFF) != prefix[i]) {
				return false;
			}
		}
		return true;
	}

	private Tree tree(String text) throws TreeException {
		try {
			StreamReader reader = new StreamReader(SETTINGS, new StringReader(text));
			Composer composer = new Composer(SETTINGS, new BoundedParser(new ParserImpl(SETTINGS, reader), DEEPEST));
			return composer.hasNext() ? tree(composer.next()) : new Tree.Nothing(new Place.InText(source, 1, 1));
		} catch (MarkedYamlEngineException damaged) {
			throw damaged(damaged.getProblemMark().or(damaged::getContextMark), String.valueOf(damaged.getProblem()));
		} catch (BoundedParser.TooDeep deep) {
			throw damaged(deep.mark(), "more than " + DEEPEST + " levels, one inside the other");
		} catch (YamlEngineException damaged) {
			throw damaged(Optional.empty(), "a character that YAML does not allow");
		}
	}

	private TreeException damaged(Optional<Mark> mark, String what) {
		return new TreeException(Problem.error(mark.map(this::place).orElse(new Place.Whole(source)),
				"This is neither YAML nor JSON: " + what, "Mend the text at this place, or take the file from its backup"));
	}

	private Place place(Mark mark) {
		return new Place.InText(source, mark.getLine() + 1, mark.getColumn() + 1);
	}

	private Place place(Node node) {
		return node.getStartMark().map(this::place).orElse(new Place.Whole(source));
	}

	private Tree tree(Node node) throws TreeException {
		Place place = place(node);
		if (++parts > MOST_PARTS) {
			throw new TreeException(Problem.error(place, "The text has more than " + MOST_PARTS + " parts, aliases followed",
					"Check that it is a kubeconfig"));
		}
		if (open.stream().anyMatch(outer -> outer == node)) {
			throw new TreeException(Problem.error(place, "This part contains itself by an alias", "Write it out instead"));
		}
		open.add(node);
		try {
			return switch (node) {
			case ScalarNode scalar -> scalar(place, scalar);
			case SequenceNode sequence -> {
				List<Tree> elements = new ArrayList<>();
				for (Node element : sequence.getValue()) {
					elements.add(tree(element));
				}
				yield new Tree.Sequence(place, List.copyOf(elements));
			}
			case MappingNode mapping -> mapping(place, mapping);
			default -> throw new TreeException(Problem.error(place, "This part is of no known kind", "Write it out instead"));
			};
		} finally {
			open.removeLast();
		}
	}

	private Tree scalar(Place place, ScalarNode scalar) throws TreeException {
		Tag tag = scalar.getTag();
		String word = scalar.getValue();
		if (tag.equals(Tag.BINARY)) {
			try {
				return new Tree.Text(place, decodedBinary(word));
			} catch (IllegalArgumentException | CharacterCodingException notText) {
				throw new TreeException(Problem.error(place, "This !!binary is no base64 of a text", "Write the text itself"));
			}
		}
		boolean resolved = tag.equals(UNQUOTED) || tag.equals(Tag.BOOL) || tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
				|| tag.equals(Tag.NULL);
		if (!resolved) {
			return new Tree.Text(place, word);
		}
		if (Scalars.isUnbounded(word)) {
			throw new TreeException(Problem.error(place, "A number without bounds has no place in a kubeconfig", "Quote it, or remove it"));
		}
		return Scalars.plain(place, word);
	}

	private static String decodedBinary(String word) throws CharacterCodingException {
		byte[] bytes = Base64.getDecoder().decode(word.replaceAll("\\s", ""));
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
	}

	private Tree mapping(Place place, MappingNode mapping) throws TreeException {
		SequencedMap<String, Tree.Entry> entries = new LinkedHashMap<>();
		SequencedMap<String, Tree.Entry> merged = new LinkedHashMap<>();
		for (NodeTuple tuple : mapping.getValue()) {
			Tree key = tree(tuple.getKeyNode());
			if (isMerge(tuple.getKeyNode())) {
				merge(tree(tuple.getValueNode()), merged);
				continue;
			}
			String name = switch (key) {
			case Tree.Text text -> text.content();
			case Tree.Numeral numeral -> numeral.literal();
			case Tree.Truth truth -> Boolean.toString(truth.value());
			case Tree.Nothing _, Tree.Sequence _, Tree.Mapping _ -> throw new TreeException(
					Problem.error(key.place(), "A key is " + key.kind(), "Make the key a text"));
			};
			Tree.Entry before = entries.put(name, new Tree.Entry(key.place(), tree(tuple.getValueNode())));
			if (before != null) {
				warnings.accept(Problem.warning(key.place(), "The key is here for the second time, and this one counts (first: " + before.key()
						+ ")", "Remove one of them"));
			}
		}
		merged.forEach(entries::putIfAbsent);
		return new Tree.Mapping(place, entries);
	}

	private static boolean isMerge(Node key) {
		return key instanceof ScalarNode scalar && scalar.getTag().equals(UNQUOTED) && scalar.getValue().equals("<<");
	}

	private static void merge(Tree value, SequencedMap<String, Tree.Entry> into) throws TreeException {
		switch (value) {
		case Tree.Mapping mapping -> mapping.entries().forEach(into::putIfAbsent);
		case Tree.Sequence sequence when sequence.elements().stream().allMatch(Tree.Mapping.class::isInstance) -> {
			for (Tree element : sequence.elements()) {
				merge(element, into);
			}
		}
		default -> throw new TreeException(Problem.error(value.place(), "The merge key << needs a mapping, and has " + value.kind(),
				"Give it an alias of a mapping"));
		}
	}
}
