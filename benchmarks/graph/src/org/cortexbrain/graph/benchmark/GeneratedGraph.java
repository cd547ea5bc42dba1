package org.cortexbrain.graph.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphContentProvider;
import org.cortexbrain.graph.GraphStyleProvider;
import org.cortexbrain.graph.IconShape;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.Sign;

/** A graph made by a rule from a seed, so that every run measures the same. Signs of nodes and connections change at will. */
final class GeneratedGraph implements GraphContentProvider, GraphStyleProvider {
	private static final long SEED = 42;
	private static final IconShape CUBE = new IconShape(List.of(new double[] { 8, 1, 14, 4.5, 14, 11.5, 8, 15, 2, 11.5, 2, 4.5, 8, 1 },
			new double[] { 2, 4.5, 8, 8, 14, 4.5 }, new double[] { 8, 8, 8, 15 }));

	/** A node; its number tells it apart. */
	static final class Vertex {
		final String name;
		final Optional<Vertex> container;
		final boolean holds;
		Sign sign = Sign.HEALTHY;

		Vertex(String name, Optional<Vertex> container, boolean holds) {
			this.name = name;
			this.container = container;
			this.holds = holds;
		}
	}

	/** A connection; only identity tells it apart. */
	static final class Link {
		final Vertex source;
		final Vertex target;
		final double width;
		Sign sign = Sign.HEALTHY;

		Link(Vertex source, Vertex target, double width) {
			this.source = source;
			this.target = target;
			this.width = width;
		}
	}

	private final String name;
	private final List<Vertex> containers = new ArrayList<>();
	private final List<Vertex> vertices = new ArrayList<>();
	private final List<Link> links = new ArrayList<>();
	private final Set<Long> joined = new HashSet<>();
	private final Random random = new Random(SEED);

	private GeneratedGraph(String name) {
		this.name = name;
	}

	/** Node i links to a random earlier node, then random pairs up to the number of edges. */
	static GeneratedGraph preferential(int nodes, int edges) {
		var graph = new GeneratedGraph("preferential");
		for (int i = 0; i < nodes; i++) {
			graph.vertices.add(new Vertex("service-" + i, Optional.empty(), false));
			if (i > 0) {
				graph.join(graph.random.nextInt(i), i);
			}
		}
		while (graph.links.size() < edges) {
			graph.join(graph.random.nextInt(nodes), graph.random.nextInt(nodes));
		}
		return graph;
	}

	/** Pods in namespaces of equal size: three of four connections stay in the namespace, the rest cross. */
	static GeneratedGraph namespaces(int namespaces, int pods, int edges) {
		var graph = new GeneratedGraph("namespaces");
		for (int i = 0; i < namespaces; i++) {
			graph.containers.add(new Vertex("namespace-" + i, Optional.empty(), true));
		}
		for (int i = 0; i < pods; i++) {
			graph.vertices.add(new Vertex("pod-" + i, Optional.of(graph.containers.get(i % namespaces)), false));
		}
		int within = pods / namespaces;
		while (graph.links.size() < edges) {
			int source = graph.random.nextInt(pods);
			int target = graph.random.nextInt(4) == 0 ? graph.random.nextInt(pods)
					: source % namespaces + namespaces * graph.random.nextInt(within);
			graph.join(source, target);
		}
		return graph;
	}

	/** One node that all others talk to. */
	static GeneratedGraph hub(int spokes) {
		var graph = new GeneratedGraph("hub");
		graph.vertices.add(new Vertex("hub", Optional.empty(), false));
		for (int i = 1; i <= spokes; i++) {
			graph.vertices.add(new Vertex("client-" + i, Optional.empty(), false));
			graph.join(i, 0);
		}
		return graph;
	}

	/** Twelve services, as a small shop has them: two in trouble, one unknown, some pairs that talk in both directions. */
	static GeneratedGraph shop() {
		var graph = new GeneratedGraph("shop");
		for (String name : List.of("shop", "data", "an-organisation-with-a-very-long-name-in-its-production-environment")) {
			graph.containers.add(new Vertex(name, Optional.empty(), true));
		}
		List<String> names = List.of("front", "cart", "checkout", "orders", "payments", "orders-db", "redis", "search", "prober", "metrics", "logs",
				"recommendations-with-a-name-that-no-card-holds");
		int[] containers = { 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 0 };
		for (int i = 0; i < containers.length; i++) {
			graph.vertices.add(new Vertex(names.get(i), Optional.of(graph.containers.get(containers[i])), false));
		}
		int[] ends = { 0, 1, 0, 2, 2, 4, 2, 3, 3, 5, 1, 6, 6, 1, 0, 7, 8, 0, 9, 3, 10, 7, 0, 11, 11, 7, 7, 11, 3, 2 };
		for (int i = 0; i < ends.length; i += 2) {
			graph.join(ends[i], ends[i + 1]);
		}
		graph.links.get(2).sign = graph.vertices.get(4).sign = Sign.FAILING;
		graph.links.get(4).sign = graph.vertices.get(5).sign = Sign.DEGRADED;
		graph.links.get(5).sign = graph.links.get(6).sign = Sign.DEGRADED;
		graph.links.get(10).sign = graph.vertices.get(10).sign = Sign.UNKNOWN;
		return graph;
	}

	/** The same as {@link #namespaces}, where one of twenty nodes and connections is in trouble or unknown. */
	static GeneratedGraph troubled(int namespaces, int pods, int edges) {
		GeneratedGraph graph = namespaces(namespaces, pods, edges);
		Sign[] signs = { Sign.DEGRADED, Sign.FAILING, Sign.UNKNOWN };
		for (int i = 0; i < pods / 20; i++) {
			graph.vertices.get(graph.random.nextInt(pods)).sign = signs[graph.random.nextInt(signs.length)];
		}
		for (int i = 0; i < edges / 20; i++) {
			graph.links.get(graph.random.nextInt(edges)).sign = signs[graph.random.nextInt(signs.length)];
		}
		return graph;
	}

	private void join(int source, int target) {
		if (source != target && joined.add((long) source << 32 | target)) {
			links.add(new Link(vertices.get(source), vertices.get(target), 1 + random.nextInt(4)));
		}
	}

	String name() {
		return name + " " + String.format("%,d", vertices.size()) + " / " + String.format("%,d", links.size());
	}

	int size() {
		return vertices.size();
	}

	List<Vertex> vertices() {
		return vertices;
	}

	List<Link> links() {
		return links;
	}

	@Override
	public Collection<?> nodes(Object input) {
		Set<Object> all = new LinkedHashSet<>(containers);
		all.addAll(vertices);
		return all;
	}

	@Override
	public Collection<?> connections(Object input) {
		return links;
	}

	@Override
	public Object source(Object connection) {
		return ((Link) connection).source;
	}

	@Override
	public Object target(Object connection) {
		return ((Link) connection).target;
	}

	@Override
	public Optional<?> container(Object node) {
		return ((Vertex) node).container;
	}

	@Override
	public NodeStyle node(Object node) {
		var vertex = (Vertex) node;
		return new NodeStyle(vertex.name, "in 12/s   3.2 MiB/s", CUBE, vertex.sign, vertex.holds, vertex.name);
	}

	@Override
	public ConnectionStyle connection(Object connection) {
		var link = (Link) connection;
		return new ConnectionStyle(link.width, link.sign, "12/s   p95 3.2 ms", link.source.name + " to " + link.target.name);
	}
}
