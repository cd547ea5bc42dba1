package org.cortexbrain.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints flows as they happen. */
@Command(name = "observe", mixinStandardHelpOptions = true, sortOptions = false,
		description = { "Prints the flows on which something happens, a line for each and second, until Ctrl-C or the end of the recording.",
				"Rates are of the last interval. What agents could not count is told on standard error." },
		footer = { "%nExamples:", "  cfcli observe -A failing", "  cfcli observe -n shop from:cart port:6379 --for 1m -o json",
				"  cfcli observe --recording monday.cortex -o 'jsonpath={.source.name}{\" \"}{.target.name}'" })
final class ObserveCommand implements Callable<Integer>, Main.Command {
	private final Surroundings surroundings;
	@Parameters(index = "0..*", arity = "0..*", paramLabel = "FILTER", description = TrafficFilter.WORDS)
	private List<String> words = new ArrayList<>();
	@Mixin
	private TrafficFilter filter;
	@Option(names = { "-o", "--output" }, paramLabel = "SHAPE", defaultValue = "text", converter = FlowShape.Reading.class,
			description = "text, wide, json (an object a line), yaml, or jsonpath=TEMPLATE (default text)")
	private FlowShape shape;
	@Option(names = "--for", paramLabel = "TIME", converter = Span.class, description = "end after this time, as 30s, 5m or 1h")
	private Optional<Duration> limit = Optional.empty();
	@Mixin
	private TrafficOptions traffic;

	ObserveCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		try (Feed feed = Feed.open(surroundings, traffic)) {
			var printer = new FlowPrinter(surroundings, shape, filter.of(feed.cluster(), words));
			feed.play(limit, printer::take);
			return ExitCode.DONE;
		}
	}
}
