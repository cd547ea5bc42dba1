package org.cortexbrain.cli;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import javax.xml.parsers.DocumentBuilderFactory;

import org.cortexbrain.telemetry.RecordedMeshes;
import org.cortexbrain.telemetry.SourceState;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import com.sun.net.httpserver.HttpServer;

import io.fabric8.kubernetes.client.utils.Serialization;

/** The commands that show traffic, with agents that are played and recordings of them. */
public class TrafficTest {
	/** A pipe whose reader goes away after so many lines. */
	private static final class Pipe extends Writer {
		private final int lines;
		private final StringBuilder taken = new StringBuilder();

		Pipe(int lines) {
			this.lines = lines;
		}

		@Override
		public void write(char[] letters, int from, int count) throws IOException {
			taken.append(letters, from, count);
			if (taken.chars().filter(each -> each == '\n').count() > lines) {
				throw new IOException("Broken pipe");
			}
		}

		@Override
		public void flush() {
			/* Nothing is held back. */
		}

		@Override
		public void close() {
			/* Nor is anything open. */
		}
	}

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	private final Map<String, String> environment = new TreeMap<>();
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();
	private String recording;

	@Before
	public void record() throws Exception {
		environment.put("KUBECONFIG", folder.getRoot() + "/none");
		environment.put("XDG_CONFIG_HOME", folder.getRoot().getPath());
		recording = new PlayedMesh().record(folder.getRoot().toPath().resolve("played.cortex"), 4).toString();
	}

	private int run(boolean terminal, Writer to, String... arguments) {
		out.getBuffer().setLength(0);
		err.getBuffer().setLength(0);
		return Main.run(new Surroundings(environment, folder.getRoot().toPath(), terminal, new PrintWriter(to), new PrintWriter(err)), arguments);
	}

	private void assertDone(String... arguments) {
		int code = run(false, out, arguments);
		assertEquals(String.join(" ", arguments) + "\n" + err, ExitCode.DONE, code);
	}

	/** A command on the recording. */
	private void assertDoneOnRecording(String... arguments) {
		String[] all = Arrays.copyOf(arguments, arguments.length + 2);
		all[arguments.length] = "--recording";
		all[arguments.length + 1] = recording;
		assertDone(all);
	}

	@Test
	public void flowsArePrintedSecondBySecondInColumns() throws Exception {
		assertDoneOnRecording("observe");
		Golden.assertPrinted("observe.txt", out.toString());
		assertDoneOnRecording("observe", "-o", "wide");
		Golden.assertPrinted("observe-wide.txt", out.toString());
	}

	@Test
	public void flowsAreObjectsOneALine() throws Exception {
		assertDoneOnRecording("observe", "-o", "json");
		Golden.assertPrinted("observe.ndjson", out.toString());
		List<String> lines = out.toString().lines().toList();
		assertEquals(9, lines.size());
		for (String line : lines) {
			Schemas.assertValid("flow", line);
		}
	}

	@Test
	public void aSchemaRefusesWhatIsMissingAndWhatItDoesNotKnow() throws Exception {
		assertDoneOnRecording("observe", "-o", "json", "from:front");
		String line = out.toString().lines().findFirst().orElseThrow();
		assertEquals(List.of(), Schemas.faults("flow", line));
		assertEquals(1, Schemas.faults("flow", line.replace("\"seenBy\":\"both\",", "")).size());
		assertEquals(1, Schemas.faults("flow", line.replace("\"seenBy\":\"both\",", "\"seenBy\":\"both\",\"more\":1,")).size());
		assertEquals(1, Schemas.faults("flow", line.replace("\"port\":8080", "\"port\":\"8080\"")).size());
	}

	@Test
	public void flowsAreDocumentsOfYaml() throws Exception {
		assertDoneOnRecording("observe", "-o", "yaml", "failing");
		Golden.assertPrinted("observe.yaml", out.toString());
	}

	@Test
	public void aTemplateIsFilledForEachFlow() {
		assertDoneOnRecording("observe", "from:cart", "-o", "jsonpath={.source.name}{\"\\t\"}to {.target.workload.name} {.nothing}");
		assertEquals("cart-0\tto store \n".repeat(3), out.toString());
	}

	@Test
	public void onlyWhatAFilterLetsPassIsPrinted() {
		assertDoneOnRecording("observe", "-n", "data", "-o", "jsonpath={.target.name}:{.port}");
		assertEquals(List.of("store-0:6379", "192.0.2.7:443"), out.toString().lines().distinct().toList());
		assertDoneOnRecording("observe", "ns:shop", "port:8080", "-o", "jsonpath={.target.name}:{.port}");
		assertEquals(List.of("cart-0:8080"), out.toString().lines().distinct().toList());
		assertDoneOnRecording("observe", "-n", "elsewhere");
		assertEquals("", out.toString());
	}

	@Test
	public void aTimeIsThatOfTheRecording() {
		assertDoneOnRecording("observe", "from:front", "--for", "2s", "-o", "jsonpath={.at}");
		assertEquals(List.of("2026-11-24T08:00:01Z", "2026-11-24T08:00:02Z"), out.toString().lines().toList());
	}

	@Test
	public void whatIsNotCountedIsToldBesideTheAnswerWhenItDoublesAndAtTheEnd() {
		assertDoneOnRecording("observe", "-o", "json");
		assertEquals("""
				cfcli: not counted on n2: 3 connections_folded. They are counted, but together as others.
				cfcli: not counted on n2: 6 connections_folded. They are counted, but together as others.
				cfcli: not counted on n2: 12 connections_folded. They are counted, but together as others.
				""", err.toString());
	}

	@Test
	public void noEscapeOfAPodReachesTheTerminal() {
		for (String shape : List.of("text", "json", "dot", "graphml", "svg")) {
			assertDoneOnRecording("topology", "-o", shape, "--pods");
			assertFalse(shape, (out.toString() + err).contains("\u001b"));
		}
		for (String shape : List.of("text", "wide", "json", "yaml", "jsonpath={.source.name}")) {
			assertDoneOnRecording("observe", "-o", shape);
			assertFalse(shape, (out.toString() + err).contains("\u001b"));
			assertThat(shape, out.toString(), containsString("odd\\"));
		}
	}

	@Test
	public void statesAreColouredForAPersonAlone() {
		run(true, out, "observe", "failing", "--recording", recording);
		assertThat(out.toString(), containsString("\u001b[31mfailing: 50 % of connections refused\u001b[0m"));
		environment.put("NO_COLOR", "1");
		run(true, out, "observe", "failing", "--recording", recording);
		assertThat(out.toString(), not(containsString("\u001b")));
	}

	@Test
	public void aCutRecordingIsPrintedUpToTheCutAndThatIsSaid() throws Exception {
		byte[] whole = Files.readAllBytes(Path.of(recording));
		Files.write(Path.of(recording), Arrays.copyOf(whole, whole.length * 2 / 3));
		assertDoneOnRecording("observe", "from:front", "-o", "json");
		assertTrue(out.toString(), out.toString().contains("front-0"));
		assertThat(err.toString(), containsString("played.cortex ends before its end"));
	}

	@Test
	public void aRecordingThatIsNotThereIsNamed() {
		assertEquals(ExitCode.FAILED, run(false, out, "observe", "--recording", "/nowhere.cortex"));
		assertEquals("cfcli: There is no file /nowhere.cortex.\nCheck its name and place.\n", err.toString());
	}

	@Test
	public void anAgentIsObservedUntilTheReaderGoesWithoutAWord() throws Exception {
		HttpServer agent = new PlayedMesh().serve(3);
		try {
			var pipe = new Pipe(1);
			assertEquals(err.toString(), ExitCode.DONE, run(false, pipe, "observe", "--agent", "127.0.0.1:" + agent.getAddress().getPort(), "-o",
					"jsonpath={.source.name}"));
			assertThat(pipe.taken.toString(), containsString("front-0\ncart-0\n"));
			assertEquals("", err.toString());
		} finally {
			agent.stop(0);
		}
	}

	@Test
	public void anAgentThatIsNotThereIsNamedAndIsOutOfReach() {
		assertEquals(ExitCode.UNREACHABLE, run(false, out, "observe", "--agent", "127.0.0.1:1", "--for", "1s"));
		assertThat(err.toString(), containsString("No agent answers on 127.0.0.1:1."));
		assertEquals("", out.toString());
	}

	@Test
	public void whoTalksToWhomIsATreeWithRatesOverTheTimeLookedOn() throws Exception {
		assertDoneOnRecording("topology");
		Golden.assertPrinted("topology.txt", out.toString());
		assertDoneOnRecording("topology", "--pods", "-n", "shop");
		Golden.assertPrinted("topology-pods.txt", out.toString());
	}

	@Test
	public void whoTalksToWhomIsWrittenForOtherPrograms() throws Exception {
		assertDoneOnRecording("topology", "-o", "json");
		Golden.assertPrinted("topology.json", out.toString());
		Schemas.assertValid("mesh", out.toString());
		assertDoneOnRecording("topology", "-o", "dot");
		Golden.assertPrinted("topology.dot", out.toString());
		assertDoneOnRecording("topology", "-o", "graphml");
		Golden.assertPrinted("topology.graphml", out.toString());
	}

	@Test
	public void aPictureHasWhatTalksAndWhatAFilterLetsPassAlone() throws Exception {
		assertDoneOnRecording("topology", "-o", "svg", "failing");
		var picture = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(out.toString()
				.getBytes(StandardCharsets.UTF_8)));
		assertEquals("svg", picture.getDocumentElement().getNodeName());
		String words = picture.getDocumentElement().getTextContent();
		assertThat(words, containsString("50 % of connections refused"));
		assertThat(words, containsString("store"));
		assertThat(words, not(containsString("front")));
	}

	@Test
	public void whereNothingTalksTheTopologyIsEmptyAndThatIsSaid() {
		assertDoneOnRecording("topology", "-n", "elsewhere");
		assertEquals("", out.toString());
		assertThat(err.toString(), containsString("cfcli: there is no such traffic."));
		assertDoneOnRecording("topology", "-n", "elsewhere", "-o", "json");
		assertEquals(List.of(), Serialization.unmarshal(out.toString(), Map.class).get("edges"));
	}

	@Test
	public void whatIsSeenOnceHasNoRate() throws Exception {
		String one = new PlayedMesh().record(folder.getRoot().toPath().resolve("one.cortex"), 1).toString();
		assertDone("topology", "--recording", one, "from:front");
		assertThat(out.toString(), containsString("-> cart:8080               -         -       -           -        -  unknown"));
	}

	@Test
	public void aRecordingIsReplayedAsItWasObserved() throws Exception {
		assertDone("replay", recording, "--speed", "1000");
		Golden.assertPrinted("observe.txt", out.toString());
		assertDone("replay", recording, "--speed", "1000", "from:front", "-o", "jsonpath={.source.name}");
		assertEquals("front-0\n".repeat(3), out.toString());
	}

	@Test
	public void whatAnAgentTellsIsRecordedAndTheFileEndsInOrder() throws Exception {
		HttpServer agent = new PlayedMesh().serve(3);
		String file = folder.getRoot() + "/new.cortex";
		try {
			assertDone("record", file, "--agent", "127.0.0.1:" + agent.getAddress().getPort(), "--for", "1s");
			assertThat(err.toString(), containsString(" in " + file + "."));
			assertEquals("", out.toString());
			assertEquals(ExitCode.FAILED, run(false, out, "record", file, "--agent", "127.0.0.1:" + agent.getAddress().getPort(), "--for", "1s"));
			assertEquals("cfcli: There is a file " + file + " already.\nName another one, or say --force to replace it.\n", err.toString());
			assertDone("record", file, "--force", "--agent", "127.0.0.1:" + agent.getAddress().getPort(), "--for", "1s");
		} finally {
			agent.stop(0);
		}
		assertDone("topology", "--recording", file);
		assertThat(out.toString(), containsString("-> cart:8080"));
		assertEquals("", err.toString());
	}

	@Test
	public void aSignalEndsTheRecordingInOrder() throws Exception {
		HttpServer agent = new PlayedMesh().serve(3);
		Path file = folder.getRoot().toPath().resolve("stopped.cortex");
		Process recorder = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				"org.cortexbrain.cli.Main", "record", file.toString(), "--agent", "127.0.0.1:" + agent.getAddress().getPort())
				.redirectErrorStream(true).redirectOutput(folder.newFile("said")).start();
		try {
			Instant deadline = Instant.now().plusSeconds(60);
			while (!Files.exists(file) || Files.size(file) < 500) {
				assertTrue("nothing is recorded", Instant.now().isBefore(deadline) && recorder.isAlive());
				Thread.onSpinWait();
			}
			/* SIGTERM, which a JVM takes as it takes SIGINT. */
			recorder.toHandle().destroy();
			assertTrue(recorder.waitFor(30, TimeUnit.SECONDS));
			assertThat(Files.readString(folder.getRoot().toPath().resolve("said")), containsString("Recorded "));
			assertEquals(new SourceState.Ended(""), RecordedMeshes.play(file, _ -> true));
		} finally {
			recorder.destroyForcibly();
			agent.stop(0);
		}
	}

	@Test
	public void noFileIsReplacedWhileNoAgentIsReached() throws Exception {
		byte[] before = Files.readAllBytes(Path.of(recording));
		assertEquals(ExitCode.UNREACHABLE, run(false, out, "record", recording, "--force", "--agent", "127.0.0.1:1", "--for", "1s"));
		assertArrayEquals(before, Files.readAllBytes(Path.of(recording)));
	}

	@Test
	public void aFolderThatIsNotThereIsNamed() throws Exception {
		HttpServer agent = new PlayedMesh().serve(3);
		try {
			assertEquals(ExitCode.FAILED, run(false, out, "record", "/nowhere/x.cortex", "--agent", "127.0.0.1:" + agent.getAddress().getPort()));
			assertThat(err.toString(), containsString("The file /nowhere/x.cortex cannot be written"));
		} finally {
			agent.stop(0);
		}
	}

	@Test
	public void aDoctorFindsNothingOnAnAgentThatIsWellAndTheAgentThatIsNotThere() throws Exception {
		HttpServer agent = new PlayedMesh().serve(3);
		try {
			assertDone("doctor", "--agent", "127.0.0.1:" + agent.getAddress().getPort(), "--for", "1s");
			assertEquals("ok      Kernel of n1: 6.12.0, 1 of 1 programs as wanted\n", out.toString());
		} finally {
			agent.stop(0);
		}
		assertEquals(ExitCode.DIFFERS, run(false, out, "doctor", "--agent", "127.0.0.1:1", "--for", "1s", "-o", "json"));
		Schemas.assertValid("doctor", out.toString());
		Map<?, ?> finding = (Map<?, ?>) Serialization.unmarshal(out.toString(), List.class).getFirst();
		assertEquals(false, finding.get("good"));
		assertEquals("No agent answers on 127.0.0.1:1.", finding.get("found"));
	}

	/** Each row: what is typed, what is said. All end with 2, and print nothing on standard output. */
	private static final String[][] WRONG = {
			{ "observe --for soon", "'soon' is no length of time: write one like 90s, 5m or 1h30m" },
			{ "observe -o xml", "expected text, wide, json, yaml or jsonpath=TEMPLATE, but was 'xml'" },
			{ "observe -o jsonpath={.a", "jsonpath is not understood from '{.a' on" },
			{ "observe --agent x --recording y", "say either --agent or --recording" },
			{ "observe --agent ftp://x", "\"ftp://x\" is no address of an agent" },
			{ "observe -A -n shop --recording x", "say either --namespace or --all-namespaces" },
			{ "record", "Missing required parameter: 'FILE'" },
			{ "record x --recording y", "a recording is not recorded again" },
			{ "replay x --speed -1", "a recording is played forwards" },
			{ "service", "say what to do: one of list, describe" },
			{ "topology -o png", "expected one of [TEXT, JSON, DOT, GRAPHML, SVG]" },
			{ "observe -l app=x --recording x", "--selector asks a cluster for labels" },
	};

	@Test
	public void wrongUsageIsNamedAndEndsWithTwo() {
		for (String[] row : WRONG) {
			assertEquals(row[0] + err, ExitCode.USAGE, run(false, out, row[0].split(" ")));
			assertThat(row[0], err.toString(), containsString(row[1]));
			assertEquals(row[0], "", out.toString());
		}
	}
}
