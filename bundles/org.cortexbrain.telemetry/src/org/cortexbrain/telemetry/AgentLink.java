package org.cortexbrain.telemetry;

import java.net.URI;
import java.time.Duration;

/**
 * A source that reads one agent's stream over HTTP, and connects again by itself, with back-off and jitter, when the stream breaks.
 */
public final class AgentLink implements Source {
	/** The port that an agent listens on unless told otherwise. */
	public static final int DEFAULT_PORT = 7373;

	private final URI agent;
	private final Duration interval;

	/**
	 * @param agent {@code http://127.0.0.1:7373}
	 * @param interval the time between samples, 1 s to 60 s
	 */
	public AgentLink(URI agent, Duration interval) {
		this.agent = agent;
		this.interval = interval;
	}

	@Override
	public String id() {
		return "agent " + agent;
	}

	@Override
	public String name() {
		return agent.getAuthority();
	}

	@Override
	public void open(Receiver receiver) {
		throw new UnsupportedOperationException("to be written: " + interval);
	}

	@Override
	public void close() {
		throw new UnsupportedOperationException("to be written");
	}
}
