package org.cortexbrain.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.model.Mesh;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the flows of a recording at the pace at which they happened. */
@Command(name = "replay", mixinStandardHelpOptions = true, sortOptions = false,
		description = "Prints the flows of a recording at the pace at which they happened, or faster. observe --recording prints them at once.",
		footer = { "%nExample:", "  cfcli replay monday.cortex --speed 60 failing" })
final class ReplayCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Spec
	private CommandSpec spec;
	@Parameters(index = "0", paramLabel = "FILE", description = "the recording")
	private Path file;
	@Option(names = "--speed", paramLabel = "FACTOR", defaultValue = "1", description = "how many times as fast, as 0.5 or 60 (default 1)")
	private double speed;
	@Option(names = { "-o", "--output" }, paramLabel = "SHAPE", defaultValue = "text", converter = FlowShape.Reading.class,
			description = "text, wide, json (an object a line), yaml, or jsonpath=TEMPLATE (default text)")
	private FlowShape shape;
	@Option(names = "--for", paramLabel = "TIME", converter = Span.class, description = "end after this time of the recording, as 30s, 5m or 1h")
	private Optional<Duration> limit = Optional.empty();
	@Parameters(index = "1..*", arity = "0..*", paramLabel = "FILTER", description = TrafficFilter.WORDS)
	private List<String> words = new ArrayList<>();
	@Mixin
	private TrafficFilter filter;

	private Optional<Instant> before = Optional.empty();

	ReplayCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		if (!(speed > 0)) {
			throw new ParameterException(spec.commandLine(), "a recording is played forwards, as by --speed 1 or --speed 60");
		}
		var printer = new FlowPrinter(surroundings, shape, filter.of(Optional.empty(), words));
		try (Feed feed = Feed.of(surroundings, file)) {
			feed.play(limit, mesh -> isDue(mesh) && printer.take(mesh));
		}
		if (Thread.interrupted()) {
			throw new InterruptedException("replay");
		}
		return ExitCode.DONE;
	}

	/** Waits for the time of a mesh. False if interrupted. */
	private boolean isDue(Mesh mesh) {
		long nanos = before.map(last -> Math.max(0, (long) (Duration.between(last, mesh.at()).toNanos() / speed))).orElse(0L);
		before = Optional.of(mesh.at());
		try {
			TimeUnit.NANOSECONDS.sleep(nanos);
			return true;
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			return false;
		}
	}
}
