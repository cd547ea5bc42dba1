package org.cortexbrain.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageWriter;
import org.cortexbrain.protocol.NodeDescription;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.protocol.Versions;
import org.cortexbrain.telemetry.AgentLink;
import org.cortexbrain.telemetry.AgentTransport;
import org.cortexbrain.telemetry.Source;
import org.cortexbrain.telemetry.SourceState;
import org.junit.After;
import org.junit.Test;

import okhttp3.OkHttpClient;

/** The link to an agent, by a tunnel: the agent is a real HTTP server that sends chunks, as the JDK's does. */
public class LinkOverTunnelTest {
	private static final Duration DEADLINE = Duration.ofSeconds(60);
	private static final Duration SECOND = Duration.ofSeconds(1);
	private static final int LINKS = 100;
	private static final Instant STARTED = Instant.parse("2026-11-23T10:00:00Z");

	/** What one link has delivered. */
	private static final class Delivered implements Source.Receiver {
		final List<SourceState> states = new CopyOnWriteArrayList<>();
		final List<NodeDescription> hellos = new CopyOnWriteArrayList<>();
		final List<Sample> samples = new CopyOnWriteArrayList<>();

		@Override
		public void state(SourceState state) {
			states.add(state);
		}

		@Override
		public void hello(int stream, NodeDescription node) {
			hellos.add(node);
		}

		@Override
		public void sample(int stream, Sample sample) {
			samples.add(sample);
		}
	}

	private final OkHttpClient client = new OkHttpClient();
	private final Kubelet kubelet;
	private final PortForwarder forwarder;
	private final List<AgentLink> links = new ArrayList<>();
	private final CountDownLatch testEnded = new CountDownLatch(1);

	public LinkOverTunnelTest() throws IOException {
		kubelet = new Kubelet();
		forwarder = new WebSocketPortForwarder(client, kubelet.url());
	}

	@After
	public void close() throws Exception {
		testEnded.countDown();
		links.forEach(AgentLink::close);
		forwarder.close();
		kubelet.close();
		client.dispatcher().executorService().shutdown();
	}

	private Delivered connect(Pod pod, String name) {
		var delivered = new Delivered();
		var link = new AgentLink(AgentTransport.inPod(forwarder, pod.port(name), "test", name), SECOND);
		links.add(link);
		link.open(delivered);
		return delivered;
	}

	private static void await(String what, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + DEADLINE.toNanos();
		while (!condition.getAsBoolean()) {
			assertTrue("no " + what + " within " + DEADLINE, System.nanoTime() < deadline);
			TimeUnit.MILLISECONDS.sleep(5);
		}
	}

	private static Message.Hello hello() {
		return new Message.Hello(new NodeDescription(Versions.SPOKEN, "0.1.0", "node-1", "epoch-1", STARTED,
				new NodeDescription.Kernel("6.12.0", "x86_64", true, NodeDescription.Cgroups.V2), List.of(), List.of()));
	}

	private static Sample sample(long sequence) {
		return new Sample("epoch-1", sequence, STARTED.plusSeconds(sequence), Duration.ofSeconds(sequence), true, List.of(), List.of(), List.of(), List.of());
	}

	private static byte[] lines(Message... messages) throws IOException {
		var lines = new ByteArrayOutputStream();
		try (var writer = new MessageWriter(lines)) {
			for (Message message : messages) {
				writer.write(message);
			}
		}
		return lines.toByteArray();
	}

	private static OutputStream answer(Socket socket) throws IOException {
		var head = new ByteArrayOutputStream();
		InputStream in = socket.getInputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			head.write(in.read());
		}
		assertTrue(head.toString(StandardCharsets.ISO_8859_1).startsWith("GET /v1/stream?interval=1s HTTP/1.1\r\nHost: localhost:"));
		socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
		return socket.getOutputStream();
	}

	private static void chunk(OutputStream out, byte[] bytes, int from, int length) throws IOException {
		out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
		out.write(bytes, from, length);
		out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	private static void chunk(OutputStream out, byte[] bytes) throws IOException {
		chunk(out, bytes, 0, bytes.length);
	}

	@Test
	public void samplesComeThroughTheTunnel() throws Exception {
		try (var agent = new Pod(socket -> {
			OutputStream out = answer(socket);
			chunk(out, lines(hello(), sample(1)));
			chunk(out, lines(sample(2)));
			testEnded.await();
		})) {
			Delivered delivered = connect(agent, "agent-1");
			await("second sample", () -> delivered.samples.size() == 2);
			assertEquals(List.of(sample(1), sample(2)), delivered.samples);
			assertEquals(List.of(hello().node()), delivered.hellos);
			assertEquals(List.of(), agent.faults);
		}
	}

	@Test
	public void aCutInTheMiddleOfALineIsTakenUpAgainInTheSameEpochWithoutTheHalfLine() throws Exception {
		var requests = new AtomicInteger();
		var half = new CountDownLatch(1);
		try (var agent = new Pod(socket -> {
			OutputStream out = answer(socket);
			if (requests.incrementAndGet() == 1) {
				chunk(out, lines(hello(), sample(1)));
				byte[] line = lines(sample(2));
				chunk(out, line, 0, line.length / 2);
				half.countDown();
			} else {
				chunk(out, lines(hello(), sample(3)));
			}
			testEnded.await();
		})) {
			Delivered delivered = connect(agent, "agent-1");
			await("first sample", () -> delivered.samples.size() == 1);
			half.await();
			kubelet.cut();
			await("sample after the cut", () -> delivered.samples.size() == 2);
			assertEquals(List.of(sample(1), sample(3)), delivered.samples);
			assertEquals(List.of("epoch-1", "epoch-1"), delivered.hellos.stream().map(NodeDescription::epoch).toList());
			var retrying = delivered.states.stream().filter(SourceState.Retrying.class::isInstance).map(SourceState.Retrying.class::cast).findFirst().orElseThrow();
			assertTrue(retrying.cause(), retrying.cause().startsWith("The connection to the API server "));
		}
	}

	@Test
	public void anAgentThatEndsInTheMiddleOfAnAnswerIsNoOrderlyEnd() throws Exception {
		try (var agent = new Pod(socket -> chunk(answer(socket), lines(hello())))) {
			Delivered delivered = connect(agent, "node-7");
			await("break", () -> delivered.states.stream().anyMatch(SourceState.Retrying.class::isInstance));
			var retrying = (SourceState.Retrying) delivered.states.stream().filter(SourceState.Retrying.class::isInstance).findFirst().orElseThrow();
			assertEquals("The agent on node-7 broke the stream off.", retrying.cause());
		}
	}

	@Test
	public void aPodThatIsGoneFailsForGood() throws Exception {
		try (var agent = new Pod(_ -> testEnded.await())) {
			Delivered delivered = connect(agent, "absent");
			await("failure", () -> !delivered.states.isEmpty() && delivered.states.getLast() instanceof SourceState.Failed);
			assertTrue(((SourceState.Failed) delivered.states.getLast()).cause().startsWith("There is no pod mesh/absent"));
		}
	}

	@Test
	public void aHundredLinksNeedFewThreadsAndLittleMemory() throws Exception {
		var go = new AtomicInteger();
		try (var agent = new Pod(socket -> {
			OutputStream out = answer(socket);
			chunk(out, lines(hello(), sample(1)));
			go.incrementAndGet();
			testEnded.await();
		})) {
			long before = used();
			List<Delivered> all = new ArrayList<>();
			for (int i = 0; i < LINKS; i++) {
				all.add(connect(agent, "agent-" + i));
			}
			await("sample of each", () -> all.stream().allMatch(each -> each.samples.size() == 1));
			List<String> threads = Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> !name.startsWith("MockWebServer")).sorted().toList();
			long heap = used() - before;
			System.out.println("# " + LINKS + " links: " + threads.size() + " platform threads in the JVM, " + heap / 1024 + " KiB of heap, both ends");
			assertTrue(threads.toString(), threads.size() <= 40);
			assertTrue(heap + " bytes", heap < 40L << 20);
		}
	}

	private static long used() {
		System.gc();
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}
}
