package org.cortexbrain.telemetry;

import static org.cortexbrain.telemetry.internal.Node.client;
import static org.cortexbrain.telemetry.internal.Node.pod;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageWriter;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Versions;
import org.cortexbrain.telemetry.internal.Node;
import org.junit.After;
import org.junit.Test;

/** A link against a real socket that answers as an agent does, or as one must not. */
public class AgentLinkTest {
	private static final Duration SECOND = Duration.ofSeconds(1);

	/** What the other end does with one connection, after the request was read. */
	private interface Behaviour {
		void answer(Socket socket, OutputStream out) throws IOException;
	}

	/** Serves connections on a free port of loopback, each on a thread of its own. */
	private static final class OtherEnd implements AutoCloseable {
		final ServerSocket server;
		final List<Socket> sockets = new CopyOnWriteArrayList<>();
		final List<String> requests = new CopyOnWriteArrayList<>();

		OtherEnd(Behaviour behaviour) throws IOException {
			server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
			Thread.ofPlatform().daemon().start(() -> {
				while (!server.isClosed()) {
					try {
						Socket socket = server.accept();
						sockets.add(socket);
						Thread.ofPlatform().daemon().start(() -> serve(socket, behaviour));
					} catch (IOException e) {
						assertTrue("the test has closed it", server.isClosed());
					}
				}
			});
		}

		private void serve(Socket socket, Behaviour behaviour) {
			try {
				var head = new ByteArrayOutputStream();
				while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
					int next = socket.getInputStream().read();
					if (next < 0) {
						return;
					}
					head.write(next);
				}
				requests.add(head.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElseThrow());
				behaviour.answer(socket, socket.getOutputStream());
			} catch (IOException e) {
				/* The link has gone, which is its right. */
			}
		}

		URI uri() {
			return URI.create("http://127.0.0.1:" + server.getLocalPort());
		}

		@Override
		public void close() throws IOException {
			server.close();
			for (Socket socket : sockets) {
				socket.close();
			}
		}
	}

	private final Node node = new Node("a").party(1, pod("cart")).count(client(1, "10.0.0.1", "10.0.0.2", 80), 3, 100, 50);
	private final Collected collected = new Collected();
	private AutoCloseable link = () -> {
	};

	@After
	public void close() throws Exception {
		link.close();
	}

	private void connect(URI agent) {
		var opened = new AgentLink(agent, SECOND);
		link = opened;
		opened.open(collected);
	}

	private static void head(OutputStream out, String status, String type) throws IOException {
		out.write(("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
	}

	private static void say(OutputStream out, Message... messages) throws IOException {
		var lines = new ByteArrayOutputStream();
		try (var writer = new MessageWriter(lines)) {
			for (Message message : messages) {
				writer.write(message);
			}
		}
		lines.writeTo(out);
		out.flush();
	}

	@Test
	public void aStreamIsDeliveredAsItComes() throws Exception {
		var sample = node.sample();
		try (var agent = new OtherEnd((_, out) -> {
			head(out, "200 OK", "application/x-ndjson");
			say(out, new Message.Hello(node.description()), sample);
		})) {
			connect(agent.uri());
			collected.await("a sample", now -> !now.samples().isEmpty());
			assertEquals(sample, collected.samples().getFirst());
			assertEquals(node.description(), collected.hellos().getFirst());
			assertEquals("GET /v1/stream?interval=1s HTTP/1.1", agent.requests.getFirst());
		}
	}

	@Test
	public void anAbsentAgentIsNamedWithARemedyAndTriedAgain() throws Exception {
		URI nobody;
		try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
		}
		Instant before = Instant.now();
		connect(nobody);
		var retrying = collected.awaitState(SourceState.Retrying.class);
		assertEquals("No agent answers on " + nobody.getAuthority() + ".", retrying.cause());
		assertTrue(retrying.remedy(), retrying.remedy().contains("./cortexbrain agent"));
		assertTrue(retrying.nextTry().isAfter(before));
		try (var agent = new ServerSocket()) {
			agent.setReuseAddress(true);
			agent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody.getPort()));
			agent.setSoTimeout((int) Collected.DEADLINE.toMillis());
			agent.accept().close();
		}
	}

	@Test
	public void aBrokenStreamIsTakenUpAgain() throws Exception {
		try (var agent = new OtherEnd((_, out) -> {
			head(out, "200 OK", "application/x-ndjson");
			say(out, new Message.Hello(node.description()));
		})) {
			connect(agent.uri());
			collected.await("a second hello", now -> now.hellos().size() >= 2);
		}
	}

	@Test
	public void aFarewellIsToldWithItsReason() throws Exception {
		try (var agent = new OtherEnd((_, out) -> {
			head(out, "200 OK", "application/x-ndjson");
			say(out, new Message.Hello(node.description()), new Message.Farewell("stopping", "the agent is being stopped"));
		})) {
			connect(agent.uri());
			assertEquals("The agent on " + agent.uri().getAuthority() + " ended the stream: the agent is being stopped.",
					collected.awaitState(SourceState.Retrying.class).cause());
		}
	}

	@Test
	public void aSilentStreamIsGivenUpAfterFiveIntervals() throws Exception {
		try (var agent = new OtherEnd((_, out) -> {
			head(out, "200 OK", "application/x-ndjson");
			say(out, new Message.Hello(node.description()), node.sample());
			awaitForever();
		})) {
			connect(agent.uri());
			assertEquals("The agent on " + agent.uri().getAuthority() + " has said nothing for 5 s.",
					collected.awaitState(SourceState.Retrying.class).cause());
		}
	}

	private static void awaitForever() {
		try {
			new CountDownLatch(1).await();
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	public void anAgentOfAnotherVersionIsRefusedWithBothVersions() throws Exception {
		var theirs = node.description();
		var newer = new NodeDescription(new Versions(4, 6), theirs.agentVersion(), theirs.node(), theirs.epoch(), theirs.startedAt(),
				theirs.kernel(), theirs.programs(), theirs.tables());
		try (var agent = new OtherEnd((_, out) -> {
			head(out, "200 OK", "application/x-ndjson");
			say(out, new Message.Hello(newer));
		})) {
			connect(agent.uri());
			var failed = collected.awaitState(SourceState.Failed.class);
			assertTrue(failed.cause(), failed.cause().contains("speaks version 4 to 6 of the protocol, this client 1"));
			assertEquals("Bring agent and client to the same version.", failed.remedy());
		}
	}

	@Test
	public void anAgentThatDoesNotKnowThisVersionIsQuotedAndNotTriedAgain() throws Exception {
		try (var agent = new OtherEnd((_, out) -> {
			head(out, "404 Not Found", "application/json");
			out.write("{\"code\":\"version\",\"message\":\"This agent speaks version 4.\",\"remedy\":\"Update the client.\"}".getBytes(StandardCharsets.UTF_8));
			out.close();
		})) {
			connect(agent.uri());
			assertEquals(new SourceState.Failed("This agent speaks version 4. This client speaks 1.", "Update the client."),
					collected.awaitState(SourceState.Failed.class));
		}
	}

	@Test
	public void aRefusalIsToldInTheAgentsWords() throws Exception {
		try (var agent = new OtherEnd((_, out) -> {
			head(out, "503 Service Unavailable", "application/json");
			out.write("{\"code\":\"readers\",\"message\":\"There are 16 readers already.\",\"more\":[{}],\"remedy\":\"Close one.\"}".getBytes(StandardCharsets.UTF_8));
			out.close();
		})) {
			connect(agent.uri());
			var retrying = collected.awaitState(SourceState.Retrying.class);
			assertEquals("The agent on " + agent.uri().getAuthority() + " refused: There are 16 readers already.", retrying.cause());
			assertEquals("Close one.", retrying.remedy());
		}
	}

	@Test
	public void whatIsNoAgentIsNamedAndLeftAlone() throws Exception {
		for (String body : List.of("<html>hello</html>", "", "[]", "{\"message\":7}")) {
			var seen = new Collected();
			try (var other = new OtherEnd((_, out) -> {
				head(out, "404 Not Found", "text/html");
				out.write(body.getBytes(StandardCharsets.UTF_8));
				out.close();
			}); var opened = new AgentLink(other.uri(), SECOND)) {
				opened.open(seen);
				assertEquals(new SourceState.Failed("What answers on " + other.uri().getAuthority() + " is no agent of CortexBrain.",
						"Check the address and the port."), seen.awaitState(SourceState.Failed.class));
			}
		}
	}

	@Test
	public void aDamagedStreamNamesTheLine() throws Exception {
		try (var agent = new OtherEnd((_, out) -> {
			head(out, "200 OK", "application/x-ndjson");
			say(out, new Message.Hello(node.description()));
			out.write("{\"type\":\"sample\"}\n".getBytes(StandardCharsets.UTF_8));
			out.close();
		})) {
			connect(agent.uri());
			String cause = collected.awaitState(SourceState.Retrying.class).cause();
			assertTrue(cause, cause.contains("line 2 is no message of protocol 1: its field \"epoch\" is missing"));
		}
	}

	@Test
	public void aClosedLinkEndsAlsoWhileItsStreamIsSilent() throws Exception {
		try (var agent = new OtherEnd((_, out) -> {
			head(out, "200 OK", "application/x-ndjson");
			say(out, new Message.Hello(node.description()), node.sample());
			awaitForever();
		})) {
			connect(agent.uri());
			collected.await("a sample", now -> !now.samples().isEmpty());
			link.close();
			link.close();
			collected.awaitState(SourceState.Ended.class);
		}
	}

	@Test
	public void anAddressThatIsNoAgentsIsRefusedAtOnce() {
		for (String bad : List.of("https://127.0.0.1:7373", "file:///etc/hosts", "127.0.0.1", "http:///v1")) {
			assertThrows(bad, IllegalArgumentException.class, () -> new AgentLink(URI.create(bad), SECOND));
		}
		assertThrows(IllegalArgumentException.class, () -> new AgentLink(URI.create("http://127.0.0.1"), Duration.ofMillis(10)));
	}

	@Test
	public void anAddressThatAPersonWritesIsCompletedOrRefusedWithAnExample() {
		assertEquals(URI.create("http://127.0.0.1:7373"), AgentLink.address(" http://127.0.0.1:7373/ "));
		assertEquals(URI.create("http://node-a:7373"), AgentLink.address("http://node-a"));
		assertEquals(URI.create("http://[::1]:9000"), AgentLink.address("HTTP://[::1]:9000"));
		for (String bad : new String[] { "foo", "", "127.0.0.1:7373", "https://a", "http://", "http:a", "http://a:0", "http://a:70000", "http://a b", "http://a/metrics",
				"http://u:p@a", "http://a?x", "http://a#x" }) {
			var refused = assertThrows(bad, IllegalArgumentException.class, () -> AgentLink.address(bad));
			assertTrue(refused.getMessage(), refused.getMessage().startsWith("\"" + bad + "\"") && refused.getMessage().contains("http://127.0.0.1:7373"));
		}
	}
}
