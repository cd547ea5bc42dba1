package org.cortexbrain.cluster.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.cortexbrain.cluster.PodPort;
import org.cortexbrain.cluster.Tunnel;
import org.cortexbrain.cluster.TunnelFault;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.Okio;
import okio.Pipe;

/**
 * One forwarded port over one WebSocket. Each message begins with the number of its channel: 0 is data, 1 the node's error text; the first message of
 * each channel holds the port, two bytes, little endian (k8s.io/kubelet/pkg/cri/streaming/portforward/websocket.go).
 */
public final class WebSocketTunnel implements Tunnel {
	static final String PROTOCOL = "v4.channel.k8s.io";
	private static final byte DATA = 0;
	private static final byte ERROR = 1;
	/** What the pod has sent and nobody has read. The reader of the socket waits above it, and so does the sender at last. */
	private static final int MOST_UNREAD = 128 * 1024;
	/** What was written and is not sent. OkHttp itself drops the connection above 16 MiB, so it must not come near. */
	private static final int MOST_UNSENT = 64 * 1024;
	private static final int LARGEST_MESSAGE = 16 * 1024;
	private static final int LONGEST_ERROR = 4096;
	private static final long FIRST_PAUSE_NANOS = 100_000;
	private static final long LONGEST_PAUSE_NANOS = 10_000_000;

	private final PodPort target;
	private final String server;
	private final Consumer<WebSocketTunnel> ended;
	private final Pipe unread = new Pipe(MOST_UNREAD);
	private final BufferedSource source = Okio.buffer(unread.source());
	private final CountDownLatch answered = new CountDownLatch(1);
	private final AtomicReference<IOException> failure = new AtomicReference<>();
	private final ByteArrayOutputStream error = new ByteArrayOutputStream();
	private final WebSocket socket;
	private volatile boolean closed;

	/** Begins to connect. @param ended told once it is over */
	public WebSocketTunnel(OkHttpClient client, HttpUrl server, PodPort target, Consumer<WebSocketTunnel> ended) {
		this.target = target;
		this.server = server.host() + ":" + server.port();
		this.ended = ended;
		HttpUrl url = server.newBuilder().addPathSegments("api/v1/namespaces").addPathSegment(target.namespace()).addPathSegment("pods")
				.addPathSegment(target.pod()).addPathSegment("portforward").addQueryParameter("ports", String.valueOf(target.port())).build();
		socket = client.newWebSocket(new Request.Builder().url(url).header("Sec-WebSocket-Protocol", PROTOCOL).build(), new Incoming());
	}

	/** Waits until the API server has answered. @throws IOException if it has refused, or not answered in time: then this is closed */
	public void await(Duration timeout) throws IOException, InterruptedException {
		try {
			if (!answered.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
				throw new TunnelFault("The API server " + server + " has not answered within " + timeout.toSeconds() + " s.",
						"Check the network to it (VPN?). It is tried again by itself.", false, null);
			}
			IOException failed = failure.get();
			if (failed != null) {
				throw failed;
			}
		} catch (IOException | InterruptedException e) {
			close();
			throw e;
		}
	}

	/* Called by the one thread that reads the socket. */
	private final class Incoming extends WebSocketListener {
		private boolean dataBegun;
		private boolean errorBegun;

		@Override
		public void onOpen(WebSocket opened, Response response) {
			if (!PROTOCOL.equals(response.header("Sec-WebSocket-Protocol"))) {
				fail(new TunnelFault("What answers on " + server + " does not forward ports by " + PROTOCOL + ".",
						"Check that the address is an API server's and that no proxy on the way changes WebSockets.", true, null));
				opened.cancel();
			}
			answered.countDown();
		}

		@Override
		public void onMessage(WebSocket from, ByteString message) {
			if (message.size() == 0) {
				return;
			}
			ByteString body = message.substring(1);
			try {
				switch (message.getByte(0)) {
				case DATA -> {
					ByteString data = dataBegun ? body : afterPort(body);
					dataBegun |= body.size() > 0;
					unread.sink().write(new Buffer().write(data), data.size());
				}
				case ERROR -> {
					ByteString text = errorBegun ? body : afterPort(body);
					errorBegun |= body.size() > 0;
					error.write(text.toByteArray(), 0, Math.min(text.size(), LONGEST_ERROR - Math.min(LONGEST_ERROR, error.size())));
				}
				default -> throw new IOException("a message on channel " + message.getByte(0) + ", which was not asked for");
				}
			} catch (IOException e) {
				/* Whoever closed this tunnel wants no more of it. */
				if (!closed) {
					fail(Refusals.ofNetwork(server, e));
				}
				from.cancel();
			}
		}

		private ByteString afterPort(ByteString body) throws IOException {
			if (body.size() == 0) {
				return body;
			}
			if (body.size() < 2 || ((body.getByte(0) & 0xff) | (body.getByte(1) & 0xff) << 8) != target.port()) {
				throw new IOException("a channel that does not begin with the port " + target.port());
			}
			return body.substring(2);
		}

		@Override
		public void onMessage(WebSocket from, String text) {
			fail(Refusals.ofNetwork(server, new IOException("a text where the protocol has bytes")));
			from.cancel();
		}

		@Override
		public void onClosing(WebSocket from, int code, String reason) {
			from.close(code == 1005 || code == 1006 ? 1000 : code, null);
			if (code != 1000 && code != 1001 && code != 1005) {
				fail(Refusals.ofNetwork(server, new IOException("ended with " + code + " " + reason)));
			}
			end();
		}

		@Override
		public void onClosed(WebSocket from, int code, String reason) {
			end();
		}

		@Override
		public void onFailure(WebSocket from, Throwable thrown, Response response) {
			if (response != null && response.code() != 101) {
				fail(Refusals.ofStatus(target, server, response.code(), body(response), thrown));
			} else {
				fail(Refusals.ofNetwork(server, thrown));
			}
			end();
		}

		private byte[] body(Response response) {
			try {
				return response.peekBody(LONGEST_ERROR).bytes();
			} catch (IOException e) {
				/* The status is known, and says enough without the words. */
				return new byte[0];
			}
		}
	}

	private void fail(IOException why) {
		failure.compareAndSet(null, why);
	}

	/* What came is still read to its end; then comes the failure, if there was one. */
	private void end() {
		if (error.size() > 0) {
			fail(Refusals.ofNode(target, error.toString(StandardCharsets.UTF_8)));
		}
		try {
			unread.sink().close();
		} catch (IOException e) {
			/* The pipe was cancelled: it has ended already. */
		}
		answered.countDown();
		ended.accept(this);
	}

	@Override
	public InputStream input() {
		return new InputStream() {
			@Override
			public int read() throws IOException {
				byte[] one = new byte[1];
				return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
			}

			@Override
			public int read(byte[] bytes, int from, int length) throws IOException {
				int count;
				try {
					count = length == 0 ? 0 : source.read(bytes, from, length);
				} catch (InterruptedIOException e) {
					if (Thread.currentThread().isInterrupted() || closed) {
						throw e;
					}
					var silent = new SocketTimeoutException("nothing came from " + target + " in time");
					silent.initCause(e);
					throw silent;
				}
				IOException failed = failure.get();
				if (count < 0 && failed != null) {
					throw failed;
				}
				if (count < 0 && closed) {
					throw new IOException("the tunnel to " + target + " is closed");
				}
				return count;
			}

			@Override
			public void close() {
				WebSocketTunnel.this.close();
			}
		};
	}

	@Override
	public OutputStream output() {
		return new OutputStream() {
			@Override
			public void write(int one) throws IOException {
				write(new byte[] { (byte) one }, 0, 1);
			}

			@Override
			public void write(byte[] bytes, int from, int length) throws IOException {
				for (int at = 0; at < length; at += LARGEST_MESSAGE) {
					int size = Math.min(LARGEST_MESSAGE, length - at);
					awaitRoom();
					ByteString message = new Buffer().writeByte(DATA).write(bytes, from + at, size).readByteString();
					if (!socket.send(message)) {
						throw Optional.ofNullable(failure.get()).orElseGet(() -> new IOException("the tunnel to " + target + " is closed"));
					}
				}
			}

			@Override
			public void close() {
				WebSocketTunnel.this.close();
			}
		};
	}

	/* OkHttp tells nobody when its queue has become shorter, so it is looked at, less and less often. */
	private void awaitRoom() throws IOException {
		long pause = FIRST_PAUSE_NANOS;
		while (socket.queueSize() > MOST_UNSENT) {
			LockSupport.parkNanos(pause);
			if (Thread.currentThread().isInterrupted()) {
				throw new InterruptedIOException("interrupted while " + target + " took nothing");
			}
			if (closed || failure.get() != null) {
				throw Optional.ofNullable(failure.get()).orElseGet(() -> new IOException("the tunnel to " + target + " is closed"));
			}
			pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS);
		}
	}

	@Override
	public void readTimeout(Duration timeout) {
		unread.source().timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	@Override
	public void close() {
		closed = true;
		socket.cancel();
		unread.cancel();
		ended.accept(this);
	}
}
