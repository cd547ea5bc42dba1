package org.cortexbrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.model.Mesh;
import org.cortexbrain.telemetry.RecordingWriter;
import org.cortexbrain.telemetry.Telemetry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a recording. */
@Command(name = "record", mixinStandardHelpOptions = true, sortOptions = false,
		description = { "Records everything that the agents tell, with the names of the cluster, until Ctrl-C.",
				"The desktop opens the file anywhere, without a cluster; observe, topology and replay read it." },
		footer = { "%nExamples:", "  cfcli record monday.cortex --for 1h", "  cfcli record here.cortex --agent 127.0.0.1:7373" })
final class RecordCommand implements Callable<Integer>, Main.Command {
	private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);
	private static final int PATIENCE_SECONDS = 10;

	private final Surroundings surroundings;
	@Spec
	private CommandSpec spec;
	@Parameters(index = "0", paramLabel = "FILE", description = "the file to write; its name ends in .cortex, so that the desktop offers to open it")
	private Path file;
	@Option(names = "--force", description = "replace a file that is there")
	private boolean force;
	@Option(names = "--for", paramLabel = "TIME", converter = Span.class, description = "end after this time, as 30s, 5m or 1h")
	private Optional<Duration> limit = Optional.empty();
	@Mixin
	private TrafficOptions traffic;

	/* Of the telemetry's thread, but for the end. */
	private volatile boolean begun;
	private volatile String problem = "";
	private long nextWords = System.nanoTime() + BETWEEN_WORDS.toNanos();

	RecordCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		if (traffic.recording().isPresent()) {
			throw new ParameterException(spec.commandLine(), "a recording is not recorded again: copy the file");
		}
		if (!force && Files.exists(file)) {
			throw new CommandFault(ExitCode.FAILED, "There is a file " + Surroundings.safe(file.toString()) + " already.",
					"Name another one, or say --force to replace it.");
		}
		try (Feed feed = Feed.open(surroundings, traffic); var telemetry = new Telemetry()) {
			/* A signal ends the program while this thread waits: the file is ended in order all the same. */
			var hook = new Thread(() -> end(telemetry));
			Runtime.getRuntime().addShutdownHook(hook);
			try {
				feed.watch(telemetry, limit, mesh -> record(telemetry, mesh));
			} finally {
				end(telemetry);
				Runtime.getRuntime().removeShutdownHook(hook);
			}
		}
		if (!problem.isEmpty()) {
			throw new CommandFault(ExitCode.FAILED, problem, begun ? "What was written before can be opened."
					: "Choose a folder that you may write to.");
		}
		return ExitCode.DONE;
	}

	/** With the first mesh, so that no file is replaced before somebody was reached. */
	private boolean record(Telemetry telemetry, Mesh mesh) {
		if (!begun && problem.isEmpty()) {
			try {
				telemetry.record(RecordingWriter.create(file, force), words -> problem = words);
				begun = true;
				surroundings.progress("Recording to " + Surroundings.safe(file.toString()) + ". Ctrl-C ends it.");
			} catch (IOException e) {
				problem = "The file " + Surroundings.safe(file.toString()) + " cannot be written: "
						+ Surroundings.safe(String.valueOf(e.getMessage())) + ".";
			}
		}
		if (System.nanoTime() - nextWords > 0) {
			nextWords += BETWEEN_WORDS.toNanos();
			surroundings.progress(size() + " up to " + mesh.at() + ".");
		}
		return problem.isEmpty();
	}

	private String size() {
		try {
			return Figures.bytes(OptionalDouble.of(Files.size(file)));
		} catch (IOException e) {
			return "An unknown number of bytes";
		}
	}

	/** Once: by the signal or by the command itself, whatever comes first. */
	private synchronized void end(Telemetry telemetry) {
		if (!begun) {
			return;
		}
		var ended = new CountDownLatch(1);
		telemetry.stopRecording(ended::countDown);
		try {
			if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				surroundings.say("cfcli: warning: the recording could not be ended within " + PATIENCE_SECONDS
						+ " s; what was written can be opened.");
			} else if (problem.isEmpty()) {
				surroundings.say("Recorded " + size() + " in " + Surroundings.safe(file.toString()) + ".");
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		begun = false;
	}
}
