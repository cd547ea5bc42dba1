package org.cortexbrain.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.tcp.SocketOwner;
import org.cortexbrain.agent.tcp.TcpObserver;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Role;
import org.junit.Rule;
import org.junit.Test;

/** What happens where something ends: room in a table, and the agent's own life. */
public class TcpLimitsTest {
	private static final StandardProtocolFamily V4 = StandardProtocolFamily.INET;

	@Rule
	public final NetworkNamespace namespace = new NetworkNamespace();

	@Test
	public void addresses_that_do_not_fit_are_counted_together_and_the_sums_stay_right() throws Exception {
		long sent = 0;
		try (TcpObserver observer = TcpObserver.open(TcpObserver.shippedObject(), 8); var exchange = new Exchange(V4, "0.0.0.0")) {
			for (int i = 1; i <= 100; i++) {
				sent += exchange.run(V4, "127.0.2." + i, 2, 10 * i, 0).byClients();
			}
			Observed observed = new Observed(observer, namespace);
			Counters client = observed.sumAfter(Role.CLIENT, 200);
			Counters server = observed.sumAfter(Role.SERVER, 200);
			assertEquals(200, client.opened());
			assertEquals(200, client.closed());
			assertEquals(200, server.opened());
			assertEquals(200, server.closed());
			assertEquals(sent, client.bytesSent());
			assertEquals(sent, server.bytesReceived());
			assertTrue("some are among the others", observed.flows(Role.CLIENT).stream().anyMatch(flow -> flow.key().remote().isEmpty()));
			long folded = observer.losses().stream().filter(loss -> loss.code().equals("connections_folded")).mapToLong(loss -> loss.count())
					.sum();
			assertTrue("how many is told: " + observer.losses(), folded >= 300);
		}
	}

	@Test
	public void connections_that_nobody_has_room_to_remember_are_told_and_their_places_used_again() throws Exception {
		int room = 64;
		int open = 100;
		try (TcpObserver observer = TcpObserver.open(TcpObserver.shippedObject(), TcpObserver.DEFAULT_FLOWS, room, SocketOwner.CGROUP);
				var exchange = new Exchange(V4, "127.0.0.1")) {
			Observed observed = new Observed(observer, namespace);
			List<SocketChannel> ends = new ArrayList<>();
			for (int i = 0; i < open; i++) {
				ends.addAll(exchange.open(V4, "127.0.0.1"));
			}
			long counted = observed.sum(Role.CLIENT).opened() + observed.sum(Role.SERVER).opened();
			assertTrue(counted + " ends in " + room + " places", counted > 0 && counted <= room);
			assertTrue("how many were not is told: " + observer.losses(), withoutMemory(observer) >= 2 * open - counted);
			for (SocketChannel end : ends) {
				end.close();
			}
			Counters all = observed.sumWhen(Role.CLIENT, sum -> sum.active() == 0);
			assertEquals("each that was opened is closed", all.opened(), all.closed());
			observer.refresh();
			long before = observed.sum(Role.CLIENT).opened();
			long toldBefore = withoutMemory(observer);
			for (int i = 0; i < open; i++) {
				exchange.run(V4, "127.0.0.1", 1, 1, 1);
				observer.refresh();
			}
			assertEquals(before + open, observed.sumAfter(Role.CLIENT, before + open).opened());
			assertEquals("no more of them", toldBefore, withoutMemory(observer));
		}
	}

	private static long withoutMemory(TcpObserver observer) throws BpfException {
		return observer.losses().stream().filter(loss -> loss.code().equals("connections_without_memory")).mapToLong(Loss::count).sum();
	}

	@Test
	public void nothing_is_left_in_the_kernel_after_kill_9() throws Exception {
		String java = ProcessHandle.current().info().command().orElseThrow();
		Process observer = new ProcessBuilder(java, "--enable-native-access=ALL-UNNAMED", "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), Holder.class.getName()).redirectErrorStream(true).start();
		try (BufferedReader output = new BufferedReader(new InputStreamReader(observer.getInputStream()))) {
			assertEquals("holding", output.readLine());
			Set<String> held = programs(observer.pid());
			assertEquals("programs of the observer", 7, held.size());
			observer.destroyForcibly().waitFor();
			Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
			while (loaded(held) && Instant.now().isBefore(deadline)) {
				LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
			}
			assertTrue("programs " + held + " are still loaded", !loaded(held));
		} finally {
			observer.destroyForcibly();
		}
	}

	/** Loads the programs and waits to be killed. */
	public static final class Holder {
		private Holder() {
		}

		public static void main(String[] arguments) throws Exception {
			try (TcpObserver observer = TcpObserver.open(TcpObserver.shippedObject(), 16)) {
				System.out.println("holding");
				System.in.read();
			}
		}
	}

	/** The kernel's numbers of the programs that a process holds, by its open files. */
	private static Set<String> programs(long process) throws IOException {
		Set<String> ids = new TreeSet<>();
		try (var files = Files.newDirectoryStream(Path.of("/proc/" + process + "/fdinfo"))) {
			for (Path file : files) {
				for (String line : Files.readAllLines(file)) {
					if (line.startsWith("prog_id:")) {
						ids.add(line.substring("prog_id:".length()).strip());
					}
				}
			}
		}
		return ids;
	}

	private static boolean loaded(Set<String> ids) {
		return ids.stream().anyMatch(id -> KernelPrograms.isLoaded(Integer.parseInt(id)));
	}
}
