package org.cortexbrain.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** A server of this process that gives each connection its first line back and closes it. */
final class Echo implements AutoCloseable {
	private static final int BACKLOG = 1024;

	private final ServerSocket listener = new ServerSocket();
	private final Thread thread;

	/** Listens on a free port of all IPv4 addresses of the caller's network namespace. */
	Echo() throws IOException {
		this("0.0.0.0");
	}

	Echo(String address) throws IOException {
		listener.bind(new InetSocketAddress(address, 0), BACKLOG);
		thread = Thread.ofPlatform().name("echo").start(this::serve);
	}

	int port() {
		return listener.getLocalPort();
	}

	private void serve() {
		while (true) {
			try (Socket socket = listener.accept()) {
				answer(socket);
			} catch (SocketException e) {
				if (listener.isClosed()) {
					return;
				}
				/* A client that was killed: the next one is served all the same. */
			} catch (IOException e) {
				throw new IllegalStateException(e);
			}
		}
	}

	private static void answer(Socket socket) throws IOException {
		InputStream in = socket.getInputStream();
		byte[] line = new byte[64];
		int length = 0;
		int read;
		while ((length == 0 || line[length - 1] != '\n') && (read = in.read(line, length, line.length - length)) > 0) {
			length += read;
		}
		socket.getOutputStream().write(line, 0, length);
	}

	@Override
	public void close() throws IOException, InterruptedException {
		listener.close();
		thread.join();
	}
}
