package org.cortexbrain.telemetry.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;

import org.cortexbrain.telemetry.AgentTransport;

/** Reaches an agent by its own address, with the JDK's HTTP client; no proxy is asked. */
public final class LoopbackTransport implements AgentTransport {
	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private final URI agent;
	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT)
			.followRedirects(HttpClient.Redirect.NEVER).proxy(HttpClient.Builder.NO_PROXY).build();

	private record Received(int status, InputStream body) implements Answer {
		@Override
		public void close() throws IOException {
			body.close();
		}
	}

	public LoopbackTransport(URI agent) {
		this.agent = agent;
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
	public Answer get(String path, Duration timeout) throws IOException, InterruptedException {
		try {
			HttpResponse<InputStream> response = http.send(HttpRequest.newBuilder(agent.resolve(path)).timeout(timeout).build(),
					HttpResponse.BodyHandlers.ofInputStream());
			return new Received(response.statusCode(), response.body());
		} catch (ConnectException | HttpConnectTimeoutException e) {
			if (e.getCause() instanceof UnresolvedAddressException) {
				throw new Fault("There is no host " + agent.getHost() + ".", "Check the address.", false, e);
			}
			throw new Fault("No agent answers on " + name() + ".", "Start one on that machine: sudo ./cortexbrain agent", false, e);
		} catch (HttpTimeoutException e) {
			var silent = new SocketTimeoutException("no answer began within " + timeout);
			silent.initCause(e);
			throw silent;
		}
	}

	@Override
	public void close() {
		http.shutdownNow();
	}
}
