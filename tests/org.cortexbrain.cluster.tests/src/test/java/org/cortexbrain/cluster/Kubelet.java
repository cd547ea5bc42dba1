package org.cortexbrain.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * A real WebSocket server that forwards ports as an API server and a kubelet do, to ports of this machine's loopback. The pod named "absent" is not
 * there; for "forbidden" nobody has the right.
 */
final class Kubelet implements AutoCloseable {
	private static final Pattern PATH = Pattern.compile("/api/v1/namespaces/([^/]+)/pods/([^/]+)/portforward\\?ports=(\\d+)");
	private static final int MOST_QUEUED = 64 * 1024;

	private final MockWebServer server = new MockWebServer();
	private final Pod cable;
	volatile boolean waitsForReader;

	Kubelet() throws IOException {
		server.setDispatcher(new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) {
				var path = PATH.matcher(request.getTarget());
				if (!path.matches()) {
					return status(404, "the server could not find the requested resource");
				}
				return switch (path.group(2)) {
				case "absent" -> status(404, "pods \"absent\" not found");
				case "forbidden" -> status(403, "pods \"forbidden\" is forbidden: User \"eve\u001b[31m\" cannot create resource \"pods/portforward\"");
				case "unknown-user" -> status(401, "Unauthorized");
				case "on-dead-node" -> status(500, "error dialing backend: dial tcp 10.0.0.9:10250: i/o timeout");
				case "elsewhere" -> new MockResponse.Builder().webSocketUpgrade(new WebSocketListener() {
				}).build();
				default -> new MockResponse.Builder().webSocketUpgrade(new Forwarded(Integer.parseInt(path.group(3))))
						.addHeader("Sec-WebSocket-Protocol", "v4.channel.k8s.io").build();
				};
			}
		});
		server.start(InetAddress.getLoopbackAddress(), 0);
		cable = new Pod(Kubelet.this::carry);
	}

	private void carry(Socket near) throws IOException {
		try (var far = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
			Thread.ofVirtual().start(() -> transfer(far, near));
			transfer(near, far);
		}
	}

	private static void transfer(Socket from, Socket to) {
		try (from; to) {
			from.getInputStream().transferTo(to.getOutputStream());
		} catch (IOException e) {
			/* Either end has closed its socket, or the cable was cut. */
		}
	}

	private static MockResponse status(int code, String message) {
		return new MockResponse.Builder().code(code)
				.body("{\"kind\":\"Status\",\"details\":{\"name\":\"x\"},\"message\":\"" + message.replace("\"", "\\\"").replace("\u001b", "\\u001b") + "\",\"code\":" + code + "}")
				.build();
	}

	HttpUrl url() {
		return server.url("/").newBuilder().host("127.0.0.1").port(cable.port().port()).build();
	}

	/** Ends all tunnels as a cable does that is pulled. */
	void cut() throws IOException {
		cable.hangUp();
	}

	private final class Forwarded extends WebSocketListener {
		private final int port;
		private Socket pod;
		private OutputStream toPod;

		Forwarded(int port) {
			this.port = port;
		}

		@Override
		public void onOpen(WebSocket socket, Response response) {
			for (int channel = 0; channel < 2; channel++) {
				socket.send(ByteString.of((byte) channel, (byte) port, (byte) (port >> 8)));
			}
			try {
				pod = new Socket(InetAddress.getLoopbackAddress(), port);
				toPod = pod.getOutputStream();
				InputStream fromPod = pod.getInputStream();
				Thread.ofVirtual().start(() -> pump(fromPod, socket));
			} catch (IOException e) {
				String text = "error forwarding port " + port + " to pod 4711, uid : failed to connect to localhost:" + port
						+ " inside namespace, IPv4: dial tcp4 127.0.0.1:" + port + ": connect: connection refused";
				socket.send(ByteString.of(("\u0001" + text).getBytes(StandardCharsets.UTF_8)));
				socket.close(1000, null);
			}
		}

		private void pump(InputStream fromPod, WebSocket socket) {
			byte[] message = new byte[32 * 1024];
			try {
				int count;
				while ((count = fromPod.read(message, 1, message.length - 1)) >= 0) {
					while (socket.queueSize() > MOST_QUEUED) {
						waitsForReader = true;
						LockSupport.parkNanos(1_000_000);
					}
					if (!socket.send(ByteString.of(message, 0, count + 1))) {
						return;
					}
				}
			} catch (IOException e) {
				/* The pod's end broke: the tunnel ends, too. */
			}
			socket.close(1000, null);
		}

		@Override
		public void onMessage(WebSocket socket, ByteString message) {
			try {
				toPod.write(message.toByteArray(), 1, message.size() - 1);
			} catch (IOException e) {
				socket.close(1000, null);
			}
		}

		@Override
		public void onClosing(WebSocket socket, int code, String reason) {
			socket.close(1000, null);
			hangUp();
		}

		@Override
		public void onFailure(WebSocket socket, Throwable thrown, Response response) {
			hangUp();
		}

		private void hangUp() {
			try {
				if (pod != null) {
					pod.close();
				}
			} catch (IOException e) {
				throw new AssertionError("a socket that cannot be closed", e);
			}
		}
	}

	@Override
	public void close() throws IOException {
		cable.close();
		server.close();
	}
}
