package org.cortexbrain.protocol;

/** One line of an agent's stream. */
public sealed interface Message permits Message.Hello, Sample, Message.Farewell {
	/** The first line: who speaks. */
	record Hello(NodeDescription node) implements Message {
	}

	/**
	 * The last line, when the agent ends the stream.
	 *
	 * @param code {@code stopping}, {@code slow_reader}, ...: stable; the list is in docs/formats.md
	 * @param reason for a person
	 */
	record Farewell(String code, String reason) implements Message {
	}
}
