package org.cortexbrain.telemetry;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.cortexbrain.protocol.Message;
import org.cortexbrain.protocol.MessageReader;
import org.cortexbrain.protocol.Sample;

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
	/** Nobody watches a pause longer than this, whatever the speed. */
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

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

	private void run(Receiver receiver) {
		receiver.state(new SourceState.Connecting());
		int samples = 0;
		try (InputStream in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
			readFirstLine(in);
			receiver.state(new SourceState.Live(Instant.now()));
			Optional<Instant> before = Optional.empty();
			String line;
			while (!closed && !(line = readLine(in)).equals("end")) {
				Message message = message(line);
				if (message instanceof Message.Hello hello) {
					receiver.hello(stream(line), hello.node());
				} else if (message instanceof Sample sample) {
					pause(before, sample.at());
					before = Optional.of(sample.at());
					if (!closed) {
						receiver.sample(stream(line), sample);
						samples++;
					}
				}
			}
			/* The end of the file has the checksum of all of it. */
			if (!closed && in.read() >= 0) {
				throw new ZipException("something follows its end");
			}
			receiver.state(new SourceState.Ended(""));
		} catch (NoSuchFileException e) {
			receiver.state(new SourceState.Failed("There is no file " + file + ".", "Check its name and place."));
		} catch (NotARecording e) {
			receiver.state(new SourceState.Failed(file.getFileName() + " " + e.getMessage(), e.remedy));
		} catch (ZipException | EOFException e) {
			damaged(receiver, samples, e instanceof EOFException ? "ends before its end" : "is damaged");
		} catch (IOException e) {
			damaged(receiver, samples, "cannot be read: " + e.getMessage());
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

	private static void readFirstLine(InputStream in) throws IOException {
		var first = FIRST_LINE.matcher(readLine(in));
		if (!first.matches()) {
			throw new NotARecording("is no recording of CortexBrain.", "Open a file that ends in " + RecordingWriter.EXTENSION + ".");
		}
		int version = Integer.parseInt(first.group(1));
		if (version > RecordingWriter.VERSION) {
			throw new NotARecording("has version " + version + " of the format; this client reads up to " + RecordingWriter.VERSION + ".",
					"Open it with a newer CortexBrain.");
		}
	}

	private static String readLine(InputStream in) throws IOException {
		var line = new ByteArrayOutputStream();
		int next;
		while ((next = in.read()) != '\n') {
			if (next < 0) {
				throw new EOFException();
			}
			if (line.size() == LONGEST_LINE) {
				throw new ZipException("a line does not end");
			}
			line.write(next);
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	private static int stream(String line) throws IOException {
		try {
			return Integer.parseInt(line.substring(0, Math.max(0, line.indexOf(' '))));
		} catch (NumberFormatException e) {
			throw new ZipException("a line has no source");
		}
	}

	private static Message message(String line) throws IOException {
		try (var reader = new MessageReader(new ByteArrayInputStream((line.substring(line.indexOf(' ') + 1) + "\n").getBytes(StandardCharsets.UTF_8)))) {
			return reader.read().orElse(new Message.Farewell("unknown", "a message of a newer version"));
		} catch (IOException e) {
			throw new ZipException(e.getMessage());
		}
	}

	private void pause(Optional<Instant> before, Instant next) throws InterruptedException {
		if (speed == 0 || before.isEmpty()) {
			return;
		}
		Duration wait = Duration.ofNanos((long) (Duration.between(before.get(), next).toNanos() / speed));
		if (wait.isPositive()) {
			Thread.sleep(wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE);
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
