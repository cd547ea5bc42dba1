package org.cortexbrain.agent.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.cortexbrain.agent.sampling.Sampler;
import org.cortexbrain.agent.sampling.Subscription;
import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageWriter;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.NodeDescriptionFormat;
import org.cortexbrain.protocol.Versions;

import com.fasterxml.jackson.core.JsonFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Answers {@code /v1/node}, {@code /v1/stream} and {@code /v1/healthz} on one address.
 *
 * <p>Each stream has a thread while it lives; there are at most {@link #MOST_STREAMS}. The Host header must name this machine, so that a web
 * page cannot read the agent through a name that it makes resolve to loopback.
 */
public final class AgentServer implements AutoCloseable {
	/** Readers at one time. The next one is told to come back. */
	static final int MOST_STREAMS = 16;
	private static final Duration SHORTEST = Duration.ofSeconds(1);
	private static final Duration LONGEST = Duration.ofSeconds(60);
	private static final Pattern INTERVAL = Pattern.compile("(\\d{1,3})s");
	private static final Pattern VERSION = Pattern.compile("/v(\\d{1,6})/.*");
	private static final JsonFactory JSON = new JsonFactory();

	private final HttpServer server;
	private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
		Thread thread = new Thread(task, "http");
		thread.setDaemon(true);
		return thread;
	});
	private final Semaphore streams = new Semaphore(MOST_STREAMS);
	private final Set<String> hosts;
	private final Supplier<NodeDescription> node;
	private final Sampler sampler;

	/**
	 * Begins to answer.
	 *
	 * @param address to listen on; port 0 takes a free one
	 * @param node describes the node as it is now
	 * @throws IOException if the address cannot be had
	 */
	public AgentServer(InetSocketAddress address, Supplier<NodeDescription> node, Sampler sampler) throws IOException {
		this.node = node;
		this.sampler = sampler;
		hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]", hostText(address.getAddress())));
		server = HttpServer.create(address, 0);
		server.setExecutor(threads);
		server.createContext("/", this::answer);
		server.start();
	}

	private static String hostText(InetAddress address) {
		String text = address.getHostAddress();
		return text.contains(":") ? "[" + text + "]" : text;
	}

	/** Where it listens. */
	public InetSocketAddress address() {
		return server.getAddress();
	}

	private void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			String host = exchange.getRequestHeaders().getFirst("Host");
			if (host == null || !hosts.contains(host.replaceFirst(":\\d+$", ""))) {
				refuse(exchange, 403, "foreign_host", "The request is for the host \"" + host + "\", which is not this one.",
						"Use http://127.0.0.1:" + server.getAddress().getPort() + " or http://localhost:" + server.getAddress().getPort() + ".");
				return;
			}
			if (!exchange.getRequestMethod().equals("GET")) {
				exchange.getResponseHeaders().set("Allow", "GET");
				refuse(exchange, 405, "method", "The agent is only read: " + exchange.getRequestMethod() + " is not possible.", "Use GET.");
				return;
			}
			String path = exchange.getRequestURI().getPath();
			switch (path) {
			case "/v1/healthz" -> send(exchange, 200, "text/plain; charset=utf-8", "ok\n".getBytes(StandardCharsets.UTF_8));
			case "/v1/node" -> send(exchange, 200, "application/json", NodeDescriptionFormat.write(node.get()));
			case "/v1/stream" -> stream(exchange);
			default -> notFound(exchange, path);
			}
		}
	}

	private void notFound(HttpExchange exchange, String path) throws IOException {
		var version = VERSION.matcher(path);
		if (version.matches() && Integer.parseInt(version.group(1)) > Versions.SPOKEN.newest()) {
			refuse(exchange, 404, "version", "This agent speaks version " + Versions.SPOKEN + " of the protocol, not " + version.group(1) + ".",
					"Update the agent, or use a client that speaks version " + Versions.SPOKEN.newest() + ".");
		} else {
			refuse(exchange, 404, "path", "There is nothing at " + path + ".", "Use /v1/node, /v1/stream?interval=1s or /v1/healthz.");
		}
	}

	private void stream(HttpExchange exchange) throws IOException {
		Optional<Duration> interval = interval(exchange.getRequestURI().getQuery());
		if (interval.isEmpty()) {
			refuse(exchange, 400, "interval", "The query \"" + exchange.getRequestURI().getQuery() + "\" names no interval from "
					+ SHORTEST.toSeconds() + "s to " + LONGEST.toSeconds() + "s.", "Use /v1/stream?interval=1s.");
			return;
		}
		if (!streams.tryAcquire()) {
			refuse(exchange, 503, "readers", "This agent has " + MOST_STREAMS + " readers already.",
					"Close one, or come again when one has gone.");
			return;
		}
		try {
			exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
			exchange.getResponseHeaders().set("Cache-Control", "no-store");
			exchange.sendResponseHeaders(200, 0);
			Subscription subscription = sampler.subscribe(interval.get(), Thread.currentThread());
			try (var writer = new MessageWriter(exchange.getResponseBody())) {
				writer.write(new Message.Hello(node.get()));
				Message message;
				do {
					message = subscription.take();
					writer.write(message);
				} while (!(message instanceof Message.Farewell));
			} catch (InterruptedException e) {
				/* The sampler frees a stuck writer this way; the thread goes back to its pool. */
			} finally {
				sampler.unsubscribe(subscription);
				Thread.interrupted();
			}
		} finally {
			streams.release();
		}
	}

	private static Optional<Duration> interval(String query) {
		if (query == null) {
			return Optional.of(SHORTEST);
		}
		for (String part : query.split("&")) {
			var value = part.startsWith("interval=") ? INTERVAL.matcher(part.substring("interval=".length())) : null;
			if (value != null && value.matches()) {
				Duration interval = Duration.ofSeconds(Long.parseLong(value.group(1)));
				return interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0 ? Optional.of(interval) : Optional.empty();
			}
			if (value != null) {
				return Optional.empty();
			}
		}
		return Optional.of(SHORTEST);
	}

	private static void refuse(HttpExchange exchange, int status, String code, String message, String remedy) throws IOException {
		var body = new ByteArrayOutputStream();
		try (var json = JSON.createGenerator(body)) {
			json.writeStartObject();
			json.writeStringField("code", code);
			json.writeStringField("message", message);
			json.writeStringField("remedy", remedy);
			json.writeEndObject();
			json.writeRaw('\n');
		}
		send(exchange, status, "application/json", body.toByteArray());
	}

	private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
	}

	/** Stops to listen. Streams should have had their farewell before; what is open after a moment is cut. */
	@Override
	public void close() {
		threads.shutdown();
		try {
			threads.awaitTermination(1, TimeUnit.SECONDS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		server.stop(0);
		threads.shutdownNow();
	}
}
