package org.cortexbrain.ui.tests;

import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.rules.TemporaryFolder;

/**
 * A rule that runs a control plane of its own while the tests of a class run; they are skipped where the variable
 * CORTEXBRAIN_TEST_CLUSTER_PROGRAM does not name the program of the test cluster.
 */
final class RealCluster extends TemporaryFolder {
	private static final Duration START = Duration.ofSeconds(60);
	private String program;
	private Process cluster;

	@Override
	protected void before() throws Throwable {
		super.before();
		program = System.getenv("CORTEXBRAIN_TEST_CLUSTER_PROGRAM");
		assumeTrue("CORTEXBRAIN_TEST_CLUSTER_PROGRAM names no program: no real cluster here", program != null && Files.isExecutable(Path.of(program)));
		cluster = new ProcessBuilder(program, "up", "--dir", folder().toString()).redirectErrorStream(true).redirectOutput(folder().resolve("up.log").toFile()).start();
		long deadline = System.nanoTime() + START.toNanos();
		while (!Files.exists(folder().resolve("ready"))) {
			if (!cluster.isAlive() || System.nanoTime() - deadline > 0) {
				throw new AssertionError("the cluster did not start: " + Files.readString(folder().resolve("up.log")));
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
		}
	}

	@Override
	protected void after() {
		if (cluster != null) {
			cluster.destroy();
			try {
				if (!cluster.waitFor(20, TimeUnit.SECONDS)) {
					cluster.destroyForcibly();
				}
			} catch (InterruptedException e) {
				cluster.destroyForcibly();
				Thread.currentThread().interrupt();
			}
		}
		super.after();
	}

	/** All that it keeps. */
	Path folder() {
		return getRoot().toPath();
	}

	/** With one context for each of its users. */
	String kubeconfig() throws IOException {
		return Files.readString(folder().resolve("kubeconfig"));
	}

	/** What kubectl prints, as the administrator. */
	String kubectl(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(program, "kubectl", "--kubeconfig", folder().resolve("kubeconfig").toString(), "--context", "admin"));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new AssertionError(command + " failed: " + printed);
		}
		return printed;
	}
}
