package org.cortexbrain.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.Flow;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Party;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The running agent while pods and agents come and go. This process is in the root group meanwhile, which names nobody. */
public class AgentLifeTest {
	/** Another in each run, since a run that was killed leaves groups behind. */
	private static final String UID = UUID.randomUUID().toString();
	private static final String POD = "/kubepods/besteffort/pod" + UID;
	private static final String CONTAINER = POD + "/" + "5f".repeat(32);
	private static final Endpoint CART = new Endpoint.Pod("shop", "cart-1", UID);

	private final NetworkNamespace namespace = new NetworkNamespace();
	private final TemporaryFolder folder = new TemporaryFolder();
	private final ControlGroups groups = new ControlGroups();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(namespace).around(folder).around(groups);
	private Path own;
	private Path pods;
	private Path container;

	@Before
	public void makeThePod() throws IOException {
		own = ControlGroups.own();
		ControlGroups.move(ProcessHandle.current().pid(), ControlGroups.root());
		pods = folder.newFolder("pods").toPath();
		Files.createDirectory(pods.resolve("shop_cart-1_" + UID));
		container = groups.make(CONTAINER);
	}

	@After
	public void leaveTheRootGroup() throws IOException {
		ControlGroups.move(ProcessHandle.current().pid(), own);
	}

	private RunningAgent agent() throws IOException {
		return new RunningAgent(folder.newFolder().toPath(), pods, "--retire-after", "1");
	}


	private Predicate<FlowKey> to(String address, Echo echo) {
		Optional<InetAddress> remote = Optional.of(InetAddress.ofLiteral(address));
		return key -> key.networkNamespace() == namespace.id() && key.remote().equals(remote) && key.port() == echo.port();
	}

	private static Optional<Endpoint> owner(RunningAgent agent, Predicate<FlowKey> which) {
		return agent.flows(Role.CLIENT, which).stream().map(Flow::key).findFirst().flatMap(agent::owner).map(Party::endpoint);
	}

	@Test
	public void a_socket_whose_group_names_nobody_is_the_pod_s_in_whose_namespace_it_is() throws Exception {
		try (var echo = new Echo(); var agent = agent()) {
			try (var client = Client.in(container, "127.0.0.1", echo.port())) {
				client.connect(1);
				agent.await(() -> !agent.flows(Role.CLIENT, to("127.0.0.1", echo)).isEmpty());
			}
			try (var debugger = Client.in(ControlGroups.root(), "127.0.0.2", echo.port());
					var other = Client.in(groups.make("/nobody"), "127.0.0.2", echo.port())) {
				debugger.connect(3);
				other.connect(4);
				agent.await(() -> agent.sum(Role.CLIENT, to("127.0.0.2", echo)).closed() == 7);
			}
			assertEquals(Optional.of(CART), owner(agent, to("127.0.0.1", echo)));
			assertEquals(Optional.of(CART), owner(agent, to("127.0.0.2", echo)));
			assertEquals("each group's and each program's, to the same address", List.of(3L, 4L),
					agent.flows(Role.CLIENT, to("127.0.0.2", echo)).stream().map(flow -> flow.counters().opened()).sorted().toList());
			for (Flow flow : agent.flows(Role.CLIENT, to("127.0.0.2", echo))) {
				assertEquals(Optional.of(CART), agent.owner(flow.key()).map(Party::endpoint));
			}
			FlowKey debuggers = agent.flows(Role.CLIENT, to("127.0.0.2", echo)).getFirst().key();
			ControlGroups.remove(container.getParent());
			agent.await(() -> agent.retired().contains(debuggers));
			assertFalse("it ends with the pod", agent.owner(debuggers).orElseThrow().alive());
			assertTrue("and its flows are forgotten", agent.retired().contains(debuggers));
		}
	}

	@Test
	public void a_namespace_that_a_pod_shares_with_the_node_names_nobody() throws Exception {
		try (var echo = new Echo(); var agent = agent()) {
			for (Path group : List.of(groups.make("/system.slice/kubelet.service"), container)) {
				try (var client = Client.in(group, "127.0.0.1", echo.port())) {
					client.connect(1);
				}
			}
			agent.await(() -> agent.sum(Role.CLIENT, to("127.0.0.1", echo)).closed() == 2);
			try (var debugger = Client.in(ControlGroups.root(), "127.0.0.2", echo.port())) {
				debugger.connect(1);
				agent.await(() -> agent.sum(Role.CLIENT, to("127.0.0.2", echo)).closed() == 1);
			}
			assertEquals(Optional.of(new Endpoint.Process("node", "bash")), owner(agent, to("127.0.0.2", echo)));
		}
	}

	@Test
	public void what_a_pod_that_has_gone_did_last_is_told_before_it_is_forgotten() throws Exception {
		try (var echo = new Echo(); var agent = agent()) {
			try (var client = Client.in(container, "127.0.0.1", echo.port())) {
				client.connect(5);
			}
			ControlGroups.remove(container.getParent());
			agent.await(() -> !agent.retired().isEmpty() && agent.flows(Role.CLIENT, to("127.0.0.1", echo)).isEmpty());
			List<Flow> told = agent.everTold(Role.CLIENT, to("127.0.0.1", echo));
			assertEquals("the last word before it was forgotten", 5, told.getLast().counters().closed());
			assertEquals(5L * Client.LINE.length(), told.getLast().counters().bytesSent());
			assertTrue(agent.retired().contains(told.getLast().key()));
			assertFalse(agent.owner(told.getLast().key()).orElseThrow().alive());
		}
	}

	@Test
	public void what_an_agent_saw_and_what_the_next_one_saw_is_all_that_was_sent() throws Exception {
		try (var echo = new Echo(); var client = Client.in(container, "127.0.0.1", echo.port());
				var held = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
				var before = new Socket(held.getInetAddress(), held.getLocalPort())) {
			String epoch;
			try (var agent = agent()) {
				client.connect(70);
				agent.await(() -> agent.sum(Role.CLIENT, to("127.0.0.1", echo)).closed() == 70);
				assertCounted(70, agent.sum(Role.CLIENT, to("127.0.0.1", echo)));
				epoch = agent.epoch();
				agent.stop();
			}
			try (var agent = agent()) {
				client.connect(30);
				before.close();
				agent.await(() -> agent.sum(Role.CLIENT, to("127.0.0.1", echo)).closed() == 30 && agent.lost("connections_from_before") > 0);
				assertCounted(30, agent.sum(Role.CLIENT, to("127.0.0.1", echo)));
				assertNotEquals("another life has another epoch", epoch, agent.epoch());
				assertTrue("the connection from before is a loss that is told", agent.lost("connections_from_before") > 0);
				assertEquals(Optional.of(CART), owner(agent, to("127.0.0.1", echo)));
			}
		}
	}

	private static void assertCounted(long connections, Counters counters) {
		assertEquals(connections, counters.opened());
		assertEquals(connections, counters.closed());
		assertEquals(connections * Client.LINE.length(), counters.bytesSent());
		assertEquals(connections * Client.LINE.length(), counters.bytesReceived());
	}
}
