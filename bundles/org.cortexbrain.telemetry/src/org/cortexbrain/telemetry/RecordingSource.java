package org.cortexbrain.telemetry;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageReader;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.protocol.Versions;
import org.cortexbrain.telemetry.internal.ClusterLine;
import org.cortexbrain.telemetry.internal.GzipMembers;
import org.cortexbrain.telemetry.internal.Pace;

/**
 * A source that plays a recording. A truncated or damaged one plays up to the damage and says so in its last state.
 *
 * <p>All agents of a recording come through this one source, each as a stream of its own; their samples are in the order in which they
 * arrived when it was made.
 */
public final class RecordingSource implements Source {
	private static final Pattern FIRST_LINE = Pattern.compile("\\{\"recording\":(\\d{1,6})[,}].*");
	/** No honest line is longer; a damaged file may well have one that never ends. */
	private static final int LONGEST_LINE = 64 * 1024 * 1024;

	private final Path file;
	private final double speed;
	private volatile boolean closed;
	private volatile Thread thread;

	/** @param speed 1 plays in real time, 60 a minute in a second; 0 delivers all at once */
	public RecordingSource(Path file, double speed) {
		if (!(speed >= 0)) {
			throw new IllegalArgumentException("a recording is played forwards, not at a speed of " + speed);
		}
		this.file = file;
		this.speed = speed;
	}

	@Override
	public String id() {
		return "recording " + file;
	}

	@Override
	public String name() {
		return file.getFileName().toString();
	}

	@Override
	public void open(Receiver receiver) {
		thread = Thread.ofPlatform().name("play " + name()).daemon().start(() -> run(receiver));
	}

	/** Plays all of it on this thread, to the last state. */
	void run(Receiver receiver) {
		receiver.state(new SourceState.Connecting());
		int samples = 0;
		try (var members = new GzipMembers(Files.newInputStream(file), LONGEST_LINE)) {
			readFirstLine(members);
			receiver.state(new SourceState.Live(Instant.now()));
			var pace = new Pace(speed);
			String line;
			while (!closed && !(line = readLine(members)).equals("end")) {
				if (line.startsWith(RecordingWriter.CLUSTER)) {
					ClusterLine told = cluster(line);
					receiver.cluster(told.cluster(), told.streams(), told.news());
					continue;
				}
				int stream = stream(line);
				Message message = message(line);
				if (message instanceof Message.Hello hello) {
					checkVersion(hello.node().protocol());
					receiver.hello(stream, hello.node());
				} else if (message instanceof Sample sample) {
					Thread.sleep(pace.untilDue(stream, sample, System.nanoTime()));
					pace.played(stream, sample, System.nanoTime());
					if (!closed) {
						Optional<Instant> received = received(line);
						if (received.isPresent()) {
							receiver.sample(stream, sample, received.get());
						} else {
							receiver.sample(stream, sample);
						}
						samples++;
					}
				}
			}
			boolean whole = closed || members.next().isEmpty();
			receiver.state(new SourceState.Ended(whole ? "" : file.getFileName() + " has something after its end, which was left out."));
		} catch (NoSuchFileException e) {
			receiver.state(new SourceState.Failed("There is no file " + file + ".", "Check its name and place."));
		} catch (NotARecording e) {
			receiver.state(new SourceState.Failed(file.getFileName() + " " + e.getMessage(), e.remedy));
		} catch (ZipException | EOFException e) {
			damaged(receiver, samples, e instanceof EOFException ? "ends before its end" : "is damaged");
		} catch (IOException e) {
			damaged(receiver, samples, "cannot be read (" + e.getMessage() + ")");
		} catch (InterruptedException e) {
			receiver.state(new SourceState.Ended(""));
		}
	}

	private void damaged(Receiver receiver, int samples, String how) {
		if (samples == 0) {
			receiver.state(new SourceState.Failed(file.getFileName() + " " + how + ", and nothing of it can be played.",
					"Open another recording."));
		} else {
			receiver.state(new SourceState.Ended(file.getFileName() + " " + how + ": the first " + samples
					+ " samples were played, the rest is lost. It may still be under way: open it again to see more."));
		}
	}

	private static final class NotARecording extends IOException {
		private static final long serialVersionUID = 1L;
		private final String remedy;

		NotARecording(String message, String remedy) {
			super(message);
			this.remedy = remedy;
		}
	}

	private static void readFirstLine(GzipMembers members) throws IOException {
		String line;
		try {
			line = readLine(members);
		} catch (ZipException e) {
			line = "";
		}
		var first = FIRST_LINE.matcher(line);
		if (!first.matches()) {
			throw new NotARecording("is no recording of CortexBrain, or its very beginning is damaged.",
					"Open a file that ends in " + RecordingWriter.EXTENSION + ".");
		}
		int version = Integer.parseInt(first.group(1));
		if (version > RecordingWriter.VERSION) {
			throw new NotARecording("has version " + version + " of the format; this client reads up to " + RecordingWriter.VERSION + ".",
					"Open it with a newer CortexBrain.");
		}
	}

	private static void checkVersion(Versions theirs) throws NotARecording {
		if (Versions.SPOKEN.common(theirs).isEmpty()) {
			throw new NotARecording("holds samples of an agent that speaks version " + theirs + " of the protocol; this client speaks "
					+ Versions.SPOKEN + ".", "Open it with the CortexBrain that made it.");
		}
	}

	/** The next line, which is all of the next member. */
	private static String readLine(GzipMembers members) throws IOException {
		byte[] line = members.next().orElseThrow(EOFException::new);
		if (line.length == 0 || line[line.length - 1] != '\n') {
			throw new ZipException("a line does not end");
		}
		return new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
	}

	private static int stream(String line) throws IOException {
		try {
			return Integer.parseInt(line.substring(0, Math.max(0, line.indexOf(' '))));
		} catch (NumberFormatException e) {
			throw new ZipException("a line has no source");
		}
	}

	private static ClusterLine cluster(String line) throws IOException {
		try {
			return ClusterLine.of(line.substring(RecordingWriter.CLUSTER.length()).getBytes(StandardCharsets.UTF_8));
		} catch (IOException e) {
			throw new ZipException(e.getMessage());
		}
	}

	/** When a sample arrived, if the recording is of a version that tells. */
	private static Optional<Instant> received(String line) throws IOException {
		int from = line.indexOf(' ') + 1;
		try {
			return line.startsWith("{", from) ? Optional.empty() : Optional.of(Instant.parse(line.substring(from, line.indexOf(' ', from))));
		} catch (DateTimeException | IndexOutOfBoundsException e) {
			throw new ZipException("a sample has no time");
		}
	}

	private static Message message(String line) throws IOException {
		try (var reader = new MessageReader(new ByteArrayInputStream((line.substring(Math.max(0, line.indexOf('{'))) + "\n").getBytes(StandardCharsets.UTF_8)))) {
			return reader.read().orElse(new Message.Farewell("unknown", "a message of a newer version"));
		} catch (IOException e) {
			throw new ZipException(e.getMessage());
		}
	}

	@Override
	public void close() {
		closed = true;
		Thread playing = thread;
		if (playing != null) {
			playing.interrupt();
		}
	}
}
