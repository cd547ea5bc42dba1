package org.cortexbrain.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Writes maps, lists, texts, numbers and truth as one line of JSON, without loading the Kubernetes client for it. */
final class Json {
	private static final JsonFactory FACTORY = new JsonFactory();

	private Json() {
	}

	static String line(Object document) {
		var text = new StringWriter();
		try (JsonGenerator json = FACTORY.createGenerator(text)) {
			write(json, document);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return text.toString();
	}

	private static void write(JsonGenerator json, Object value) throws IOException {
		switch (value) {
		case Map<?, ?> map -> {
			json.writeStartObject();
			for (Map.Entry<?, ?> entry : map.entrySet()) {
				json.writeFieldName(entry.getKey().toString());
				write(json, entry.getValue());
			}
			json.writeEndObject();
		}
		case List<?> list -> {
			json.writeStartArray();
			for (Object each : list) {
				write(json, each);
			}
			json.writeEndArray();
		}
		case String words -> json.writeString(words);
		case Boolean truth -> json.writeBoolean(truth);
		case Integer number -> json.writeNumber(number);
		case Long number -> json.writeNumber(number);
		case Double number -> json.writeNumber(number);
		default -> throw new IllegalArgumentException("no value of JSON: " + value.getClass());
		}
	}
}
