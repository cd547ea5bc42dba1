package org.cortexbrain.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;

import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.EdgeHealth;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Health;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.report.MeshJson;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints who talks to whom. */
@Command(name = "topology", mixinStandardHelpOptions = true, sortOptions = false,
		description = { "Prints who talks to whom: after a time of looking on, or at the end of a recording.",
				"Rates are over that time. What agents could not count is told on standard error." },
		footer = { "%nExamples:", "  cfcli topology -A", "  cfcli topology -n shop -o svg > shop.svg",
				"  cfcli topology --recording monday.cortex --for 5m -o dot | dot -Tpng > monday.png" })
final class TopologyCommand implements Callable<Integer>, Main.Command {
	/** What can be chosen. */
	enum Shape {
		TEXT, JSON, DOT, GRAPHML, SVG
	}

	private static final Duration LOOK = Duration.ofSeconds(5);

	private final Surroundings surroundings;
	@Parameters(index = "0..*", arity = "0..*", paramLabel = "FILTER", description = TrafficFilter.WORDS)
	private List<String> words = new ArrayList<>();
	@Mixin
	private TrafficFilter filter;
	@Option(names = { "-o", "--output" }, paramLabel = "SHAPE", defaultValue = "text",
			description = "text, json (mesh.json of docs/formats.md), dot, graphml or svg (default text)")
	private Shape shape = Shape.TEXT;
	@Option(names = "--pods", description = "each pod, unit and address by itself, instead of workloads")
	private boolean each;
	@Option(names = "--for", paramLabel = "TIME", converter = Span.class,
			description = "look on for so long, as 30s or 5m (default 5s); in a recording, up to that time in it (default its end)")
	private Optional<Duration> limit = Optional.empty();
	@Mixin
	private TrafficOptions traffic;

	TopologyCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	@Override
	public Integer call() throws Exception {
		try (Feed feed = Feed.open(surroundings, traffic)) {
			BiPredicate<Edge, Health> wanted = filter.of(feed.cluster(), words);
			var looked = new LookedOn();
			feed.play(feed.isLive() ? limit.or(() -> Optional.of(LOOK)) : limit, mesh -> {
				looked.take(mesh);
				return true;
			});
			print(part(looked.mesh(), wanted));
			return ExitCode.DONE;
		}
	}

	/** The edges that are wanted, with their ends. */
	private static Mesh part(Mesh mesh, BiPredicate<Edge, Health> wanted) {
		List<Edge> edges = mesh.edges().stream().filter(edge -> wanted.test(edge, EdgeHealth.assess(edge, Health.Thresholds.DEFAULT))).toList();
		Set<Endpoint> ends = new HashSet<>();
		edges.forEach(edge -> {
			ends.add(edge.key().source());
			ends.add(edge.key().target());
			ends.addAll(edge.backends().keySet());
		});
		return new Mesh(mesh.at(), mesh.endpoints().stream().filter(ends::contains).toList(), edges, mesh.losses(), mesh.workloads());
	}

	private void print(Mesh mesh) throws IOException {
		if (mesh.edges().isEmpty()) {
			surroundings.say("cfcli: there is no such traffic.");
		}
		switch (shape) {
		case TEXT -> {
			if (!mesh.edges().isEmpty()) {
				TopologyText.print(surroundings, new Topology(mesh, each));
			}
		}
		case JSON -> {
			var bytes = new ByteArrayOutputStream();
			MeshJson.write(mesh, bytes);
			print(bytes.toByteArray());
		}
		case DOT -> graph(mesh, ExportFormat.DOT);
		case GRAPHML -> graph(mesh, ExportFormat.GRAPHML);
		case SVG -> graph(mesh, ExportFormat.SVG);
		}
	}

	private void graph(Mesh mesh, ExportFormat format) throws IOException {
		print(new TopologyGraph(new Topology(mesh, each)).write(format, mesh.at().toString()));
	}

	private void print(byte[] document) {
		surroundings.print(new String(document, StandardCharsets.UTF_8).stripTrailing());
	}
}
