package org.cortexbrain.agent;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The agent as a process of its own, where it ends before it has touched the kernel: one line, and an exit code. */
public class StartupTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private record Ended(int code, String out, String err) {
	}

	private static List<String> command(String... options) {
		List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
		command.addAll(List.of(options));
		return command;
	}

	private Ended start(String... options) throws IOException, InterruptedException {
		Path out = folder.newFile().toPath();
		Path err = folder.newFile().toPath();
		Process process = new ProcessBuilder(command(options)).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		try {
			assertTrue("the agent did not end", process.waitFor(60, TimeUnit.SECONDS));
		} finally {
			process.destroyForcibly();
		}
		return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
	}

	@Test
	public void itEndsWithTheProcessThatItIsToEndWith() throws Exception {
		Process other = new ProcessBuilder("sleep", "600").start();
		Path out = folder.newFile().toPath();
		Path err = folder.newFile().toPath();
		List<String> command = command("--listen", "127.0.0.1:0", "--run-dir", folder.newFolder("own").toString(), "--end-with",
				Long.toString(other.pid()));
		Process agent = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
		try {
			while (agent.isAlive() && !Files.readString(out).startsWith("listening on ")) {
				agent.waitFor(50, TimeUnit.MILLISECONDS);
			}
			Assume.assumeTrue("an agent can run here: " + Files.readString(err), agent.isAlive());
			other.destroyForcibly();
			assertTrue("the agent did not end", agent.waitFor(60, TimeUnit.SECONDS));
			assertEquals(Files.readString(err), 0, agent.exitValue());
		} finally {
			other.destroyForcibly();
			agent.destroyForcibly();
		}
	}

	private static void checkFault(int code, String said, Ended ended) {
		assertEquals(ended.err, code, ended.code);
		assertEquals(ended.err, 1, ended.err.lines().count());
		assertTrue(ended.err, ended.err.startsWith("cortexbrain-agent: ") && ended.err.contains(said));
		assertEquals("", ended.out);
	}

	@Test
	public void theHelpIsPrintedAndIsNoFailure() throws Exception {
		assertEquals(new Ended(0, Settings.USAGE, ""), start("--help"));
	}

	@Test
	public void aWrongOptionEndsItWith2() throws Exception {
		checkFault(2, "there is no option \"--prot\"", start("--prot", "1"));
	}

	@Test
	public void aSecondAgentOnTheNodeNamesTheFirstAndEndsWith3() throws Exception {
		Path run = folder.newFolder("run").toPath();
		Path lock = run.resolve("agent.lock");
		try (var held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE); var _ = held.lock()) {
			held.write(StandardCharsets.UTF_8.encode("4711\n"));
			checkFault(3, "another agent observes this node already (process 4711, lock " + lock + "). Use that one, or stop it first",
					start("--run-dir", run.toString()));
		}
	}

	@Test
	public void aRunFolderThatCannotBeMadeIsNamedWithTheRemedyAndEndsItWith3() throws Exception {
		Path file = folder.newFile("file").toPath();
		checkFault(3, "name a folder that it may write with --run-dir", start("--run-dir", file.resolve("below").toString()));
	}

	@Test
	public void aRootOfControlGroupsThatIsNoneEndsItWith2() throws Exception {
		Path plain = folder.newFolder("plain").toPath();
		checkFault(2, "--cgroup-root " + plain + " is no folder of control groups version 2",
				start("--run-dir", folder.newFolder().toString(), "--cgroup-root", plain.toString()));
	}
}
