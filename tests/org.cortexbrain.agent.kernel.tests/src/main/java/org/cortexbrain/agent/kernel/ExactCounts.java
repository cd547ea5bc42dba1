package org.cortexbrain.agent.kernel;

import static java.net.StandardProtocolFamily.INET;
import static java.net.StandardProtocolFamily.INET6;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.agent.bpf.BpfException;
import org.cortexbrain.agent.identity.CgroupTree;
import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.NodeDescription.Program;

/**
 * Is what this kernel's programs count what was sent? Traffic over the loopback interface alone, from Java alone, so that it runs in a
 * machine that has nothing else. Prints a line for each program, {@code ok WHAT: DETAIL} or {@code not ok WHAT: DETAIL} for each check,
 * and exits with 1 if one failed, with 2 if the programs could not be loaded.
 */
public final class ExactCounts {
	/** Generous: an emulated machine is some ten times slower than a real one. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);
	private static final int FLOWS = 4096;

	private final Observed observed;
	private final InetAddress v4;
	private final InetAddress v6;
	private boolean failed;

	private ExactCounts(Observed observed) throws IOException {
		this.observed = observed;
		v4 = InetAddress.getByName("127.0.0.1");
		v6 = InetAddress.getByName("::1");
	}

	/** Argument: how many short connections, 2000 unless given. */
	public static void main(String[] arguments) throws IOException {
		int connections = arguments.length == 0 ? 2000 : Integer.parseInt(arguments[0]);
		try (var observed = Observed.withRoomFor(FLOWS)) {
			var checks = new ExactCounts(observed);
			for (Program program : observed.observer().programs()) {
				System.out.println("program " + program.name() + " (" + program.hook() + "): "
						+ program.reason().map(reason -> "refused: " + reason).orElse(program.state().name().toLowerCase()));
			}
			checks.all(connections);
			System.exit(checks.failed ? 1 : 0);
		} catch (BpfException e) {
			System.out.println("not ok the programs load: " + e.getMessage());
			System.exit(2);
		}
	}

	private void all(int connections) throws IOException, BpfException {
		exchange("IPv4", new Conversation(INET, INET, v4, 20, 1_000, 300_000));
		exchange("IPv6", new Conversation(INET6, INET6, v6, 20, 300_000, 1_000));
		exchange("IPv4 to a dual-stack server", new Conversation(INET6, INET, v4, 20, 77, 99));
		exchange("IPv4 from a dual-stack client", new Conversation(INET, INET6, v4, 20, 99, 77));
		exchange("connections without a byte", new Conversation(INET, INET, v4, 20, 0, 0));
		exchange("many short connections", new Conversation(INET, INET, v4, connections, 11, 13));
		livingConnection();
		halfClosedConnection();
		refused();
		reset();
		abandoned();
		nothingLost();
	}

	private void exchange(String what, Conversation talk) throws IOException, BpfException {
		int port = talk.hold();
		long n = talk.connections();
		Counters client = settled(Role.CLIENT, port, n);
		Counters server = settled(Role.SERVER, port, n);
		long asked = n * talk.request();
		long answered = n * talk.response();
		equal(what + ", client side", figures(n, n, asked, answered, n), figures(client));
		equal(what + ", server side", figures(n, n, answered, asked, 0), figures(server));
		address(what, Role.CLIENT, port, talk.target());
		address(what, Role.SERVER, port, talk.target());
	}

	/* Whose it is: one entry, this process's control group and network namespace, and the address as it was meant. */
	private void address(String what, Role role, int port, InetAddress target) throws IOException, BpfException {
		List<Flow> flows = observed.flows(Observed.side(role, port));
		String expected = "1 flow of group " + ownCgroup() + " in namespace " + ownNetworkNamespace() + ", " + target + " to "
				+ Optional.of(target);
		String found = flows.size() + (flows.size() == 1 ? " flow" : " flows") + flows.stream().map(Flow::key).map(key -> " of group "
				+ key.cgroupId() + " in namespace " + key.networkNamespace() + ", " + key.local() + " to " + key.remote()).findFirst().orElse("");
		equal(what + ", whose it is, " + role.name().toLowerCase() + " side", expected, found);
	}

	private void livingConnection() throws IOException, BpfException {
		String what = "a connection that stays open";
		if (observed.observer().programs().stream().anyMatch(program -> program.hook().startsWith("iter/") && program.reason().isPresent())) {
			System.out.println("# " + what + " cannot be counted while it lives on this kernel: it has no iterator");
			return;
		}
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		try (var listener = ServerSocketChannel.open(INET).bind(new InetSocketAddress(v4, 0))) {
			int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
			try (var client = SocketChannel.open(listener.getLocalAddress()); var server = listener.accept()) {
				long bytes = 0;
				for (int round = 1; round <= 3; round++) {
					Conversation.send(client, 50_000, buffer);
					Conversation.receive(server, 50_000, buffer);
					bytes += 50_000;
					long expected = bytes;
					Counters seen = observed.await(PATIENCE, Observed.side(Role.SERVER, port), sum -> sum.bytesReceived() >= expected);
					equal(what + ", server side, round " + round, figures(1, 0, 0, expected, 0), figures(seen));
					seen = observed.sum(Observed.side(Role.CLIENT, port));
					equal(what + ", client side, round " + round, figures(1, 0, expected, 0, 1), figures(seen));
				}
			}
			equal(what + ", after its end", figures(1, 1, 150_000, 0, 1), figures(settled(Role.CLIENT, port, 1)));
		}
	}

	/* The end of one direction takes a sequence number; it must not count as a byte while the other direction goes on. */
	private void halfClosedConnection() throws IOException, BpfException {
		String what = "a connection closed on one side first";
		ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
		try (var listener = ServerSocketChannel.open(INET).bind(new InetSocketAddress(v4, 0))) {
			int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
			try (var client = SocketChannel.open(listener.getLocalAddress()); var server = listener.accept()) {
				Conversation.send(client, 700, buffer);
				client.shutdownOutput();
				Conversation.receive(server, 700, buffer);
				/* The end has arrived: what follows is sent by a server that knows of it. */
				buffer.clear();
				equal(what + ", the server sees the end", "-1", Integer.toString(server.read(buffer)));
				Conversation.send(server, 40_000, buffer);
				Conversation.receive(client, 40_000, buffer);
				Counters seen = observed.sum(Observed.side(Role.SERVER, port));
				equal(what + ", server side, half closed", figures(1, 0, 40_000, 700, 0), figures(seen));
				seen = observed.sum(Observed.side(Role.CLIENT, port));
				equal(what + ", client side, half closed", figures(1, 0, 700, 40_000, 1), figures(seen));
			}
			equal(what + ", client side", figures(1, 1, 700, 40_000, 1), figures(settled(Role.CLIENT, port, 1)));
			equal(what + ", server side", figures(1, 1, 40_000, 700, 0), figures(settled(Role.SERVER, port, 1)));
		}
	}

	private void refused() throws IOException, BpfException {
		int port;
		try (var free = new ServerSocket(0, 1, v4)) {
			port = free.getLocalPort();
		}
		int times = 5;
		for (int i = 0; i < times; i++) {
			try (var channel = SocketChannel.open(new InetSocketAddress(v4, port))) {
				throw new IOException("somebody else listens on port " + port);
			} catch (ConnectException asExpected) {
				continue;
			}
		}
		Counters client = observed.await(PATIENCE, Observed.side(Role.CLIENT, port), sum -> sum.failures().refused() >= times);
		equal("refused connections", "0 opened, " + times + " refused, " + times + " failed in all",
				client.opened() + " opened, " + client.failures().refused() + " refused, " + client.failures().total() + " failed in all");
	}

	private void reset() throws IOException, BpfException {
		int times = 5;
		int port;
		ByteBuffer buffer = ByteBuffer.allocateDirect(1024);
		try (var listener = ServerSocketChannel.open(INET).bind(new InetSocketAddress(v4, 0))) {
			port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
			for (int i = 0; i < times; i++) {
				try (var client = SocketChannel.open(listener.getLocalAddress())) {
					try (var server = listener.accept()) {
						Conversation.send(client, 10, buffer);
						Conversation.receive(server, 10, buffer);
						server.setOption(StandardSocketOptions.SO_LINGER, 0);
					}
				}
			}
		}
		Counters client = settled(Role.CLIENT, port, times);
		Counters server = settled(Role.SERVER, port, times);
		equal("connections reset by the server, client side",
				figures(times, times, 10L * times, 0, times) + ", " + times + " reset, " + times + " resets received, 0 sent",
				figures(client) + ", " + client.failures().reset() + " reset, " + client.resetsReceived() + " resets received, "
						+ client.resetsSent() + " sent");
		equal("connections reset by the server, server side",
				figures(times, times, 0, 10L * times, 0) + ", 0 reset, 0 resets received, " + times + " sent",
				figures(server) + ", " + server.failures().reset() + " reset, " + server.resetsReceived() + " resets received, "
						+ server.resetsSent() + " sent");
	}

	/* A listener whose queue is full drops SYNs: the way to a connection that waits, without a second machine. */
	private void abandoned() throws IOException, BpfException {
		List<SocketChannel> waiting = new ArrayList<>();
		try (var listener = ServerSocketChannel.open(INET).bind(new InetSocketAddress(v4, 0), 1)) {
			int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
			try {
				int tried = 8;
				for (int i = 0; i < tried; i++) {
					var channel = SocketChannel.open(INET);
					waiting.add(channel);
					channel.configureBlocking(false);
					channel.connect(listener.getLocalAddress());
				}
				int given = 0;
				for (var channel : waiting) {
					boolean connected = channel.finishConnect();
					if (!connected) {
						channel.close();
						given++;
					}
				}
				int expected = given;
				Counters client = observed.await(PATIENCE, Observed.side(Role.CLIENT, port),
						sum -> sum.failures().abandoned() >= expected && sum.opened() >= tried - expected);
				equal("connections given up by the program", tried - given + " opened, " + given + " abandoned (some: true)",
						client.opened() + " opened, " + client.failures().abandoned() + " abandoned (some: " + (given > 0) + ")");
			} finally {
				for (var channel : waiting) {
					channel.close();
				}
			}
		}
	}

	private void nothingLost() throws BpfException {
		var lost = observed.observer().losses().stream().filter(loss -> !loss.code().equals("connections_from_before")).toList();
		equal("nothing lost", "[]", lost.toString());
	}

	private Counters settled(Role role, int port, long connections) throws BpfException {
		return observed.await(PATIENCE, Observed.side(role, port), sum -> sum.closed() >= connections);
	}

	private static String figures(long opened, long closed, long sent, long received, long connectLatencies) {
		return opened + " opened, " + closed + " closed, " + sent + " B sent, " + received + " B received, " + connectLatencies + " latencies";
	}

	private static String figures(Counters sum) {
		return figures(sum.opened(), sum.closed(), sum.bytesSent(), sum.bytesReceived(), sum.connectLatency().total());
	}

	private void equal(String what, String expected, String found) {
		if (expected.equals(found)) {
			System.out.println("ok " + what + ": " + found);
		} else {
			failed = true;
			System.out.println("not ok " + what + ": expected " + expected + "; got " + found);
		}
	}

	private static long ownCgroup() throws IOException {
		Path root = CgroupTree.find().orElseThrow(() -> new IOException("control groups version 2 are not mounted")).root();
		String path = Files.readAllLines(Path.of("/proc/self/cgroup")).stream().filter(line -> line.startsWith("0::")).findFirst()
				.orElseThrow(() -> new IOException("this process is in no control group of version 2")).substring("0::/".length());
		return ((Number) Files.getAttribute(root.resolve(path), "unix:ino")).longValue();
	}

	private static long ownNetworkNamespace() throws IOException {
		return ((Number) Files.getAttribute(Path.of("/proc/self/ns/net"), "unix:ino")).longValue();
	}
}
