package org.cortexbrain.kernel;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.cortexbrain.agent.tcp.SocketOwner;
import org.cortexbrain.agent.tcp.TcpObserver;
import org.cortexbrain.model.Role;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Whose a socket of the root control group is: that of the process which connected, or listens. */
public class ProgramNamesTest {
	private static final StandardProtocolFamily V4 = StandardProtocolFamily.INET;
	private static final StandardProtocolFamily V6 = StandardProtocolFamily.INET6;

	@Rule
	public final NetworkNamespace namespace = new NetworkNamespace();
	@Rule
	public final ControlGroups groups = new ControlGroups();
	private Path own;

	@Before
	public void enterTheRootGroup() throws IOException {
		own = ControlGroups.own();
		move(ControlGroups.root());
	}

	@After
	public void leaveTheRootGroup() throws IOException {
		move(own);
	}

	private static void move(Path to) throws IOException {
		ControlGroups.move(ProcessHandle.current().pid(), to);
	}

	@Test
	public void clients_and_servers_are_told_apart_by_their_processes() throws Exception {
		assertEquals(Map.of(Role.CLIENT, Set.of("bash"), Role.SERVER, Set.of("java")), namesOf(V4, "127.0.0.1", "127.0.0.1", false));
	}

	@Test
	public void a_server_that_listened_before_the_agent_started_has_its_name() throws Exception {
		assertEquals(Map.of(Role.CLIENT, Set.of("bash"), Role.SERVER, Set.of("java")), namesOf(V4, "127.0.0.1", "127.0.0.1", true));
	}

	@Test
	public void a_server_of_any_address_has_its_name() throws Exception {
		assertEquals(Set.of("java"), namesOf(V4, "0.0.0.0", "127.0.0.2", false).get(Role.SERVER));
	}

	@Test
	public void a_server_of_any_ipv6_address_has_its_name() throws Exception {
		assertEquals(Set.of("java"), namesOf(V6, "::", "::1", false).get(Role.SERVER));
	}

	@Test
	public void a_dual_stack_server_that_takes_ipv4_has_its_name() throws Exception {
		assertEquals(Set.of("java"), namesOf(V6, "::", "127.0.0.1", false).get(Role.SERVER));
	}

	@Test
	public void a_socket_of_another_group_is_the_group_s_and_no_program_s() throws Exception {
		move(groups.make("/nobody"));
		try {
			assertEquals(Map.of(Role.CLIENT, Set.of(""), Role.SERVER, Set.of("")), namesOf(V4, "127.0.0.1", "127.0.0.1", false));
		} finally {
			move(ControlGroups.root());
		}
	}

	private Map<Role, Set<String>> namesOf(StandardProtocolFamily family, String listen, String connect, boolean listenFirst) throws Exception {
		Exchange early = listenFirst ? new Exchange(family, listen) : null;
		Map<Long, String> programs = new TreeMap<>();
		SocketOwner owner = (_, _, program) -> {
			long id = programs.size();
			programs.put(id, program);
			return id;
		};
		try (TcpObserver observer = TcpObserver.open(TcpObserver.shippedObject(), 1000, TcpObserver.DEFAULT_CONNECTIONS, owner);
				Exchange exchange = listenFirst ? early : new Exchange(family, listen)) {
			Process client = new ProcessBuilder("bash", "-c", "exec 3<>/dev/tcp/" + connect + "/" + exchange.port()).inheritIO().start();
			try (SocketChannel accepted = exchange.accept()) {
				assertEquals("the client has connected", 0, client.waitFor());
			}
			var observed = new Observed(observer, namespace);
			observed.sumAfter(Role.SERVER, 1);
			Map<Role, Set<String>> names = new TreeMap<>();
			for (Role role : Role.values()) {
				Set<String> found = new TreeSet<>();
				observed.flows(role).forEach(flow -> found.add(programs.get(flow.key().cgroupId())));
				names.put(role, found);
			}
			return names;
		}
	}
}
