package org.cortexbrain.ui.tests;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageWriter;
import org.cortexbrain.protocol.NodeDescriptionFormat;

/**
 * Speaks version 1 of the protocol over HTTP on a port of its own, with {@link ShopMesh}'s samples, and fails on demand as a real agent
 * does: it can go silent, and its process can die. A stand-in for the program, not for the way to it: sockets, HTTP and the messages are
 * real.
 */
final class ScriptedAgent implements Closeable {
	/** How it treats those who connect. */
	enum Manner {
		/** A sample every 200 ms; each is a second further by the agent's clock. */
		TALKS,
		/** Accepts, reads and never answers. */
		IS_SILENT
	}

	private static final int MILLIS_BETWEEN_SAMPLES = 200;

	private final Manner manner;
	private final ServerSocket server;
	private final Set<Socket> open = ConcurrentHashMap.newKeySet();
	private final AtomicInteger connections = new AtomicInteger();
	private final CountDownLatch dead = new CountDownLatch(1);

	/** @param port 0 for one that is free */
	private ScriptedAgent(Manner manner, int port) {
		this.manner = manner;
		try {
			server = new ServerSocket();
			server.setReuseAddress(true);
			server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		Thread.ofPlatform().name("scripted agent").daemon().start(this::accept);
	}

	static ScriptedAgent start(Manner manner) {
		return new ScriptedAgent(manner, 0);
	}

	/** One that comes back where another died. */
	static ScriptedAgent startOn(int port) {
		return new ScriptedAgent(Manner.TALKS, port);
	}

	int port() {
		return server.getLocalPort();
	}

	String address() {
		return "http://127.0.0.1:" + port();
	}

	/** How the desktop calls it. */
	String name() {
		return "127.0.0.1:" + port();
	}

	/** Connections accepted so far. */
	int connections() {
		return connections.get();
	}

	private void accept() {
		while (dead.getCount() > 0) {
			try {
				Socket socket = server.accept();
				open.add(socket);
				connections.incrementAndGet();
				Thread.ofVirtual().start(() -> serve(socket));
			} catch (IOException e) {
				if (dead.getCount() > 0) {
					throw new UncheckedIOException(e);
				}
			}
		}
	}

	private void serve(Socket socket) {
		try (socket) {
			var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
			String request = in.readLine();
			for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
				/* None of them matters here. */
			}
			if (manner == Manner.IS_SILENT || request == null) {
				dead.await();
			} else if (request.startsWith("GET /v1/stream")) {
				stream(socket.getOutputStream());
			} else if (request.startsWith("GET /v1/node")) {
				head(socket.getOutputStream(), "200 OK", "application/json");
				socket.getOutputStream().write(NodeDescriptionFormat.write(ShopMesh.node()));
			} else {
				head(socket.getOutputStream(), "404 Not Found", "text/plain");
			}
		} catch (IOException e) {
			/* The reader went away, or this agent died. */
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			open.remove(socket);
		}
	}

	private static void head(OutputStream out, String status, String type) throws IOException {
		out.write(("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
	}

	private void stream(OutputStream out) throws IOException, InterruptedException {
		head(out, "200 OK", "application/x-ndjson");
		try (var writer = new MessageWriter(out)) {
			writer.write(new Message.Hello(ShopMesh.node()));
			long sequence = 0;
			do {
				writer.write(ShopMesh.sample(sequence + 1, sequence));
				sequence++;
			} while (!dead.await(MILLIS_BETWEEN_SAMPLES, TimeUnit.MILLISECONDS));
		}
	}

	/** Dies as by a signal: nobody hears a word more. */
	@Override
	public void close() {
		dead.countDown();
		try {
			server.close();
			for (Socket socket : open) {
				socket.close();
			}
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
