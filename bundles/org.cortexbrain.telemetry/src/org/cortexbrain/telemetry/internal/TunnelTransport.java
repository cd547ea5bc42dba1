package org.cortexbrain.telemetry.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.cortexbrain.cluster.PodPort;
import org.cortexbrain.cluster.PortForwarder;
import org.cortexbrain.cluster.Tunnel;
import org.cortexbrain.cluster.TunnelFault;
import org.cortexbrain.telemetry.AgentTransport;

/** Reaches an agent in a pod by a tunnel of its own for each request; no port of this machine is opened. */
public final class TunnelTransport implements AgentTransport {
	private final PortForwarder forwarder;
	private final PodPort agent;
	private final String cluster;
	private final String name;
	private final Set<Tunnel> open = ConcurrentHashMap.newKeySet();
	private volatile boolean closed;

	private final class Received implements Answer {
		private final Tunnel tunnel;
		private final HttpAnswer answer;

		Received(Tunnel tunnel, HttpAnswer answer) {
			this.tunnel = tunnel;
			this.answer = answer;
		}

		@Override
		public int status() {
			return answer.status();
		}

		@Override
		public InputStream body() {
			return answer.body();
		}

		@Override
		public void close() {
			open.remove(tunnel);
			tunnel.close();
		}
	}

	/**
	 * @param forwarder not closed with this
	 * @param cluster tells clusters apart in {@link #id}
	 */
	public TunnelTransport(PortForwarder forwarder, PodPort agent, String cluster, String name) {
		this.forwarder = forwarder;
		this.agent = agent;
		this.cluster = cluster;
		this.name = name;
	}

	@Override
	public String id() {
		return "agent " + cluster + " " + agent;
	}

	@Override
	public String name() {
		return name;
	}

	@Override
	public Answer get(String path, Duration timeout) throws IOException, InterruptedException {
		if (closed) {
			throw new IOException("the link to " + name + " is closed");
		}
		try {
			Tunnel tunnel = forwarder.open(agent, timeout);
			open.add(tunnel);
			try {
				if (closed) {
					throw new IOException("the link to " + name + " is closed");
				}
				tunnel.readTimeout(timeout);
				/* The agent answers to names of its own machine alone. */
				tunnel.output().write(("GET " + path + " HTTP/1.1\r\nHost: localhost:" + agent.port() + "\r\nConnection: close\r\n\r\n")
						.getBytes(StandardCharsets.US_ASCII));
				var answer = HttpAnswer.read(new FaultsOfTunnel(tunnel.input()));
				tunnel.readTimeout(Duration.ZERO);
				return new Received(tunnel, answer);
			} catch (IOException e) {
				open.remove(tunnel);
				tunnel.close();
				throw e;
			}
		} catch (TunnelFault e) {
			throw fault(e);
		}
	}

	/** The agent's bytes; a fault of the tunnel comes out as one of the transport. */
	private static final class FaultsOfTunnel extends FilterInputStream {
		FaultsOfTunnel(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] bytes, int from, int length) throws IOException {
			try {
				return in.read(bytes, from, length);
			} catch (TunnelFault e) {
				throw fault(e);
			}
		}
	}

	private static Fault fault(TunnelFault e) {
		return new Fault(e.getMessage(), e.remedy(), e.lasting(), e);
	}

	@Override
	public void close() {
		closed = true;
		open.forEach(Tunnel::close);
	}
}
