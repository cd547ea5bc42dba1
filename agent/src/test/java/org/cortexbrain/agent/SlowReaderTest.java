package org.cortexbrain.agent;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageReader;
import org.cortexbrain.protocol.Sample;
import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A reader that no longer reads its socket, beside one that does. Left out where the kernel or the rights do not allow an agent. */
public class SlowReaderTest {
	/** So many flows change all the time: their samples fill the socket's buffers within seconds. */
	private static final int FLOWS = 2000;
	private static final long PATIENCE_SECONDS = 90;

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final List<String> problems = new CopyOnWriteArrayList<>();
	private Agent agent;
	private volatile boolean ended;

	@Before
	public void start() throws Exception {
		try {
			agent = new Agent(Settings.parse(new String[] { "--listen", "127.0.0.1:0", "--run-dir", folder.newFolder("run").toString(), "--pods-root",
					folder.newFolder("pods").toString() }, Map.of()), problems::add);
		} catch (StartupFault fault) {
			Assume.assumeNoException("no agent can run here", fault);
		}
		Thread.ofPlatform().name("traffic").daemon().start(this::makeTraffic);
	}

	@After
	public void stop() {
		ended = true;
		if (agent != null) {
			agent.close();
		}
	}

	/** Connections to addresses of loopback on which nobody listens: each a flow of its own. */
	private void makeTraffic() {
		for (int i = 0; !ended; i = (i + 1) % FLOWS) {
			byte[] address = { 127, 77, (byte) (i / 250), (byte) (i % 250 + 1) };
			try (var socket = new Socket()) {
				socket.connect(new InetSocketAddress(InetAddress.getByAddress(address), 9), 1000);
			} catch (ConnectException e) {
				/* As intended. */
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
	}

	private Socket connect(int receiveBuffer) throws IOException {
		var socket = new Socket();
		socket.setReceiveBufferSize(receiveBuffer);
		socket.connect(agent.address());
		socket.setSoTimeout(30_000);
		socket.getOutputStream().write("GET /v1/stream?interval=1s HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return socket;
	}

	private static MessageReader afterHead(Socket socket) throws IOException {
		InputStream in = socket.getInputStream();
		var head = new StringBuilder();
		while (!head.toString().endsWith("\r\n\r\n")) {
			head.append((char) in.read());
		}
		return new MessageReader(in);
	}

	/** Reads until the agent has told of a dropped reader; returns how many samples came, each the next one. */
	private long readOn(Socket socket) throws IOException {
		MessageReader reader = afterHead(socket);
		long samples = 0;
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
		while (problems.isEmpty() && System.nanoTime() < deadline) {
			switch (reader.read().orElseThrow(() -> new AssertionError("the other reader's stream ended"))) {
			case Message.Hello _ -> {
			}
			case Message.Farewell farewell -> throw new AssertionError("the other reader was sent away: " + farewell);
			case Sample sample -> assertEquals("none was left out", samples++, sample.sequence());
			}
		}
		return samples;
	}

	@Test
	public void aReaderThatStopsReadingIsDroppedWithTheReasonAndAnotherIsUndisturbed() throws Exception {
		try (Socket stuck = connect(4096); Socket other = connect(1 << 16)) {
			var reading = new FutureTask<>(() -> readOn(other));
			Thread.ofPlatform().name("other reader").daemon().start(reading);
			long samples = reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
			assertEquals(List.of("a reader was dropped: it did not take 10 samples in a row"), problems);
			assertTrue("the other reader got a sample every second: " + samples, samples >= 10);
			/* Reading again in time, it finds the reason behind what was on its way. */
			MessageReader late = afterHead(stuck);
			Optional<Message> last = Optional.empty();
			for (Optional<Message> next = late.read(); next.isPresent() && !(last.orElse(null) instanceof Message.Farewell); next = late.read()) {
				last = next;
			}
			assertTrue("the last word: " + last, last.orElseThrow() instanceof Message.Farewell farewell && farewell.code().equals("slow_reader"));
		}
	}
}
