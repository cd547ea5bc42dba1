package org.cortexbrain.agent.kernel;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Connections, one after another, in which a client sends so much and a server answers so much: what went over the wire is known to the
 * byte. The sockets are of the named families, so that an IPv6 socket may speak IPv4.
 *
 * @param serverFamily of the listening socket, bound to the family's wildcard address
 * @param clientFamily of the connecting sockets
 * @param target the loopback address to connect to
 * @param connections how many
 * @param request bytes that the client sends in each
 * @param response bytes that the server sends in each
 */
public record Conversation(ProtocolFamily serverFamily, ProtocolFamily clientFamily, InetAddress target, int connections, int request,
		int response) {
	private static final int BACKLOG = 1024;

	/** Talks to the end. @return the service's port, closed again */
	public int hold() throws IOException {
		try (var listener = ServerSocketChannel.open(serverFamily)) {
			listener.bind(new InetSocketAddress(0), BACKLOG);
			int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
			var server = CompletableFuture.runAsync(() -> serve(listener));
			ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
			for (int i = 0; i < connections; i++) {
				try (var channel = SocketChannel.open(clientFamily)) {
					channel.connect(new InetSocketAddress(target, port));
					send(channel, request, buffer);
					receive(channel, response, buffer);
				}
			}
			server.join();
			return port;
		} catch (CompletionException e) {
			throw new IOException("the server of the conversation failed", e.getCause());
		}
	}

	private void serve(ServerSocketChannel listener) {
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		try {
			for (int i = 0; i < connections; i++) {
				try (var channel = listener.accept()) {
					receive(channel, request, buffer);
					send(channel, response, buffer);
				}
			}
		} catch (IOException e) {
			throw new CompletionException(e);
		}
	}

	static void send(SocketChannel channel, int bytes, ByteBuffer buffer) throws IOException {
		int left = bytes;
		while (left > 0) {
			buffer.clear().limit(Math.min(buffer.capacity(), left));
			left -= channel.write(buffer);
		}
	}

	static void receive(SocketChannel channel, int bytes, ByteBuffer buffer) throws IOException {
		int left = bytes;
		while (left > 0) {
			buffer.clear().limit(Math.min(buffer.capacity(), left));
			int read = channel.read(buffer);
			if (read < 0) {
				throw new EOFException(left + " of " + bytes + " bytes are missing");
			}
			left -= read;
		}
	}
}
