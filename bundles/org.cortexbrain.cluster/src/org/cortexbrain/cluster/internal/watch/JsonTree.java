package org.cortexbrain.cluster.internal.watch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** One JSON object in memory, without the parts that nobody here reads. What is absent, null or of another type is empty. */
final class JsonTree {
	private static final JsonTree EMPTY = new JsonTree(Map.of());
	/** The bulk of an object: skipped, unread. */
	private static final Set<String> SKIPPED = Set.of("managedFields", "containers", "initContainers", "ephemeralContainers", "volumes", "conditions",
			"containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses", "tolerations", "affinity", "images", "template",
			"topologySpreadConstraints", "volumesInUse", "volumesAttached");

	private final Map<String, Object> fields;

	private JsonTree(Map<String, Object> fields) {
		this.fields = fields;
	}

	/** Reads the object whose beginning the parser is at. */
	static JsonTree read(JsonParser json) throws IOException {
		if (json.currentToken() != JsonToken.START_OBJECT) {
			throw new IOException("the API server sent " + json.currentToken() + " where an object should be");
		}
		Map<String, Object> fields = new HashMap<>();
		while (json.nextToken() == JsonToken.FIELD_NAME) {
			String name = json.currentName();
			json.nextToken();
			if (SKIPPED.contains(name)) {
				json.skipChildren();
			} else {
				value(json).ifPresent(value -> fields.put(name, value));
			}
		}
		if (json.currentToken() != JsonToken.END_OBJECT) {
			throw new IOException("the API server's answer ended within an object");
		}
		return new JsonTree(fields);
	}

	private static Optional<Object> value(JsonParser json) throws IOException {
		return switch (json.currentToken()) {
		case START_OBJECT -> Optional.of(read(json));
		case START_ARRAY -> {
			List<Object> all = new ArrayList<>();
			while (json.nextToken() != JsonToken.END_ARRAY) {
				if (json.currentToken() == null) {
					throw new IOException("the API server's answer ended within a list");
				}
				value(json).ifPresent(all::add);
			}
			yield Optional.of(all);
		}
		case VALUE_STRING -> Optional.of(json.getText());
		case VALUE_NUMBER_INT -> Optional.of(json.getLongValue());
		case VALUE_TRUE -> Optional.of(true);
		case VALUE_FALSE -> Optional.of(false);
		case null -> throw new IOException("the API server's answer ended within an object");
		default -> Optional.empty();
		};
	}

	JsonTree in(String name) {
		return fields.get(name) instanceof JsonTree tree ? tree : EMPTY;
	}

	Optional<String> text(String name) {
		return fields.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
	}

	/** @throws IOException if it is not there */
	String needed(String name) throws IOException {
		return text(name).orElseThrow(() -> new IOException("the API server sent an object without " + name));
	}

	/** 0 where there is none. */
	int number(String name) {
		return fields.get(name) instanceof Long number ? Math.toIntExact(number) : 0;
	}

	boolean is(String name) {
		return Boolean.TRUE.equals(fields.get(name));
	}

	List<JsonTree> objects(String name) {
		return list(name).filter(JsonTree.class::isInstance).map(JsonTree.class::cast).toList();
	}

	List<String> texts(String name) {
		return list(name).filter(String.class::isInstance).map(String.class::cast).toList();
	}

	private Stream<?> list(String name) {
		return fields.get(name) instanceof List<?> list ? list.stream() : Stream.empty();
	}
}
