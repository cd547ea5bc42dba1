package org.cortexbrain.telemetry.internal;

import java.io.IOException;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * What an agent says when it refuses a request (docs/formats.md).
 *
 * @param message a sentence
 * @param remedy a sentence; empty if there is none
 */
public record AgentAnswer(String message, Optional<String> remedy) {
	private static final JsonFactory FACTORY = new JsonFactory();

	/** Reads the body of an answer; empty if no agent of this kind wrote it. */
	public static Optional<AgentAnswer> read(byte[] body) {
		Optional<String> message = Optional.empty();
		Optional<String> remedy = Optional.empty();
		try (JsonParser json = FACTORY.createParser(body)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				return Optional.empty();
			}
			while (json.nextToken() == JsonToken.FIELD_NAME) {
				String name = json.currentName();
				if (json.nextToken() == JsonToken.VALUE_STRING) {
					if (name.equals("message")) {
						message = Optional.of(json.getText());
					} else if (name.equals("remedy")) {
						remedy = Optional.of(json.getText());
					}
				} else {
					json.skipChildren();
				}
			}
		} catch (IOException e) {
			/* Another program answered; what it says is not for people who look for an agent. */
			return Optional.empty();
		}
		Optional<String> given = remedy;
		return message.map(text -> new AgentAnswer(text, given));
	}
}
