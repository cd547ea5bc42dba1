package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.ui.driver.Screenshot;
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

	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Test
	public void theTrafficOfThisKernelIsShownExactly() throws Exception {
		assumeTrue("root", Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
		assumeTrue("a kernel with BTF", Files.isReadable(Path.of("/sys/kernel/btf/vmlinux")));
		assumeTrue("the agent is built", Files.isExecutable(AGENT));
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
