package org.cortexbrain.telemetry;

import static org.cortexbrain.telemetry.internal.Node.client;
import static org.cortexbrain.telemetry.internal.Node.pod;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.cortexbrain.protocol.MessageWriter;
import org.cortexbrain.protocol.NodeDescriptionFormat;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.telemetry.internal.Node;
import org.cortexbrain.telemetry.internal.Pace;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RecordingTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Node node = new Node("a").party(1, pod("cart"));
	private final List<Sample> samples = new ArrayList<>();
	/** The file's size after each sample. */
	private final List<Long> sizes = new ArrayList<>();
	private Path file;

	@Before
	public void generate() {
		file = folder.getRoot().toPath().resolve("one.cortex");
		for (int i = 0; i < 4; i++) {
			samples.add(node.count(client(1, "10.0.0.1", "10.0.0.2", 80), i + 1, 1000 * i, 7).sample());
		}
	}

	private byte[] recorded() throws IOException {
		try (var writer = RecordingWriter.create(file, true)) {
			writer.hello("a", node.description());
			for (Sample sample : samples) {
				writer.sample("a", sample);
				sizes.add(Files.size(file));
			}
		}
		return Files.readAllBytes(file);
	}

	private static Collected play(Path file) throws InterruptedException {
		var collected = new Collected();
		try (var source = new RecordingSource(file, 0)) {
			source.open(collected);
			collected.awaitEnd();
		}
		return collected;
	}

	@Test
	public void aRecordingPlaysWhatWasWritten() throws Exception {
		recorded();
		Collected played = play(file);
		assertEquals(samples, played.samples());
		assertEquals(List.of(node.description()), played.hellos());
		assertEquals(new SourceState.Ended(""), played.last());
	}

	@Test
	public void anyGzipToolReadsARecordingAsLines() throws Exception {
		try (var in = new GZIPInputStream(new ByteArrayInputStream(recorded()))) {
			List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
			assertEquals("{\"recording\":2}", lines.getFirst());
			assertTrue(lines.get(1), lines.get(1).startsWith("0 {\"type\":\"hello\""));
			assertEquals("end", lines.getLast());
			assertEquals(samples.size() + 3, lines.size());
		}
	}

	@Test
	public void theAgentsOfARecordingStayStreamsOfTheirOwn() throws Exception {
		try (var writer = RecordingWriter.create(file, false)) {
			writer.sample("b", samples.get(0));
			writer.sample("a", samples.get(1));
			writer.sample("b", samples.get(2));
		}
		assertEquals(List.of(0, 1, 0), play(file).streams());
	}

	@Test
	public void aFileThatIsThereIsNotReplacedUnasked() throws Exception {
		recorded();
		assertThrows(FileAlreadyExistsException.class, () -> RecordingWriter.create(file, false));
	}

	@Test
	public void whatIsWrittenCanBeReadWhileTheRecordingGoesOn() throws Exception {
		try (var writer = RecordingWriter.create(file, false)) {
			writer.hello("a", node.description());
			for (int i = 0; i < samples.size(); i++) {
				writer.sample("a", samples.get(i));
				Collected played = play(file);
				assertEquals(samples.subList(0, i + 1), played.samples());
				assertTrue(((SourceState.Ended) played.last()).note().contains("open it again to see more"));
			}
		}
		assertEquals(new SourceState.Ended(""), play(file).last());
	}

	@Test
	public void aRecordingThatIsCutAnywherePlaysUpToTheCutAndSaysSo() throws Exception {
		byte[] whole = recorded();
		for (int length = 0; length < whole.length; length++) {
			Files.write(file, Arrays.copyOf(whole, length));
			Collected played = play(file);
			int cut = length;
			assertEquals("cut at " + length, sizes.stream().filter(size -> size <= cut).count(), played.samples().size());
			assertEquals(samples.subList(0, played.samples().size()), played.samples());
			assertTrue("cut at " + length + ": " + played.last(), saysThatSomethingIsMissing(played.last()));
		}
	}

	private static boolean saysThatSomethingIsMissing(SourceState state) {
		return switch (state) {
		case SourceState.Ended(var note) -> note.contains("one.cortex") && note.contains("the rest is lost");
		case SourceState.Failed(var cause, var remedy) -> cause.contains("one.cortex") && !remedy.isEmpty();
		default -> false;
		};
	}

	@Test
	public void aFlippedBitNeverPlaysAWrongNumber() throws Exception {
		byte[] whole = recorded();
		for (int at = 0; at < whole.length; at++) {
			for (int bit : new int[] { 0, 3, 7 }) {
				byte[] damaged = whole.clone();
				damaged[at] ^= (byte) (1 << bit);
				Files.write(file, damaged);
				Collected played = play(file);
				String where = "bit " + bit + " of byte " + at;
				assertEquals(where, samples.subList(0, played.samples().size()), played.samples());
				if (played.samples().size() < samples.size()) {
					assertTrue(where + ": " + played.last(), saysThatSomethingIsMissing(played.last()));
				}
			}
		}
	}

	private SourceState playLine(String... lines) throws Exception {
		var bytes = new ByteArrayOutputStream();
		for (String line : lines) {
			try (var gzip = new GZIPOutputStream(bytes)) {
				gzip.write(line.getBytes(StandardCharsets.UTF_8));
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		}
		Files.write(file, bytes.toByteArray());
		return play(file).last();
	}

	@Test
	public void aRecordingOfAnUnknownVersionIsRefusedByName() throws Exception {
		assertEquals(new SourceState.Failed("one.cortex has version 3 of the format; this client reads up to 2.", "Open it with a newer CortexBrain."),
				playLine("{\"recording\":3}\n", "end\n"));
	}

	@Test
	public void aRecordingOfVersion1IsStillPlayed() throws Exception {
		var sample = new ByteArrayOutputStream();
		try (var writer = new MessageWriter(sample)) {
			writer.write(samples.getFirst());
		}
		playLine("{\"recording\":1}\n", "0 " + sample.toString(StandardCharsets.UTF_8), "end\n");
		Collected played = play(file);
		assertEquals(new SourceState.Ended(""), played.last());
		assertEquals(List.of(samples.getFirst()), played.samples());
	}

	@Test
	public void aLineThatTellsNothingOfAClusterIsDamage() throws Exception {
		for (String line : new String[] { "cluster \n", "cluster {\n", "cluster {}\n", "cluster {\"cluster\":1,\"streams\":[],\"news\":[]}\n",
				"cluster {\"cluster\":\"c\",\"streams\":[\"x\"],\"news\":[]}\n", "cluster {\"cluster\":\"c\",\"streams\":[],\"news\":[7]}\n",
				"cluster {\"cluster\":\"c\",\"streams\":[],\"news\":[{\"is\":\"silent\",\"since\":\"yesterday\"}]}\n",
				"cluster {\"cluster\":\"c\",\"streams\":[],\"news\":[{\"is\":\"gone\",\"kind\":\"pod\"}]}\n" }) {
			var failed = (SourceState.Failed) playLine("{\"recording\":2}\n", line, "end\n");
			assertTrue(line + failed, failed.cause().startsWith("one.cortex is damaged"));
		}
	}

	@Test
	public void aRecordingOfAnUnknownProtocolIsRefusedByName() throws Exception {
		String hello = new String(NodeDescriptionFormat.write(node.description()), StandardCharsets.UTF_8)
				.replaceAll("\\s", "").replace("\"oldest\":1,\"newest\":1", "\"oldest\":7,\"newest\":9");
		var failed = (SourceState.Failed) playLine("{\"recording\":1}\n", "0 {\"type\":\"hello\",\"node\":" + hello + "}\n", "end\n");
		assertTrue(failed.cause(), failed.cause().contains("speaks version 7 to 9 of the protocol; this client speaks 1"));
	}

	@Test
	public void whatIsNoRecordingIsRefusedByName() throws Exception {
		Files.writeString(file, "PNG, or something else");
		var failed = (SourceState.Failed) play(file).last();
		assertTrue(failed.cause(), failed.cause().startsWith("one.cortex is no recording of CortexBrain"));
		var other = (SourceState.Failed) playLine("{\"weather\":1}\n");
		assertTrue(other.cause(), other.cause().startsWith("one.cortex is no recording of CortexBrain"));
	}

	@Test
	public void aFileThatIsNotThereIsNamed() throws Exception {
		Path missing = file.resolveSibling("missing.cortex");
		assertEquals(new SourceState.Failed("There is no file " + missing + ".", "Check its name and place."), play(missing).last());
	}

	@Test
	public void aRecordingHoldsNothingOfItsSourceButTheSamples() throws Exception {
		try (var writer = RecordingWriter.create(file, false)) {
			writer.sample("agent http://user:secret@127.0.0.1:7373", samples.getFirst());
		}
		try (var in = new GZIPInputStream(Files.newInputStream(file))) {
			assertFalse(new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("secret"));
		}
	}

	@Test
	public void samplesArePlayedAtTheSpeedOfTheAgentsMonotonicClock() {
		var pace = new Pace(2);
		Sample first = samples.get(0);
		Sample second = node.turnClock(Duration.ofHours(5)).sample();
		assertEquals(Duration.ZERO, pace.untilDue(0, first, 0));
		pace.played(0, first, 0);
		Duration apart = second.elapsed().minus(first.elapsed()).dividedBy(2);
		assertEquals(apart, pace.untilDue(0, second, 0));
		assertEquals(apart.minusMillis(100), pace.untilDue(0, second, 100_000_000));
		assertEquals(Duration.ZERO, pace.untilDue(0, second, Duration.ofMinutes(1).toNanos()));
		assertEquals("another agent has its own clock", Duration.ZERO, pace.untilDue(1, second, 0));
	}

	@Test
	public void aPauseOfHoursIsShortenedAndARestartOfTheAgentIsNoPause() {
		var pace = new Pace(1);
		pace.played(0, samples.getFirst(), 0);
		assertEquals(Duration.ofSeconds(10), pace.untilDue(0, node.pass(Duration.ofHours(3)).sample(), 0));
		assertEquals(Duration.ZERO, pace.untilDue(0, node.restart().sample(), 0));
	}
}
