package org.cortexbrain.kernel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * A server and its clients that count what they send themselves: the witness for what the kernel's programs counted. Each connection is a
 * request, an answer, and the end.
 */
final class Exchange implements AutoCloseable {
	/**
	 * @param connections how many were opened
	 * @param byClients payload that the clients wrote
	 * @param byServer payload that the server wrote
	 */
	record Sent(long connections, long byClients, long byServer) {
		Sent plus(Sent other) {
			return new Sent(connections + other.connections, byClients + other.byClients, byServer + other.byServer);
		}
	}

	private static final int BACKLOG = 4096;
	private static final int CHUNK = 64 * 1024;

	private final ServerSocketChannel listener;

	/** Listens on a free port of that address. */
	Exchange(StandardProtocolFamily family, String address) throws IOException {
		listener = ServerSocketChannel.open(family);
		listener.bind(new InetSocketAddress(address, 0), BACKLOG);
	}

	int port() throws IOException {
		return ((InetSocketAddress) listener.getLocalAddress()).getPort();
	}

	/** Connects so often, one connection after the other, with so many bytes each way in each. */
	Sent run(StandardProtocolFamily family, String to, int connections, int request, int answer) throws Exception {
		FutureTask<Long> server = inBackground(() -> {
			long sent = 0;
			for (int i = 0; i < connections; i++) {
				try (SocketChannel channel = listener.accept()) {
					read(channel);
					sent += write(channel, answer);
				}
			}
			return sent;
		});
		long sent = 0;
		for (int i = 0; i < connections; i++) {
			try (SocketChannel channel = SocketChannel.open(family)) {
				channel.connect(new InetSocketAddress(to, port()));
				sent += write(channel, request);
				channel.shutdownOutput();
				read(channel);
			}
		}
		return new Sent(connections, sent, server.get());
	}

	/** Connects and closes at once, so often, from several clients and to many addresses of loopback, so that no pair of ports runs out. */
	void runShort(int connections, int clients, int addresses) throws Exception {
		List<FutureTask<?>> tasks = new ArrayList<>();
		int each = connections / clients;
		for (int c = 0; c < clients; c++) {
			tasks.add(inBackground(() -> {
				for (int i = 0; i < each; i++) {
					listener.accept().close();
				}
				return null;
			}));
			tasks.add(inBackground(() -> {
				for (int i = 0; i < each; i++) {
					SocketChannel.open(new InetSocketAddress("127.0.1." + (1 + i % addresses), port())).close();
				}
				return null;
			}));
		}
		for (FutureTask<?> task : tasks) {
			task.get();
		}
	}

	/** Takes a connection that somebody else opens. */
	SocketChannel accept() throws IOException {
		return listener.accept();
	}

	/** Opens a connection. @return its client's end and its server's */
	List<SocketChannel> open(StandardProtocolFamily family, String to) throws IOException {
		SocketChannel client = SocketChannel.open(family);
		client.connect(new InetSocketAddress(to, port()));
		return List.of(client, listener.accept());
	}

	/** Makes closing this end a reset. */
	static void resetOnClose(SocketChannel channel) throws IOException {
		channel.setOption(StandardSocketOptions.SO_LINGER, 0);
	}

	static long write(SocketChannel channel, long bytes) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
		long written = 0;
		while (written < bytes) {
			buffer.clear().limit((int) Math.min(CHUNK, bytes - written));
			written += channel.write(buffer);
		}
		return written;
	}

	/** Reads to the end. */
	static long read(SocketChannel channel) throws IOException {
		return read(channel, Long.MAX_VALUE);
	}

	/** Reads so many bytes, or to the end. */
	static long read(SocketChannel channel, long bytes) throws IOException {
		ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
		long total = 0;
		while (total < bytes) {
			buffer.clear().limit((int) Math.min(CHUNK, bytes - total));
			int got = channel.read(buffer);
			if (got < 0) {
				break;
			}
			total += got;
		}
		return total;
	}

	static <T> FutureTask<T> inBackground(Callable<T> work) {
		var task = new FutureTask<>(work);
		Thread.ofPlatform().start(task);
		return task;
	}

	@Override
	public void close() throws IOException {
		listener.close();
	}
}
