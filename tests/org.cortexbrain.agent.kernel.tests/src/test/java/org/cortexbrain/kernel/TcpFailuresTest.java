package org.cortexbrain.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.tcp.TcpObserver;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Role;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Connections that fail, each counted once, under the reason that it failed for. */
public class TcpFailuresTest {
	private static final StandardProtocolFamily V4 = StandardProtocolFamily.INET;

	@Rule
	public final NetworkNamespace namespace = new NetworkNamespace();
	private TcpObserver observer;
	private Observed observed;

	@Before
	public void load() throws BpfException {
		observer = TcpObserver.open(TcpObserver.shippedObject(), TcpObserver.DEFAULT_FLOWS);
		observed = new Observed(observer, namespace);
	}

	@After
	public void unload() {
		observer.close();
	}

	@Test
	public void a_refused_connection_counts_as_refused() throws Exception {
		int closedPort;
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			closedPort = exchange.port();
		}
		for (int i = 0; i < 10; i++) {
			assertThrows(IOException.class, () -> connect("127.0.0.1", closedPort));
		}
		Counters client = observed.sumWhen(Role.CLIENT, sum -> sum.failures().refused() >= 10);
		assertEquals(new Failures(10, 0, 0, 0, 0, 0), client.failures());
		assertEquals(0, client.opened());
		assertEquals(List.of(), observed.flows(Role.SERVER));
	}

	@Test
	public void a_connection_that_nobody_answers_counts_as_timed_out_with_its_retransmits() throws Exception {
		/* What goes to an address that is routed to loopback and is not its own is dropped there. */
		namespace.run("ip", "route", "add", "192.0.2.0/24", "dev", "lo");
		namespace.setting("ipv4/tcp_syn_retries", 1);
		assertThrows(IOException.class, () -> connect("192.0.2.1", 80));
		Counters client = observed.sumWhen(Role.CLIENT, sum -> sum.failures().timedOut() >= 1);
		assertEquals(new Failures(0, 1, 0, 0, 0, 0), client.failures());
		assertEquals("as the namespace itself counts", namespace.retransmittedSegments(), client.segmentsRetransmitted());
		assertTrue(client.segmentsRetransmitted() > 0);
		assertEquals(0, client.opened());
	}

	@Test
	public void a_host_that_is_not_there_counts_as_unreachable() throws Exception {
		namespace.run("ip", "link", "add", "here", "type", "veth", "peer", "name", "there");
		namespace.run("ip", "address", "add", "198.51.100.1/24", "dev", "here");
		namespace.run("ip", "link", "set", "here", "up");
		namespace.run("ip", "link", "set", "there", "up");
		namespace.setting("ipv4/neigh/here/mcast_solicit", 1);
		namespace.setting("ipv4/neigh/here/retrans_time_ms", 100);
		for (int i = 0; i < 3; i++) {
			assertThrows(IOException.class, () -> connect("198.51.100.9", 80));
		}
		Counters client = observed.sumWhen(Role.CLIENT, sum -> sum.failures().unreachable() >= 3);
		assertEquals(new Failures(0, 0, 3, 0, 0, 0), client.failures());
		assertEquals(0, client.opened());
	}

	@Test
	public void bytes_that_had_to_be_sent_again_count_once_and_their_segments_as_the_namespace_counts_them() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			List<SocketChannel> ends = exchange.open(V4, "127.0.0.1");
			try (SocketChannel client = ends.getFirst(); SocketChannel server = ends.getLast()) {
				/* What is sent while the only link is down is lost. */
				namespace.run("ip", "link", "set", "lo", "down");
				Exchange.write(client, 1000);
				Instant deadline = Instant.now().plusSeconds(30);
				while (namespace.retransmittedSegments() < 2) {
					assertTrue("sent again within 30 s", Instant.now().isBefore(deadline));
					LockSupport.parkNanos(10_000_000);
				}
				namespace.run("ip", "link", "set", "lo", "up");
				assertEquals(1000, Exchange.read(server, 1000));
			}
		}
		Counters client = observed.sumAfter(Role.CLIENT, 1);
		assertEquals(1000, client.bytesSent());
		assertEquals(1000, observed.sumAfter(Role.SERVER, 1).bytesReceived());
		assertEquals(namespace.retransmittedSegments(), client.segmentsRetransmitted() + observed.sum(Role.SERVER).segmentsRetransmitted());
		assertEquals(Failures.NONE, client.failures());
	}

	@Test
	public void a_connection_that_its_program_gives_up_counts_as_abandoned() throws Exception {
		namespace.run("ip", "route", "add", "192.0.2.0/24", "dev", "lo");
		try (SocketChannel channel = SocketChannel.open(V4)) {
			channel.configureBlocking(false);
			channel.connect(new InetSocketAddress("192.0.2.1", 80));
		}
		assertEquals(new Failures(0, 0, 0, 1, 0, 0), observed.sumWhen(Role.CLIENT, sum -> sum.failures().abandoned() >= 1).failures());
	}

	@Test
	public void a_reset_by_the_server_counts_at_the_client() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			for (int i = 0; i < 10; i++) {
				List<SocketChannel> ends = exchange.open(V4, "127.0.0.1");
				try (SocketChannel client = ends.getFirst()) {
					Exchange.resetOnClose(ends.getLast());
					ends.getLast().close();
					assertThrows(IOException.class, () -> Exchange.read(client));
				}
			}
		}
		Counters client = observed.sumAfter(Role.CLIENT, 10);
		assertEquals(new Failures(0, 0, 0, 0, 10, 0), client.failures());
		assertEquals(10, client.opened());
		assertEquals(10, client.resetsReceived());
		Counters server = observed.sumAfter(Role.SERVER, 10);
		assertEquals("who resets has not failed", Failures.NONE, server.failures());
	}

	@Test
	public void resets_that_come_after_the_end_of_a_connection_still_count_with_it() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			for (int i = 0; i < 10; i++) {
				List<SocketChannel> ends = exchange.open(V4, "127.0.0.1");
				try (SocketChannel client = ends.getFirst()) {
					Exchange.write(client, 10);
					/* Closed with something unread: the kernel ends the connection first and sends the reset then (tcp_close). */
					ends.getLast().close();
				}
			}
		}
		assertEquals(10, observed.sumWhen(Role.SERVER, sum -> sum.resetsSent() >= 10).resetsSent());
		assertEquals(10, observed.sumAfter(Role.SERVER, 10).closed());
	}

	@Test
	public void connections_from_before_the_start_are_a_loss_that_is_told() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			observer.close();
			List<SocketChannel> ends = exchange.open(V4, "127.0.0.1");
			observer = TcpObserver.open(TcpObserver.shippedObject(), TcpObserver.DEFAULT_FLOWS);
			observed = new Observed(observer, namespace);
			long before = lost("connections_from_before");
			ends.getFirst().close();
			ends.getLast().close();
			observed.sumWhen(Role.CLIENT, _ -> lostQuietly("connections_from_before") >= before + 2);
			assertTrue("both ends", lost("connections_from_before") >= before + 2);
			assertEquals(List.of(), observed.flows(Role.CLIENT));
		}
	}

	private long lost(String kind) throws BpfException {
		return observer.losses().stream().filter(loss -> loss.code().equals(kind)).mapToLong(loss -> loss.count()).sum();
	}

	private long lostQuietly(String kind) {
		try {
			return lost(kind);
		} catch (BpfException e) {
			throw new IllegalStateException(e);
		}
	}

	private static void connect(String address, int port) throws IOException {
		try (SocketChannel channel = SocketChannel.open(V4)) {
			channel.connect(new InetSocketAddress(address, port));
		}
	}
}
