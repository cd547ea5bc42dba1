package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphContentProvider;
import org.cortexbrain.graph.GraphStyleProvider;
import org.cortexbrain.graph.NodeStyle;

/**
 * A content in which collapsed containers stand for all that they hold: connections from and to it become theirs, those that are within
 * vanish. For one refresh, which asks for the nodes first.
 */
public final class CollapsedContent implements GraphContentProvider, GraphStyleProvider {
	private final GraphContentProvider content;
	private final GraphStyleProvider styles;
	private final Set<Object> collapsed;
	/** Nodes that are not shown, with the outermost collapsed container around each. */
	private final Map<Object, Object> standIns = new HashMap<>();
	private final Map<Object, List<Object>> held = new HashMap<>();
	private final Map<Object, Bundle> bundles = new HashMap<>();

	public CollapsedContent(GraphContentProvider content, GraphStyleProvider styles, Set<Object> collapsed) {
		this.content = content;
		this.styles = styles;
		this.collapsed = Set.copyOf(collapsed);
	}

	@Override
	public Collection<?> nodes(Object input) {
		Collection<?> all = content.nodes(input);
		if (all == null || collapsed.isEmpty()) {
			return all;
		}
		Set<Object> present = new HashSet<>(all);
		List<Object> shown = new ArrayList<>(all.size());
		for (Object node : all) {
			Object standIn = node == null ? null : outermost(node, present);
			if (standIn == null) {
				shown.add(node);
			} else {
				standIns.put(node, standIn);
				held.computeIfAbsent(standIn, _ -> new ArrayList<>()).add(node);
			}
		}
		return shown;
	}

	/* A container that is no node, or that would hold itself, holds nothing: whoever draws the content tells of it. */
	private Object outermost(Object node, Set<Object> present) {
		Object outermost = null;
		Set<Object> passed = new HashSet<>();
		Object at = node;
		while (passed.add(at)) {
			Optional<?> container = containerOf(at);
			if (container == null || container.isEmpty() || !present.contains(container.get())) {
				return outermost;
			}
			at = container.get();
			if (collapsed.contains(at)) {
				outermost = at;
			}
		}
		return null;
	}

	/* A provider that fails here will fail again when the scene asks it, which tells it. */
	private Optional<?> containerOf(Object node) {
		try {
			return content.container(node);
		} catch (RuntimeException e) {
			return Optional.empty();
		}
	}

	private static Object endOf(Function<Object, Object> end, Object connection) {
		try {
			return connection == null ? null : end.apply(connection);
		} catch (RuntimeException e) {
			/* As above. */
			return null;
		}
	}

	@Override
	public Collection<?> connections(Object input) {
		Collection<?> all = content.connections(input);
		if (all == null || standIns.isEmpty()) {
			return all;
		}
		List<Object> shown = new ArrayList<>(all.size());
		Map<List<Object>, List<Object>> together = new LinkedHashMap<>();
		for (Object connection : all) {
			Object source = endOf(content::source, connection);
			Object target = endOf(content::target, connection);
			if (source == null || target == null || !standIns.containsKey(source) && !standIns.containsKey(target)) {
				shown.add(connection);
				continue;
			}
			Object from = standIns.getOrDefault(source, source);
			Object to = standIns.getOrDefault(target, target);
			if (!from.equals(to)) {
				together.computeIfAbsent(List.of(from, to), _ -> new ArrayList<>()).add(connection);
			}
		}
		together.forEach((ends, connections) -> {
			var bundle = new Bundle(ends.getFirst(), ends.getLast(), connections);
			connections.forEach(connection -> bundles.put(connection, bundle));
			shown.add(bundle);
		});
		return shown;
	}

	@Override
	public Object source(Object connection) {
		return connection instanceof Bundle bundle ? bundle.source() : content.source(connection);
	}

	@Override
	public Object target(Object connection) {
		return connection instanceof Bundle bundle ? bundle.target() : content.target(connection);
	}

	@Override
	public Optional<?> container(Object node) {
		return content.container(node);
	}

	@Override
	public NodeStyle node(Object node) {
		return held.containsKey(node) ? styles.collapsed(node, List.copyOf(held.get(node))) : styles.node(node);
	}

	@Override
	public ConnectionStyle connection(Object connection) {
		return connection instanceof Bundle bundle ? styles.bundle(bundle.connections()) : styles.connection(connection);
	}

	/** Whether it is a collapsed container that stands for what it holds. */
	public boolean isStandIn(Object node) {
		return held.containsKey(node);
	}

	/** The name of a node that a collapsed container stands for; empty for any other. */
	public Optional<String> nameWithin(Object node) {
		return Optional.of(node).filter(standIns::containsKey).map(this::nameOf).filter(name -> !name.isEmpty());
	}

	/** The names of all that a collapsed container stands for. */
	Stream<String> namesWithin(Object container) {
		return held.getOrDefault(container, List.of()).stream().map(this::nameOf);
	}

	private String nameOf(Object node) {
		try {
			NodeStyle style = styles.node(node);
			return style == null ? "" : style.name();
		} catch (RuntimeException e) {
			/* As above. */
			return "";
		}
	}

	/** What is drawn for a node or a connection: the container that stands for it, its bundle, or itself. */
	public Object shown(Object element) {
		if (standIns.containsKey(element)) {
			return standIns.get(element);
		}
		return bundles.containsKey(element) ? bundles.get(element) : element;
	}
}
