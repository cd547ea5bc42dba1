package org.cortexbrain.agent;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageReader;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.NodeDescriptionFormat;
import org.cortexbrain.protocol.Sample;
import org.junit.AfterClass;
import org.junit.Assume;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A real agent on this kernel, asked over real sockets. Left out where the kernel or the rights do not allow an agent. */
public class AgentServerTest {
	@ClassRule
	public static final TemporaryFolder FOLDER = new TemporaryFolder();

	private static Agent agent;

	@BeforeClass
	public static void start() throws Exception {
		Path run = FOLDER.newFolder("run").toPath();
		try {
			agent = new Agent(Settings.parse(new String[] { "--listen", "127.0.0.1:0", "--node-name", "node-of-test", "--run-dir", run.toString(),
					"--pods-root", FOLDER.newFolder("pods").toString() }, Map.of()), problem -> {
						throw new AssertionError(problem);
					});
		} catch (StartupFault fault) {
			Assume.assumeNoException("no agent can run here", fault);
		}
	}

	@AfterClass
	public static void stop() {
		if (agent != null) {
			agent.close();
		}
	}

	private record Answer(int status, String body) {
	}

	private static Socket ask(String method, String path, String host) throws IOException {
		var socket = new Socket(InetAddress.getByName("127.0.0.1"), agent.address().getPort());
		socket.setSoTimeout(30_000);
		socket.getOutputStream().write((method + " " + path + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private static Answer get(String method, String path, String host) throws IOException {
		try (Socket socket = ask(method, path, host);
				var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
			int status = Integer.parseInt(reader.readLine().split(" ")[1]);
			String line;
			while (!(line = reader.readLine()).isEmpty()) {
				assertTrue("no answer may be kept by a proxy or read by another site", !line.startsWith("Access-Control-Allow-Origin"));
			}
			return new Answer(status, reader.readAllAsString());
		}
	}

	private static Answer get(String path) throws IOException {
		return get("GET", path, "127.0.0.1:" + agent.address().getPort());
	}

	/** A stream after its head. */
	private static final class Stream implements AutoCloseable {
		private final Socket socket;
		private final MessageReader reader;

		Stream() throws IOException {
			socket = ask("GET", "/v1/stream?interval=1s", "localhost");
			var in = socket.getInputStream();
			var head = new StringBuilder();
			while (!head.toString().endsWith("\r\n\r\n")) {
				head.append((char) in.read());
			}
			assertTrue(head.toString(), head.toString().startsWith("HTTP/1.1 200 "));
			reader = new MessageReader(in);
		}

		Message next() throws IOException {
			Optional<Message> next = reader.read();
			return next.orElseThrow(() -> new AssertionError("the stream ended"));
		}

		@Override
		public void close() throws IOException {
			socket.close();
		}
	}

	@Test
	public void itSaysThatItIsWell() throws IOException {
		assertEquals(new Answer(200, "ok\n"), get("/v1/healthz"));
	}

	@Test
	public void theNodeIsDescribed() throws IOException {
		NodeDescription node = NodeDescriptionFormat.read(get("/v1/node").body.getBytes(StandardCharsets.UTF_8));
		assertEquals("node-of-test", node.node());
		assertEquals(System.getProperty("os.version"), node.kernel().release());
		assertTrue(node.programs().stream().anyMatch(program -> program.state() == NodeDescription.State.ATTACHED));
		assertTrue(node.programs().toString(),
				node.programs().stream().allMatch(program -> program.reason().isPresent() != (program.state() == NodeDescription.State.ATTACHED)));
	}

	@Test
	public void whatCannotBeAnsweredIsRefusedWithACodeAndARemedy() throws IOException {
		Object[][] table = { //
				{ 404, "path", "GET", "/", "localhost" }, //
				{ 404, "path", "GET", "/v1/nodes", "localhost" }, //
				{ 404, "version", "GET", "/v2/stream", "localhost" }, //
				{ 405, "method", "POST", "/v1/node", "localhost" }, //
				{ 403, "foreign_host", "GET", "/v1/node", "example.org" }, //
				{ 403, "foreign_host", "GET", "/v1/stream", "example.org:7373" }, //
				{ 400, "interval", "GET", "/v1/stream?interval=0s", "localhost" }, //
				{ 400, "interval", "GET", "/v1/stream?interval=61s", "localhost" }, //
				{ 400, "interval", "GET", "/v1/stream?interval=fast", "localhost" }, //
		};
		for (Object[] row : table) {
			Answer answer = get((String) row[2], (String) row[3], (String) row[4]);
			assertEquals(row[3] + " " + answer.body, row[0], answer.status);
			assertTrue(answer.body, answer.body.contains("\"code\":\"" + row[1] + "\"") && answer.body.contains("\"remedy\":\""));
		}
	}

	@Test
	public void everyReaderGetsAHelloACompleteSampleAndThenOnlyChanges() throws IOException {
		try (var first = new Stream()) {
			checkBeginning(first);
			try (var second = new Stream()) {
				checkBeginning(second);
				assertEquals(1, ((Sample) second.next()).sequence());
			}
			Sample next = (Sample) first.next();
			assertEquals("another reader disturbs nobody", 1, next.sequence());
			assertEquals(false, next.complete());
			assertEquals(2, ((Sample) first.next()).sequence());
		}
	}

	private static void checkBeginning(Stream stream) throws IOException {
		Message.Hello hello = (Message.Hello) stream.next();
		Sample sample = (Sample) stream.next();
		assertEquals(hello.node().epoch(), sample.epoch());
		assertEquals(0, sample.sequence());
		assertTrue(sample.complete());
	}

	@Test
	public void moreReadersThanThereIsRoomForAreSentAway() throws IOException {
		/* All stay open: a reader that has gone keeps its room until the agent's next word to it fails. */
		List<Socket> readers = new ArrayList<>();
		try {
			String refused = "";
			while (refused.isEmpty() && readers.size() < 100) {
				Socket reader = ask("GET", "/v1/stream?interval=1s", "localhost");
				readers.add(reader);
				var head = new String(reader.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
				if (head.endsWith("503")) {
					refused = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
				}
			}
			assertTrue("readers are bounded", readers.size() < 100);
			assertTrue(refused, refused.contains("\"code\":\"readers\""));
		} finally {
			for (Socket reader : readers) {
				reader.close();
			}
		}
	}
}
