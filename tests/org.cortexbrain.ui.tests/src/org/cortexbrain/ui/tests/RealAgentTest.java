package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The whole way, from this machine's kernel to the window: the agent's own process, real sockets. Needs root and BTF. */
public class RealAgentTest {
	private static final Path AGENT = Path.of("../../agent/target/agent/cortexbrain-agent").toAbsolutePath().normalize();
	private static final String LISTENING = "listening on ";
	private static final int CONNECTIONS = 25;
	private static final int BYTES = 100;

	private final Set<Long> started = new HashSet<>();
	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void anAgentMustBePossible() throws IOException {
		assumeTrue("root", Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
		assumeTrue("a kernel with BTF", Files.isReadable(Path.of("/sys/kernel/btf/vmlinux")));
		assumeTrue("the agent is built", Files.isExecutable(AGENT));
	}

	@After
	public void endTheAgents() throws Exception {
		System.clearProperty("cortexbrain.agent");
		for (ProcessHandle each : ProcessHandle.current().children().filter(child -> started.contains(child.pid())).toList()) {
			each.destroy();
			each.onExit().get(20, TimeUnit.SECONDS);
		}
	}

	/** Names a program as the agent's: that of the build with a lock of its own, which notes its number. */
	private Path agentOfTheDesktop(String beforeIt) throws IOException {
		Path numbers = folder.newFile("numbers of agents").toPath();
		Path program = folder.getRoot().toPath().resolve("agent of the test");
		Files.writeString(program, "#!/bin/sh\n" + beforeIt + "\necho $$ >>'" + numbers + "'\nexec '" + AGENT + "' --run-dir '"
				+ folder.newFolder("run of the test") + "' \"$@\"\n");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		System.setProperty("cortexbrain.agent", program.toString());
		return numbers;
	}

	private long newest(Path numbers) throws IOException {
		long pid = Long.parseLong(Files.readAllLines(numbers).getLast());
		started.add(pid);
		return pid;
	}

	private String freeAddress() throws IOException {
		try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return "http://127.0.0.1:" + server.getLocalPort();
		}
	}

	@Test
	public void aDesktopThatRunsAsRootStartsTheAgentAndAgainAfterItsDeath() throws Exception {
		Path numbers = agentOfTheDesktop("");
		desktop.agentOfThisMachine(freeAddress());
		desktop.start().button("Observe this machine").click();
		desktop.waitForSource("live");
		long first = newest(numbers);
		assertEquals("one agent was started", 1, Files.readAllLines(numbers).size());
		ProcessHandle.of(first).orElseThrow().destroyForcibly();
		desktop.waitForSource("connecting again");
		Wait.until("what to do", () -> desktop.sourceDetails().contains("No agent answers on") && desktop.sourceDetails().contains("Start one"));
		Screenshot.screen("own-agent-dead-light");
		WorkbenchDriver.menu("File", "Observe this machine");
		desktop.waitForSource("live");
		long second = newest(numbers);
		assertNotEquals(first, second);
		assertTrue(ProcessHandle.of(second).orElseThrow().isAlive());
	}

	@Test
	public void observingAgainUsesTheAgentThatRuns() throws Exception {
		Path numbers = agentOfTheDesktop("");
		desktop.agentOfThisMachine(freeAddress());
		desktop.start().button("Observe this machine").click();
		desktop.waitForSource("live");
		newest(numbers);
		WorkbenchDriver.run("org.cortexbrain.ui.removeSource");
		desktop.start().button("Observe this machine").click();
		desktop.waitForSource("live");
		assertEquals("one agent was started", 1, Files.readAllLines(numbers).size());
	}

	@Test
	public void anAgentThatCannotStartIsToldInItsOwnWordsAndMayBeTriedAgain() throws Exception {
		agentOfTheDesktop("echo 'cortexbrain-agent: the kernel has no BTF. Start one that has'; exit 4");
		desktop.agentOfThisMachine(freeAddress());
		desktop.start().button("Observe this machine").click();
		String told = desktop.start().find(Query.type(Label.class).id("start.trouble")).text();
		assertEquals("The agent ended with 4. cortexbrain-agent: the kernel has no BTF. Start one that has", told);
		Screenshot.screen("own-agent-failed-light");
		assertTrue(desktop.start().find(Query.type(Button.class).id("start.retry")).isEnabled());
		assertTrue(desktop.start().button("Observe this machine").isEnabled());
	}

	@Test
	public void theTrafficOfThisKernelIsShownExactly() throws Exception {
		Path words = folder.newFile("agent.log").toPath();
		var builder = new ProcessBuilder(AGENT.toString(), "--listen", "127.0.0.1:0", "--run-dir", folder.newFolder("run").toString());
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		Process agent = builder.redirectError(words.toFile()).start();
		try (BufferedReader out = agent.inputReader()) {
			String address = out.lines().filter(line -> line.startsWith(LISTENING)).map(line -> line.substring(LISTENING.length()).strip()).findFirst()
					.orElseThrow(() -> new AssertionError("the agent did not start; see " + read(words)));
			int port = connect();
			desktop.observe(address);
			desktop.waitForSource("live");
			String expected = Integer.toString(port);
			desktop.flows().waitForRows("all connections to port " + port,
					rows -> rows.stream().anyMatch(row -> row.get(3).equals(expected) && row.get(10).equals(Integer.toString(CONNECTIONS))));
			/* The agent sees its own connection, too. */
			List<List<String>> found = desktop.flows().rows().stream().filter(row -> row.get(3).equals(expected)).toList();
			assertEquals("edges to the port", 1, found.size());
			List<String> row = found.getFirst();
			assertEquals("failed", "0", row.get(11));
			/* 25 times 100 B are 2,500 B. */
			assertEquals("sent", "2.44 KiB", row.get(12).replace('\u00A0', ' '));
			Screenshot.screen("real-agent-light");
		} finally {
			agent.destroy();
			assertTrue("the agent ends at SIGTERM", agent.waitFor(20, TimeUnit.SECONDS));
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		} catch (IOException e) {
			return file + ", which cannot be read: " + e.getMessage();
		}
	}

	/** Makes the connections, one after the other; returns the server's port. */
	private static int connect() throws IOException {
		try (var server = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress())) {
			for (int i = 0; i < CONNECTIONS; i++) {
				try (var client = new Socket(server.getInetAddress(), server.getLocalPort()); Socket accepted = server.accept()) {
					client.getOutputStream().write(new byte[BYTES]);
					assertEquals(BYTES, accepted.getInputStream().readNBytes(BYTES).length);
				}
			}
			return server.getLocalPort();
		}
	}
}
