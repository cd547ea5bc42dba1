package org.cortexbrain.ui.tests;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.cortexbrain.ui.tests.ScriptedAgent.Manner;

/**
 * Answers what the desktop asks an API server, and forwards to a {@link ScriptedAgent} over the WebSocket protocol of port-forward. A stand-in
 * for the program, not for the way to it: sockets, HTTP and WebSockets are real. What a real API server says to a wrong certificate or a user
 * without rights is tested on a real one ({@link RealClusterTest}).
 */
final class ScriptedCluster implements Closeable {
	private static final int TEXT_LIMIT = 1 << 20;
	private static final String SOCKET_KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

	private final String name;
	private final ServerSocket server;
	private final ScriptedAgent agent = ScriptedAgent.start(Manner.TALKS);
	private final Set<Socket> open = ConcurrentHashMap.newKeySet();
	private final CountDownLatch dead = new CountDownLatch(1);
	private final AtomicInteger requests = new AtomicInteger();
	/** The status that every request gets instead of an answer; 0 for none. */
	private volatile int refusal;
	private volatile boolean silent;

	private ScriptedCluster(String name, int port) {
		this.name = name;
		try {
			server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		Thread.ofPlatform().name("scripted cluster " + name).daemon().start(this::accept);
	}

	/** @param name of its node and its pods */
	static ScriptedCluster start(String name) {
		return new ScriptedCluster(name, 0);
	}

	/** One that comes back where another died. */
	static ScriptedCluster startOn(String name, int port) {
		return new ScriptedCluster(name, port);
	}

	int port() {
		return server.getLocalPort();
	}

	int requests() {
		return requests.get();
	}

	/** Refuses everything by this status from now on; 0 ends that. */
	void refuse(int status) {
		refusal = status;
	}

	/** Accepts and reads, and says nothing more. */
	void fallSilent() {
		silent = true;
	}

	/** A kubeconfig with a context for each cluster, by name. */
	static String kubeconfig(Map<String, ScriptedCluster> clusters) {
		var text = new StringBuilder("apiVersion: v1\nkind: Config\n");
		text.append("clusters:\n");
		clusters.forEach((context, cluster) -> text.append("- {name: ").append(context).append(", cluster: {server: \"http://127.0.0.1:").append(cluster.port())
				.append("\"}}\n"));
		text.append("users:\n- {name: ada, user: {token: a-token}}\ncontexts:\n");
		clusters.keySet().forEach(context -> text.append("- {name: ").append(context).append(", context: {cluster: ").append(context).append(", user: ada}}\n"));
		return text.toString();
	}

	private void accept() {
		while (dead.getCount() > 0) {
			try {
				Socket socket = server.accept();
				open.add(socket);
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
			var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
			OutputStream out = socket.getOutputStream();
			for (String request = line(in); !request.isEmpty(); request = line(in)) {
				Map<String, String> headers = new TreeMap<>();
				for (String header = line(in); !header.isEmpty(); header = line(in)) {
					int colon = header.indexOf(':');
					headers.put(header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
				}
				String body = new String(in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))), StandardCharsets.UTF_8);
				requests.incrementAndGet();
				if (silent) {
					dead.await();
				}
				URI asked = URI.create(request.split(" ")[1]);
				/* It has nothing to watch: names of addresses are a real server's business. */
				boolean watch = asked.getQuery() != null && asked.getQuery().contains("watch=");
				String path = asked.getPath();
				if (path.endsWith("/portforward") && refusal == 0) {
					forward(headers, in, out);
					return;
				}
				answer(out, path, body, watch ? 403 : refusal);
			}
		} catch (IOException e) {
			/* The client went away, or this server died. */
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		} finally {
			open.remove(socket);
		}
	}

	private static String line(InputStream in) throws IOException {
		var line = new StringBuilder();
		for (int next = in.read(); next != '\n'; next = in.read()) {
			if (next < 0) {
				if (line.isEmpty()) {
					return "";
				}
				throw new EOFException();
			}
			if (next != '\r') {
				line.append((char) next);
			}
		}
		return line.toString();
	}

	private void answer(OutputStream out, String path, String body, int refused) throws IOException {
		int status = refused == 0 ? 200 : refused;
		String text = status != 200 ? status(status) : switch (path) {
		case "/version", "/version/" -> "{\"major\":\"1\",\"minor\":\"34\",\"gitVersion\":\"v1.34.4\"}";
		case "/api/v1/nodes" -> list("Node", "{\"metadata\":{\"name\":\"" + name + "-node\",\"uid\":\"n-" + name
				+ "\"},\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}],\"nodeInfo\":{\"kernelVersion\":\"6.12.1\",\"architecture\":\"amd64\"}}}");
		case "/api/v1/namespaces" -> list("Namespace", "{\"metadata\":{\"name\":\"default\"}},{\"metadata\":{\"name\":\"shop\"}}");
		case "/api/v1/pods" -> list("Pod", "{\"metadata\":{\"name\":\"agent-x\",\"namespace\":\"cortexbrain\",\"uid\":\"p-" + name
				+ "\",\"labels\":{\"app.kubernetes.io/name\":\"cortexbrain-agent\",\"app.kubernetes.io/version\":\"0.1.0\"}},\"spec\":{\"nodeName\":\"" + name
				+ "-node\"},\"status\":{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}");
		case "/apis/authentication.k8s.io/v1/selfsubjectreviews" ->
			"{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\",\"status\":{\"userInfo\":{\"username\":\"ada\",\"groups\":[\"system:authenticated\"]}}}";
		case "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews" ->
			"{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectAccessReview\",\"spec\":{},\"status\":{\"allowed\":" + !body.contains("rbac") + "}}";
		case "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews" ->
			"{\"apiVersion\":\"authorization.k8s.io/v1\",\"kind\":\"SelfSubjectRulesReview\",\"status\":{\"incomplete\":false,\"nonResourceRules\":[],\"resourceRules\":[]}}";
		default -> {
			status = 404;
			yield status(404);
		}
		};
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.write(("HTTP/1.1 " + status + " Scripted\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII));
		out.write(bytes);
	}

	private static String list(String kind, String items) {
		return "{\"apiVersion\":\"v1\",\"kind\":\"" + kind + "List\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + items + "]}";
	}

	private static String status(int code) {
		return "{\"apiVersion\":\"v1\",\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"scripted\",\"code\":" + code + "}";
	}

	/** Channel 0 is data, channel 1 is errors; the first frame of each carries the port. */
	private void forward(Map<String, String> headers, DataInputStream in, OutputStream out) throws IOException {
		out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n"
				+ "Sec-WebSocket-Accept: " + accepted(headers.get("sec-websocket-key")) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
		byte low = (byte) 7373;
		byte high = (byte) (7373 >> 8);
		frame(out, 0, new byte[] { low, high }, 2);
		frame(out, 1, new byte[] { low, high }, 2);
		try (var pod = new Socket(InetAddress.getLoopbackAddress(), agent.port())) {
			open.add(pod);
			Thread.ofVirtual().start(() -> copy(pod, out));
			for (byte[] payload = payload(in); payload.length > 0; payload = payload(in)) {
				if (payload[0] == 0) {
					pod.getOutputStream().write(payload, 1, payload.length - 1);
				}
			}
		}
	}

	private static void copy(Socket pod, OutputStream out) {
		byte[] buffer = new byte[8192];
		try {
			for (int count = pod.getInputStream().read(buffer); count >= 0; count = pod.getInputStream().read(buffer)) {
				frame(out, 0, buffer, count);
			}
		} catch (IOException e) {
			/* One of the two has gone. */
		}
	}

	private static String accepted(String key) {
		try {
			return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest((key + SOCKET_KEY).getBytes(StandardCharsets.US_ASCII)));
		} catch (GeneralSecurityException e) {
			throw new AssertionError(e);
		}
	}

	private static synchronized void frame(OutputStream out, int channel, byte[] bytes, int count) throws IOException {
		int length = count + 1;
		byte[] frame = new byte[length + 4];
		frame[0] = (byte) 0x82;
		frame[1] = 126;
		frame[2] = (byte) (length >> 8);
		frame[3] = (byte) length;
		frame[4] = (byte) channel;
		System.arraycopy(bytes, 0, frame, 5, count);
		/* Short messages have a short head. */
		if (length < 126) {
			frame[3] = (byte) length;
			frame[2] = (byte) 0x82;
			out.write(frame, 2, length + 2);
		} else {
			out.write(frame, 0, length + 4);
		}
		out.flush();
	}

	/** The next message with data; empty where the peer closes. Pings are passed over: the test is shorter than the time between two. */
	private static byte[] payload(DataInputStream in) throws IOException {
		while (true) {
			int kind = in.readUnsignedByte() & 0x0f;
			int second = in.readUnsignedByte();
			int length = second & 0x7f;
			if (length == 126) {
				length = in.readUnsignedShort();
			} else if (length == 127) {
				length = (int) Math.min(TEXT_LIMIT, in.readLong());
			}
			byte[] mask = in.readNBytes((second & 0x80) != 0 ? 4 : 0);
			byte[] payload = in.readNBytes(length);
			for (int i = 0; i < payload.length && mask.length > 0; i++) {
				payload[i] ^= mask[i % 4];
			}
			if (kind == 8) {
				return new byte[0];
			}
			if (kind == 2 && payload.length > 0) {
				return payload;
			}
		}
	}

	/** Dies as by a signal. */
	@Override
	public void close() {
		dead.countDown();
		agent.close();
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
