package org.cortexbrain.cluster;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.junit.After;
import org.junit.Test;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** Tunnels through a real WebSocket server, to real sockets. */
public class TunnelTest {
	private static final Duration DEADLINE = Duration.ofSeconds(30);
	private static final int MEBIBYTE = 1 << 20;

	private final OkHttpClient client = new OkHttpClient();
	private final Kubelet kubelet;
	private final PortForwarder forwarder;

	public TunnelTest() throws IOException {
		kubelet = new Kubelet();
		forwarder = new WebSocketPortForwarder(client, kubelet.url());
	}

	@After
	public void close() throws Exception {
		forwarder.close();
		kubelet.close();
		client.dispatcher().executorService().shutdown();
	}

	private static void await(String what, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + DEADLINE.toNanos();
		while (!condition.getAsBoolean()) {
			assertTrue("no " + what + " within " + DEADLINE, System.nanoTime() < deadline);
			TimeUnit.MILLISECONDS.sleep(5);
		}
	}

	private static byte[] noise(int size) {
		byte[] bytes = new byte[size];
		new Random(7).nextBytes(bytes);
		return bytes;
	}

	@Test
	public void bytesGoBothWaysUnchanged() throws Exception {
		byte[] sent = noise(8 * MEBIBYTE);
		try (var pod = new Pod(socket -> socket.getInputStream().transferTo(socket.getOutputStream())); var tunnel = forwarder.open(pod.port(), DEADLINE)) {
			Thread.ofVirtual().start(() -> {
				try {
					tunnel.output().write(sent);
				} catch (IOException e) {
					pod.faults.add(e);
				}
			});
			assertArrayEquals(sent, tunnel.input().readNBytes(sent.length));
			assertEquals(List.of(), pod.faults);
		}
	}

	@Test
	public void aPodThatReadsLateLosesNothingOfWhatIsAboveTheLimitOfOkHttp() throws Exception {
		byte[] sent = noise(40 * MEBIBYTE);
		var read = new CountDownLatch(1);
		var digest = new CompletableFuture<byte[]>();
		try (var pod = new Pod(socket -> {
			read.await();
			digest.complete(MessageDigest.getInstance("SHA-256").digest(socket.getInputStream().readNBytes(sent.length)));
		}); var tunnel = forwarder.open(pod.port(), DEADLINE)) {
			var writer = Thread.ofVirtual().start(() -> {
				try {
					tunnel.output().write(sent);
				} catch (IOException e) {
					digest.completeExceptionally(e);
				}
			});
			await("writer that waits", () -> writer.getState() == Thread.State.TIMED_WAITING);
			read.countDown();
			assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(sent), digest.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
		}
	}

	@Test
	public void whoDoesNotReadHoldsThePodBackAndLosesNothing() throws Exception {
		int size = 64 * MEBIBYTE;
		try (var pod = new Pod(socket -> socket.getOutputStream().write(new byte[size])); var tunnel = forwarder.open(pod.port(), DEADLINE)) {
			await("node that waits", () -> kubelet.waitsForReader);
			long count = 0;
			byte[] bytes = new byte[MEBIBYTE];
			int some;
			while ((some = tunnel.input().read(bytes)) >= 0) {
				count += some;
			}
			assertEquals(size, count);
		}
	}

	@Test
	public void theEndOfThePodsConnectionIsTheEndOfTheInput() throws Exception {
		try (var pod = new Pod(socket -> socket.getOutputStream().write("bye".getBytes(StandardCharsets.US_ASCII)));
				var tunnel = forwarder.open(pod.port(), DEADLINE)) {
			assertEquals("bye", new String(tunnel.input().readAllBytes(), StandardCharsets.US_ASCII));
		}
	}

	@Test
	public void aPortOnWhichNothingListensIsNamedWithThePod() throws Exception {
		PodPort nobody;
		try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			nobody = new PodPort("mesh", "agent-1", free.getLocalPort());
		}
		try (var tunnel = forwarder.open(nobody, DEADLINE)) {
			TunnelFault fault = assertThrows(TunnelFault.class, () -> tunnel.input().read());
			assertEquals("Nothing listens on port " + nobody.port() + " in the pod mesh/agent-1.", fault.getMessage());
			assertEquals("See why: kubectl -n mesh logs agent-1", fault.remedy());
			assertFalse(fault.lasting());
		}
	}

	private TunnelFault refused(String pod) {
		return assertThrows(TunnelFault.class, () -> forwarder.open(new PodPort("mesh", pod, 7373), DEADLINE));
	}

	@Test
	public void aPodThatIsGoneIsNotTriedAgain() {
		TunnelFault fault = refused("absent");
		assertEquals("There is no pod mesh/absent (404): pods \"absent\" not found.", fault.getMessage());
		assertTrue(fault.lasting());
	}

	@Test
	public void aWantOfRightsNamesTheRightAndQuotesWithoutControlCharacters() {
		TunnelFault fault = refused("forbidden");
		assertEquals("You may not forward ports of pods in the namespace mesh: pods \"forbidden\" is forbidden: User \"eve [31m\" cannot create resource"
				+ " \"pods/portforward\".", fault.getMessage());
		assertTrue(fault.remedy(), fault.remedy().contains("to get and to create pods/portforward"));
	}

	@Test
	public void wrongCredentialsAndADeadNodeAreToldApart() {
		assertTrue(refused("unknown-user").remedy().contains("log in again"));
		TunnelFault dead = refused("on-dead-node");
		assertTrue(dead.getMessage(), dead.getMessage().contains("does not reach the kubelet"));
		assertTrue(dead.remedy(), dead.remedy().contains("10250"));
	}

	@Test
	public void aServerThatDoesNotSpeakTheProtocolIsNamed() {
		TunnelFault fault = refused("elsewhere");
		assertTrue(fault.getMessage(), fault.getMessage().contains("does not forward ports by v4.channel.k8s.io"));
	}

	@Test
	public void aCutConnectionIsAFailureAndNoEnd() throws Exception {
		var never = new CountDownLatch(1);
		try (var pod = new Pod(socket -> {
			socket.getOutputStream().write('a');
			never.await();
		}); var tunnel = forwarder.open(pod.port(), DEADLINE)) {
			assertEquals('a', tunnel.input().read());
			kubelet.cut();
			TunnelFault fault = assertThrows(TunnelFault.class, () -> tunnel.input().read());
			assertTrue(fault.getMessage(), fault.getMessage().startsWith("The connection to the API server "));
			assertFalse(fault.getMessage(), fault.getMessage().contains("null"));
		}
	}

	@Test
	public void closingATunnelEndsItsReader() throws Exception {
		var never = new CountDownLatch(1);
		try (var pod = new Pod(_ -> never.await()); var tunnel = forwarder.open(pod.port(), DEADLINE)) {
			var ended = new CompletableFuture<Throwable>();
			Thread.ofVirtual().start(() -> ended.complete(assertThrows(IOException.class, () -> tunnel.input().read())));
			tunnel.close();
			tunnel.close();
			ended.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
		}
	}

	@Test
	public void aReadWaitsNoLongerThanItWasTold() throws Exception {
		var never = new CountDownLatch(1);
		try (var pod = new Pod(_ -> never.await()); var tunnel = forwarder.open(pod.port(), DEADLINE)) {
			tunnel.readTimeout(Duration.ofMillis(50));
			assertThrows(SocketTimeoutException.class, () -> tunnel.input().read());
		}
	}

	/* Answers the handshake (RFC 6455, 4.2.2) and then nothing, as a half-open connection does: not even pings. */
	private static void silent(Socket socket) throws Exception {
		var head = new ByteArrayOutputStream();
		InputStream in = socket.getInputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			head.write(in.read());
		}
		String key = head.toString(StandardCharsets.ISO_8859_1).lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key: "))
				.findFirst().orElseThrow().substring("sec-websocket-key: ".length());
		byte[] accept = MessageDigest.getInstance("SHA-1").digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n"
				+ "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
		in.transferTo(OutputStream.nullOutputStream());
	}

	@Test
	public void aPeerThatAnswersNoPingIsGivenUp() throws Exception {
		try (var server = new Pod(TunnelTest::silent);
				var impatient = new WebSocketPortForwarder(client, HttpUrl.get("http://127.0.0.1:" + server.port().port()), Duration.ofMillis(200));
				var tunnel = impatient.open(new PodPort("mesh", "agent-1", 7373), DEADLINE)) {
			TunnelFault fault = assertThrows(TunnelFault.class, () -> tunnel.input().read());
			assertTrue(fault.getMessage(), fault.getMessage().contains("has fallen silent"));
		}
	}

	@Test
	public void aServerThatDoesNotAnswerIsGivenUpInTime() throws Exception {
		var never = new CountDownLatch(1);
		try (var server = new Pod(_ -> never.await());
				var waiting = new WebSocketPortForwarder(client, HttpUrl.get("http://127.0.0.1:" + server.port().port()))) {
			TunnelFault fault = assertThrows(TunnelFault.class, () -> waiting.open(new PodPort("mesh", "agent-1", 7373), Duration.ofSeconds(1)));
			assertTrue(fault.getMessage(), fault.getMessage().contains("has not answered within 1 s"));
		}
	}
}
