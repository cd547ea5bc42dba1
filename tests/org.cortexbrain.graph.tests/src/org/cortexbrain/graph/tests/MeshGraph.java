package org.cortexbrain.graph.tests;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphContentProvider;
import org.cortexbrain.graph.GraphStyleProvider;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.IconShape;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.Sign;

/** A graph that tests change at will: names are nodes, lists of two names are connections. */
class MeshGraph implements GraphContentProvider, GraphStyleProvider {
	private static final IconShape CUBE = new IconShape(List.of(new double[] { 8, 1, 14, 4.5, 14, 11.5, 8, 15, 2, 11.5, 2, 4.5, 8, 1 },
			new double[] { 2, 4.5, 8, 8, 14, 4.5 }, new double[] { 8, 8, 8, 15 }));

	final Set<Object> nodes = new LinkedHashSet<>();
	final List<Object> connections = new ArrayList<>();
	final Map<Object, Object> containers = new HashMap<>();
	final Map<Object, Sign> signs = new LinkedHashMap<>();

	MeshGraph node(String name, String container) {
		nodes.add(name);
		if (!container.isEmpty()) {
			nodes.add(container);
			containers.put(name, container);
		}
		return this;
	}

	/** Makes it what a viewer shows, under the name of "mesh". */
	void showIn(GraphViewer viewer) {
		viewer.setContentProvider(this);
		viewer.setStyleProvider(this);
		viewer.setInput("mesh");
	}

	MeshGraph connect(String source, String target) {
		connections.add(List.of(source, target));
		return this;
	}

	MeshGraph sign(Object element, Sign sign) {
		signs.put(element, sign);
		return this;
	}

	/** A mesh of so many nodes in so many namespaces; each talks to a few that come after it. */
	static MeshGraph generated(int count, int namespaces, long seed) {
		var graph = new MeshGraph();
		var random = new Random(seed);
		for (int i = 0; i < count; i++) {
			graph.node("service-" + i, namespaces == 0 ? "" : "namespace-" + i * namespaces / count);
		}
		for (int i = 1; i < count; i++) {
			graph.connect("service-" + random.nextInt(i), "service-" + i);
			if (random.nextInt(3) == 0) {
				graph.connect("service-" + random.nextInt(count), "service-" + i);
			}
		}
		List<Object> distinct = new ArrayList<>(new LinkedHashSet<>(graph.connections));
		graph.connections.clear();
		graph.connections.addAll(distinct);
		return graph;
	}

	static MeshGraph shop() {
		var graph = new MeshGraph();
		for (String name : List.of("front", "cart", "checkout", "orders", "payments")) {
			graph.node(name, "shop");
		}
		graph.node("orders-db", "data").node("redis", "data").node("search", "data");
		graph.node("prober", "platform").node("metrics", "platform").node("logs", "platform");
		graph.node("external (3)", "");
		graph.connect("external (3)", "front").connect("front", "cart").connect("front", "checkout").connect("checkout", "payments")
				.connect("checkout", "orders").connect("orders", "orders-db").connect("cart", "redis").connect("front", "search")
				.connect("prober", "front").connect("metrics", "orders").connect("logs", "search").connect("payments", "external (3)")
				.connect("redis", "cart");
		graph.sign("payments", Sign.FAILING).sign(List.of("checkout", "payments"), Sign.FAILING).sign("orders-db", Sign.DEGRADED)
				.sign(List.of("orders", "orders-db"), Sign.DEGRADED).sign("logs", Sign.UNKNOWN).sign(List.of("logs", "search"), Sign.UNKNOWN);
		return graph;
	}

	@Override
	public Collection<?> nodes(Object input) {
		return nodes;
	}

	@Override
	public Collection<?> connections(Object input) {
		return connections;
	}

	@Override
	public Object source(Object connection) {
		return ((List<?>) connection).get(0);
	}

	@Override
	public Object target(Object connection) {
		return ((List<?>) connection).get(1);
	}

	@Override
	public Optional<?> container(Object node) {
		return Optional.ofNullable(containers.get(node));
	}

	@Override
	public NodeStyle node(Object node) {
		Sign sign = signs.getOrDefault(node, Sign.HEALTHY);
		String detail = switch (sign) {
		case FAILING -> "100 % of connections refused";
		case DEGRADED -> "4.2 retransmits/s";
		case UNKNOWN -> "idle";
		case HEALTHY -> "in 12/s   3.2 MiB/s";
		};
		return new NodeStyle(node.toString(), detail, CUBE, sign, containers.containsValue(node), node.toString());
	}

	@Override
	public ConnectionStyle connection(Object connection) {
		Sign sign = signs.getOrDefault(connection, Sign.HEALTHY);
		return new ConnectionStyle(1 + Math.abs(connection.hashCode()) % 4, sign, "12/s   p95 3.2 ms", connection.toString());
	}
}
