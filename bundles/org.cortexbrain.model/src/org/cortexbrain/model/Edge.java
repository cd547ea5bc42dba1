package org.cortexbrain.model;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What client-side and server-side flows together say of the traffic from one endpoint to one port of another.
 *
 * <p>Each side keeps its own count: the two are the same traffic seen twice and must never be added.
 *
 * @param key who talks to whom
 * @param client what the source's node saw; empty where no agent watches the source
 * @param server what the target's node saw; empty where no agent watches the target
 * @param backends only where the target is a {@link Endpoint.Service}: what each pod behind it counted of this traffic, as far as agents watch them;
 *            {@code server} is their sum
 */
public record Edge(Key key, Optional<Observation> client, Optional<Observation> server, Map<Endpoint, Observation> backends) {
	/** An edge without backends. */
	public Edge(Key key, Optional<Observation> client, Optional<Observation> server) {
		this(key, client, server, Map.of());
	}

	/**
	 * @param source the endpoint that connects
	 * @param target the endpoint that accepts
	 * @param port the port that the target's clients connect to, 1 to 65535; 0 only where the target is {@link Endpoint.Others}
	 */
	public record Key(Endpoint source, Endpoint target, int port) {
		public Key {
			Objects.requireNonNull(source);
			Objects.requireNonNull(target);
			if (port < 0 || port > 65535) {
				throw new IllegalArgumentException("no port: " + port);
			}
		}
	}

	public Edge {
		Objects.requireNonNull(key);
		backends = Map.copyOf(backends);
		if (client.isEmpty() && server.isEmpty()) {
			throw new IllegalArgumentException("an edge that nobody saw: " + key);
		}
	}

	/** The side to read when only one can be shown: the client's, which alone knows failures to connect, else the server's. */
	public Observation observation() {
		return client.or(() -> server).orElseThrow();
	}

	/** Payload bytes from source to target, cumulative. */
	public long bytesToTarget() {
		return client.map(o -> o.total().bytesSent()).orElseGet(() -> server.orElseThrow().total().bytesReceived());
	}

	/** Payload bytes from target to source, cumulative. */
	public long bytesToSource() {
		return client.map(o -> o.total().bytesReceived()).orElseGet(() -> server.orElseThrow().total().bytesSent());
	}
}
