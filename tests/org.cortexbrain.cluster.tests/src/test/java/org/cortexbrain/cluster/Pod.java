package org.cortexbrain.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program in a pod: it listens on a free port of this machine, and does with each connection what a test says, on a thread of its own. */
final class Pod implements AutoCloseable {
	interface Behaviour {
		void serve(Socket socket) throws Exception;
	}

	private final ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
	private final List<Socket> sockets = new CopyOnWriteArrayList<>();
	final List<Throwable> faults = new CopyOnWriteArrayList<>();

	Pod(Behaviour behaviour) throws IOException {
		Thread.ofVirtual().start(() -> {
			while (!server.isClosed()) {
				try {
					Socket socket = server.accept();
					sockets.add(socket);
					Thread.ofVirtual().start(() -> {
						try (socket) {
							behaviour.serve(socket);
						} catch (Exception | AssertionError e) {
							faults.add(e);
						}
					});
				} catch (IOException e) {
					/* The test has closed it. */
				}
			}
		});
	}

	PodPort port() {
		return port("agent-1");
	}

	PodPort port(String name) {
		return new PodPort("mesh", name, server.getLocalPort());
	}

	/** Ends all connections. */
	void hangUp() throws IOException {
		for (Socket socket : sockets) {
			socket.close();
		}
	}

	@Override
	public void close() throws IOException {
		server.close();
		hangUp();
	}
}
