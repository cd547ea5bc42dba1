package org.cortexbrain.kubeconfig.internal.yaml;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** A {@link Tree} as JSON on one line, for extensions that are passed on as they came. */
public final class JsonText {
	private static final JsonFactory FACTORY = new JsonFactory();

	private JsonText() {
	}

	public static String of(Tree tree) {
		StringWriter text = new StringWriter();
		try (JsonGenerator json = FACTORY.createGenerator(text)) {
			write(tree, json);
		} catch (IOException impossible) {
			throw new UncheckedIOException("a writer into memory failed", impossible);
		}
		return text.toString();
	}

	private static void write(Tree tree, JsonGenerator json) throws IOException {
		switch (tree) {
		case Tree.Mapping mapping -> {
			json.writeStartObject();
			for (Map.Entry<String, Tree.Entry> entry : mapping.entries().entrySet()) {
				json.writeFieldName(entry.getKey());
				write(entry.getValue().value(), json);
			}
			json.writeEndObject();
		}
		case Tree.Sequence sequence -> {
			json.writeStartArray();
			for (Tree element : sequence.elements()) {
				write(element, json);
			}
			json.writeEndArray();
		}
		case Tree.Text text -> json.writeString(text.content());
		case Tree.Numeral numeral -> json.writeNumber(numeral.literal());
		case Tree.Truth truth -> json.writeBoolean(truth.value());
		case Tree.Nothing _ -> json.writeNull();
		}
	}
}
