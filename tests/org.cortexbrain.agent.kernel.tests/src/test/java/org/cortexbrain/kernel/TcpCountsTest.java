package org.cortexbrain.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.tcp.TcpObserver;
import org.cortexbrain.kernel.Exchange.Sent;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Connections and bytes of real traffic, equal to what was sent, on both sides. */
public class TcpCountsTest {
	private static final StandardProtocolFamily V4 = StandardProtocolFamily.INET;
	private static final StandardProtocolFamily V6 = StandardProtocolFamily.INET6;
	private static final int SHORT_CONNECTIONS = Integer.getInteger("cortexbrain.short.connections", 250_000);

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
	public void connections_and_bytes_over_ipv4_are_what_was_sent() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			assertCounted(exchange.run(V4, "127.0.0.1", 100, 1234, 5678));
		}
	}

	@Test
	public void connections_and_bytes_over_ipv6_are_what_was_sent() throws Exception {
		try (var exchange = new Exchange(V6, "::1")) {
			assertCounted(exchange.run(V6, "::1", 100, 1, 70_000));
		}
		assertEquals(InetAddress.getByName("::1"), observed.flows(Role.CLIENT).getFirst().key().local());
	}

	@Test
	public void ipv4_to_a_dual_stack_server_is_ipv4_on_both_sides() throws Exception {
		try (var exchange = new Exchange(V6, "::")) {
			assertCounted(exchange.run(V4, "127.0.0.1", 20, 10, 20));
		}
		for (Role role : Role.values()) {
			Flow flow = observed.flows(role).getFirst();
			assertEquals(InetAddress.getByName("127.0.0.1"), flow.key().local());
			assertEquals(Optional.of(InetAddress.getByName("127.0.0.1")), flow.key().remote());
		}
	}

	@Test
	public void a_v4_mapped_client_is_ipv4_on_both_sides() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			assertCounted(exchange.run(V6, "127.0.0.1", 20, 10, 20));
		}
		assertEquals(InetAddress.getByName("127.0.0.1"), observed.flows(Role.CLIENT).getFirst().key().local());
	}

	@Test
	public void many_megabytes_in_one_connection_are_counted_to_the_byte() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			assertCounted(exchange.run(V4, "127.0.0.1", 1, 20_000_001, 30_000_003));
		}
	}

	@Test
	public void a_connection_without_a_byte_counts_none() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			assertCounted(exchange.run(V4, "127.0.0.1", 10, 0, 0));
		}
	}

	@Test
	public void both_sides_name_the_service_by_its_port_and_the_owner_by_its_cgroup() throws Exception {
		int port;
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			port = exchange.port();
			exchange.run(V4, "127.0.0.1", 5, 1, 1);
		}
		for (Role role : Role.values()) {
			List<Flow> flows = observed.flows(role);
			assertEquals("one flow, whatever the clients' ports", 1, flows.size());
			assertEquals(port, flows.getFirst().key().port());
			assertEquals(ControlGroups.id(ControlGroups.own()), flows.getFirst().key().cgroupId());
		}
	}

	@Test
	public void a_long_connection_is_counted_while_it_lives() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			List<SocketChannel> ends = exchange.open(V4, "127.0.0.1");
			try (SocketChannel client = ends.getFirst(); SocketChannel server = ends.getLast()) {
				Exchange.write(client, 1000);
				Exchange.read(server, 1000);
				Counters alive = observed.sumWhen(Role.CLIENT, sum -> sum.bytesSent() == 1000);
				assertEquals(1000, alive.bytesSent());
				assertEquals(1, alive.active());
				assertEquals(1000, observed.sum(Role.SERVER).bytesReceived());
				Exchange.write(server, 500);
				Exchange.read(client, 500);
				assertEquals(500, observed.sumWhen(Role.CLIENT, sum -> sum.bytesReceived() == 500).bytesReceived());
			}
			assertCounted(new Sent(1, 1000, 500));
		}
	}

	@Test
	public void every_connection_is_timed_by_its_client() throws Exception {
		try (var exchange = new Exchange(V4, "127.0.0.1")) {
			exchange.run(V4, "127.0.0.1", 50, 10, 10);
		}
		assertEquals(50, observed.sumAfter(Role.CLIENT, 50).connectLatency().total());
		assertEquals("a server does not see when it was asked", 0, observed.sum(Role.SERVER).connectLatency().total());
		assertTrue(observed.sum(Role.CLIENT).roundTrip().total() >= 50);
	}

	@Test
	public void a_storm_of_short_connections_that_nobody_reads_meanwhile_is_counted_exactly() throws Exception {
		try (var exchange = new Exchange(V4, "0.0.0.0"); var hiddenEvents = new HiddenEvents()) {
			exchange.runShort(SHORT_CONNECTIONS, 2, 100);
			Counters client = observed.sumWhen(Role.CLIENT, sum -> sum.closed() + hidden(hiddenEvents, exchange) >= SHORT_CONNECTIONS);
			Counters server = observed.sumWhen(Role.SERVER, sum -> sum.closed() + hidden(hiddenEvents, exchange) >= SHORT_CONNECTIONS);
			long hidden = hidden(hiddenEvents, exchange);
			assertCountedBut(hidden, "opened by clients", client.opened());
			assertCountedBut(hidden, "closed at the clients", client.closed());
			assertCountedBut(hidden, "accepted", server.opened());
			assertCountedBut(hidden, "closed at the server", server.closed());
			assertNothingElseMissed(hidden);
		}
	}

	@Test
	public void short_connections_that_are_read_all_the_while_are_counted_to_the_byte() throws Exception {
		int connections = 20_000;
		int request = 123;
		int answer = 45_678;
		try (var exchange = new Exchange(V4, "127.0.0.1"); var hiddenEvents = new HiddenEvents()) {
			FutureTask<Sent> running = Exchange.inBackground(() -> exchange.run(V4, "127.0.0.1", connections, request, answer));
			while (!running.isDone()) {
				observer.refresh();
			}
			Sent sent = running.get();
			Counters client = observed.sumWhen(Role.CLIENT, sum -> sum.closed() + hidden(hiddenEvents, exchange) >= connections);
			Counters server = observed.sumWhen(Role.SERVER, sum -> sum.closed() + hidden(hiddenEvents, exchange) >= connections);
			long hidden = hidden(hiddenEvents, exchange);
			assertNothingElseMissed(hidden);
			for (Counters side : List.of(client, server)) {
				assertWithin("opened", connections, hidden, side.opened());
				assertWithin("closed", connections, hidden, side.closed());
			}
			assertWithin("sent by clients", sent.byClients(), hidden * request, client.bytesSent());
			assertWithin("received by the server", sent.byClients(), hidden * request, server.bytesReceived());
			assertWithin("sent by the server", sent.byServer(), hidden * answer, server.bytesSent());
			assertWithin("received by clients", sent.byServer(), hidden * answer, client.bytesReceived());
		}
	}

	private void assertNothingElseMissed(long hidden) throws BpfException {
		long lost = observer.losses().stream().filter(loss -> !loss.code().equals("connections_from_before")).mapToLong(Loss::count).sum();
		assertTrue("nothing else missed: " + observer.losses(), lost <= hidden);
	}

	private static void assertWithin(String what, long witness, long hidden, long counted) {
		assertTrue(what + ": " + counted + " of " + witness + ", and at most " + hidden + " hidden by this machine",
				counted <= witness && counted + hidden >= witness);
	}

	private static void assertCountedBut(long hidden, String what, long counted) {
		assertTrue(what + ": " + counted + " of " + SHORT_CONNECTIONS + ", and " + hidden + " hidden by this machine",
				counted <= SHORT_CONNECTIONS && counted + hidden >= SHORT_CONNECTIONS);
	}

	private static long hidden(HiddenEvents events, Exchange exchange) {
		try {
			return events.ofPort(exchange.port());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Test
	public void two_observers_at_once_count_the_same() throws Exception {
		try (TcpObserver second = TcpObserver.open(TcpObserver.shippedObject(), TcpObserver.DEFAULT_FLOWS);
				var exchange = new Exchange(V4, "127.0.0.1")) {
			Sent sent = exchange.run(V4, "127.0.0.1", 30, 11, 13);
			assertCounted(sent);
			Counters other = new Observed(second, namespace).sumAfter(Role.CLIENT, 30);
			assertEquals(sent.byClients(), other.bytesSent());
			assertEquals(sent.byServer(), other.bytesReceived());
		}
	}

	private void assertCounted(Sent sent) throws BpfException {
		Counters client = observed.sumAfter(Role.CLIENT, sent.connections());
		Counters server = observed.sumAfter(Role.SERVER, sent.connections());
		assertEquals("opened by clients", sent.connections(), client.opened());
		assertEquals("accepted", sent.connections(), server.opened());
		assertEquals("closed at the clients", sent.connections(), client.closed());
		assertEquals("closed at the server", sent.connections(), server.closed());
		assertEquals("sent by clients", sent.byClients(), client.bytesSent());
		assertEquals("received by the server", sent.byClients(), server.bytesReceived());
		assertEquals("sent by the server", sent.byServer(), server.bytesSent());
		assertEquals("received by clients", sent.byServer(), client.bytesReceived());
		assertEquals(Failures.NONE, client.failures());
		assertEquals(Failures.NONE, server.failures());
	}
}
