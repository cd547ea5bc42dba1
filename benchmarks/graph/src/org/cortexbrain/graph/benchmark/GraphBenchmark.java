package org.cortexbrain.graph.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.eclipse.swt.widgets.Display;

/** Measures the graph viewer in a real window, over graphs of several kinds and sizes. */
public final class GraphBenchmark {
	private static final List<Group> GROUPS = List.of(new MovementFigures(), new ChangeFigures(), new DragFigures(), new LayoutFigures(), new ExportFigures());
	private static final String USAGE = """
			usage: run [--only TEXT] [--layout-limit SECONDS]
			  --only TEXT             measure only graphs whose name contains it: tiny, preferential, namespaces, hub, 1,000, 2,000, 5,000, 50,000
			  --layout-limit SECONDS  give a graph up that is not laid out in this time (60)
			""";

	private record Option(String name, Supplier<GeneratedGraph> graph) {
	}

	private static final List<Option> GRAPHS = List.of(
			new Option("preferential 1,000", () -> GeneratedGraph.preferential(1_000, 1_500)),
			new Option("preferential 2,000", () -> GeneratedGraph.preferential(2_000, 8_000)),
			new Option("preferential 5,000", () -> GeneratedGraph.preferential(5_000, 20_000)),
			new Option("namespaces 5,000", () -> GeneratedGraph.namespaces(40, 5_000, 20_000)),
			new Option("hub 5,000", () -> GeneratedGraph.hub(4_999)),
			new Option("preferential 50,000", () -> GeneratedGraph.preferential(50_000, 200_000)));
	/** To try the benchmark itself; measured only when it is asked for. */
	private static final Option TINY = new Option("tiny", () -> GeneratedGraph.preferential(100, 200));

	private GraphBenchmark() {
	}

	/** Exit code 0: measured, all goals met; 1: some goal was missed or not measured; 2: wrong usage. */
	public static void main(String[] arguments) {
		String only = "";
		long layoutLimitMillis = 60_000;
		for (int i = 0; i < arguments.length; i++) {
			if (arguments[i].equals("--only") && i + 1 < arguments.length) {
				only = arguments[++i];
			} else if (arguments[i].equals("--layout-limit") && i + 1 < arguments.length && arguments[i + 1].matches("[0-9]{1,6}")) {
				layoutLimitMillis = Long.parseLong(arguments[++i]) * 1000;
			} else {
				System.err.print(USAGE);
				System.exit(2);
			}
		}
		List<Option> chosen = new ArrayList<>();
		for (Option option : GRAPHS) {
			if (option.name.contains(only)) {
				chosen.add(option);
			}
		}
		if (only.equals(TINY.name)) {
			chosen.add(TINY);
		}
		if (chosen.isEmpty()) {
			System.err.print(USAGE);
			System.exit(2);
		}
		System.exit(measure(chosen, layoutLimitMillis) == 0 ? 0 : 1);
	}

	private static int measure(List<Option> chosen, long layoutLimitMillis) {
		Display display = new Display();
		try {
			var report = new Report(System.out);
			report.begin();
			for (Option option : chosen) {
				GeneratedGraph graph = option.graph.get();
				report.on(graph.name());
				/* Beside each graph anew: what else the machine does changes within minutes. */
				Anchor.measure(display, report);
				Optional<Window> window = new Opening(display, report, layoutLimitMillis).open(graph);
				for (Group group : window.isEmpty() ? List.<Group>of() : GROUPS) {
					group.measure(graph, window.get(), report);
				}
				window.ifPresent(Window::close);
			}
			report.end();
			return report.missed();
		} finally {
			display.dispose();
		}
	}
}
