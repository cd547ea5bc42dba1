package org.cortexbrain.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import org.cortexbrain.cluster.internal.WebSocketTunnel;

import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * Opens tunnels over WebSockets, one for each, with the subprotocol {@code v4.channel.k8s.io}, which every kubelet since Kubernetes 1.4 speaks.
 * Virtual threads read them; of platform threads there are the few that OkHttp keeps for all.
 */
public final class WebSocketPortForwarder implements PortForwarder {
	/** An API server is not asked for more at one time, also where hundreds of agents come back at once. */
	private static final int MOST_AT_ONCE = 16;
	/** A peer that does not answer a ping until the next counts as gone. */
	private static final Duration PING = Duration.ofSeconds(20);

	private final OkHttpClient client;
	private final HttpUrl server;
	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
	private final Semaphore opening = new Semaphore(MOST_AT_ONCE, true);
	private final Set<WebSocketTunnel> open = ConcurrentHashMap.newKeySet();
	private volatile boolean closed;

	/**
	 * @param client knows how to reach the API server and who asks: certificates, proxy, credentials; not changed, and not closed
	 * @param server the API server's base address
	 */
	public WebSocketPortForwarder(OkHttpClient client, HttpUrl server) {
		this(client, server, PING);
	}

	/** @param ping the time between pings */
	WebSocketPortForwarder(OkHttpClient client, HttpUrl server, Duration ping) {
		var dispatcher = new Dispatcher(threads);
		dispatcher.setMaxRequests(Integer.MAX_VALUE);
		dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
		this.client = client.newBuilder().dispatcher(dispatcher).pingInterval(ping).readTimeout(Duration.ZERO).build();
		this.server = server;
	}

	@Override
	public Tunnel open(PodPort target, Duration timeout) throws IOException, InterruptedException {
		opening.acquire();
		WebSocketTunnel tunnel;
		try {
			if (closed) {
				throw new IOException("the connection to " + server.host() + " is closed");
			}
			tunnel = new WebSocketTunnel(client, server, target, open::remove);
			open.add(tunnel);
			tunnel.await(timeout);
		} finally {
			opening.release();
		}
		if (closed) {
			tunnel.close();
		}
		return tunnel;
	}

	@Override
	public void close() {
		closed = true;
		open.forEach(WebSocketTunnel::close);
		threads.shutdown();
	}
}
