package org.cortexbrain.kernel;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
	private static final String UID = "1c5e4a5e-53a3-4d43-9d3c-0f6b6d1f7a11";
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
			try (var debugger = Client.in(ControlGroups.root(), "127.0.0.2", echo.port())) {
				debugger.connect(3);
				agent.await(() -> agent.sum(Role.CLIENT, to("127.0.0.2", echo)).closed() == 3);
			}
			assertEquals(Optional.of(CART), owner(agent, to("127.0.0.1", echo)));
			assertEquals(Optional.of(CART), owner(agent, to("127.0.0.2", echo)));
			assertEquals(3, agent.sum(Role.CLIENT, to("127.0.0.2", echo)).opened());
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
	public void an_agent_that_starts_amid_traffic_begins_at_nothing_and_counts_what_it_sees() throws Exception {
		try (var echo = new Echo(); var client = Client.in(container, "127.0.0.1", echo.port())) {
			client.begin();
			String epoch;
			Counters first;
			try (var agent = agent()) {
				agent.await(() -> agent.sum(Role.CLIENT, to("127.0.0.1", echo)).closed() > 50);
				agent.stop();
				epoch = agent.epoch();
				first = agent.sum(Role.CLIENT, to("127.0.0.1", echo));
			}
			try (var agent = agent()) {
				agent.await(() -> agent.sum(Role.CLIENT, to("127.0.0.1", echo)).closed() > 50);
				long all = client.end();
				agent.await(() -> agent.sum(Role.CLIENT, to("127.0.0.1", echo)).active() == 0);
				Counters second = agent.sum(Role.CLIENT, to("127.0.0.1", echo));
				assertNotEquals("another life has another epoch", epoch, agent.epoch());
				assertTrue(first.closed() + " and " + second.closed() + " of " + all, first.closed() > 50 && second.closed() > 50
						&& first.closed() + second.closed() <= all);
				assertEquals("each connection to the byte", second.closed() * Client.LINE.length(), second.bytesSent());
				assertEquals(Optional.of(CART), owner(agent, to("127.0.0.1", echo)));
			}
		}
	}
}
