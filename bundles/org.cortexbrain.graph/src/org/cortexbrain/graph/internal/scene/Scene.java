package org.cortexbrain.graph.internal.scene;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphContentProvider;
import org.cortexbrain.graph.GraphStyleProvider;
import org.cortexbrain.graph.IconShape;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.Sign;

/** What is drawn: nodes and connections with looks and places. Knows no widget; belongs to one thread. */
public final class Scene {
	private static final NodeStyle BROKEN_NODE = new NodeStyle("?", "", IconShape.NONE, Sign.UNKNOWN, false, "");
	private static final ConnectionStyle BROKEN_CONNECTION = new ConnectionStyle(1, Sign.UNKNOWN, "", "");

	private static final int MOST_TOLD = 1_000;
	private static final int MOST_CHARACTERS = 200;

	private final Map<Object, SceneNode> nodes = new LinkedHashMap<>();
	private final Map<Object, SceneEdge> edges = new LinkedHashMap<>();
	private final Consumer<String> problem;
	private final Set<String> told = new HashSet<>();
	private boolean stale;
	private boolean moved;
	private boolean shared;
	private Picture picture = Picture.of(List.of(), List.of(), List.of());

	/** @param problem takes what was wrong with the content, each once */
	public Scene(Consumer<String> problem) {
		this.problem = problem;
	}

	/** What a refresh found. */
	public record Change(int added, int removed) {
		public boolean structural() {
			return added + removed > 0;
		}
	}

	/** Makes the scene equal to the input. What stays keeps its place. */
	public Change refresh(Object input, GraphContentProvider content, GraphStyleProvider styles) {
		stale = true;
		Set<Object> present = elements(() -> content.nodes(input), "nodes");
		int before = nodes.size();
		nodes.entrySet().removeIf(entry -> {
			boolean gone = !present.contains(entry.getKey());
			if (gone) {
				entry.getValue().container(null);
				entry.getValue().children().forEach(child -> child.container(null));
			}
			return gone;
		});
		int removed = before - nodes.size();
		int added = 0;
		for (Object element : present) {
			SceneNode node = nodes.get(element);
			if (node == null) {
				nodes.put(element, new SceneNode(this, element, style(styles, element)));
				added++;
			} else {
				node.style(style(styles, element));
			}
		}
		if (added + removed > 0) {
			changed();
		}
		for (SceneNode node : nodes.values()) {
			container(node, content);
		}
		refreshEdges(input, content, styles);
		return new Change(added, removed);
	}

	/** Asks for the looks of one element again. @return whether it is in the scene */
	public boolean update(Object element, GraphStyleProvider styles) {
		SceneNode node = nodes.get(element);
		if (node != null) {
			node.style(style(styles, element));
			return true;
		}
		SceneEdge edge = edges.get(element);
		if (edge != null) {
			edge.style(connectionStyle(styles, element));
			return true;
		}
		return false;
	}

	private interface Supplier {
		Collection<?> get();
	}

	private Set<Object> elements(Supplier supplier, String what) {
		Set<Object> elements = new java.util.LinkedHashSet<>();
		try {
			Collection<?> given = supplier.get();
			if (given == null) {
				tell("the content provider gives null for the " + what);
				return elements;
			}
			for (Object element : given) {
				if (element == null) {
					tell("the content provider gives null among the " + what);
				} else if (!elements.add(element)) {
					tell("the content provider gives elements twice among the " + what, ": " + text(element) + " first");
				}
			}
		} catch (RuntimeException e) {
			tell("the content provider failed to give the " + what, e);
		}
		return elements;
	}

	/** Tells what is wrong, each once. */
	public void tell(String text) {
		tell(text, "");
	}

	/* What is wrong with many elements, or in other words each time, is told of the first. */
	private void tell(String what, String detail) {
		if (told.size() < MOST_TOLD && told.add(what)) {
			problem.accept(what + detail);
		}
	}

	private void tell(String what, RuntimeException failure) {
		if (told.size() < MOST_TOLD && told.add(what + failure.getClass().getName())) {
			problem.accept(what + ": " + failure);
		}
	}

	/* Elements are others' objects: they may be long, or fail. */
	private static String text(Object element) {
		try {
			String text = String.valueOf(element);
			return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "\u2026";
		} catch (RuntimeException e) {
			return "a " + element.getClass().getName() + " whose toString fails";
		}
	}

	private NodeStyle style(GraphStyleProvider styles, Object element) {
		try {
			NodeStyle style = styles.node(element);
			if (style != null) {
				return style;
			}
			tell("the style provider gives null for a node");
		} catch (RuntimeException e) {
			tell("the style provider failed for a node", e);
		}
		return BROKEN_NODE;
	}

	private ConnectionStyle connectionStyle(GraphStyleProvider styles, Object element) {
		try {
			ConnectionStyle style = styles.connection(element);
			if (style != null) {
				return style;
			}
			tell("the style provider gives null for a connection");
		} catch (RuntimeException e) {
			tell("the style provider failed for a connection", e);
		}
		return BROKEN_CONNECTION;
	}

	private void container(SceneNode node, GraphContentProvider content) {
		SceneNode wanted = null;
		try {
			Optional<?> container = content.container(node.element());
			wanted = container == null || container.isEmpty() ? null : nodes.get(container.get());
		} catch (RuntimeException e) {
			tell("the content provider failed to give a container", e);
		}
		for (SceneNode up = wanted; up != null; up = up.container()) {
			if (up == node) {
				tell("a node would hold itself", ": " + text(node.element()));
				wanted = null;
				break;
			}
		}
		if (wanted != node.container()) {
			node.container(wanted);
		}
	}

	private void refreshEdges(Object input, GraphContentProvider content, GraphStyleProvider styles) {
		Set<Object> present = elements(() -> content.connections(input), "connections");
		if (edges.keySet().retainAll(present)) {
			changed();
		}
		for (Object element : present) {
			SceneEdge old = edges.get(element);
			SceneNode source = end(element, content::source, "source");
			SceneNode target = end(element, content::target, "target");
			if (source == null || target == null) {
				if (edges.remove(element) != null) {
					changed();
				}
			} else if (old == null || old.source() != source || old.target() != target) {
				edges.put(element, new SceneEdge(this, element, source, target, connectionStyle(styles, element)));
				changed();
			} else {
				old.style(connectionStyle(styles, element));
			}
		}
		shareLanes();
	}

	private SceneNode end(Object connection, java.util.function.Function<Object, Object> of, String what) {
		try {
			SceneNode node = nodes.get(of.apply(connection));
			if (node == null) {
				tell("the " + what + " of a connection is no node", ": " + text(connection));
			}
			return node;
		} catch (RuntimeException e) {
			tell("the content provider failed to give the " + what + " of a connection", e);
			return null;
		}
	}

	/** Connections between the same two nodes, in either direction, run beside each other. */
	private void shareLanes() {
		Map<Set<SceneNode>, List<SceneEdge>> parallel = new HashMap<>();
		for (SceneEdge edge : edges.values()) {
			parallel.computeIfAbsent(edge.source() == edge.target() ? Set.of(edge.source()) : Set.of(edge.source(), edge.target()),
					_ -> new ArrayList<>()).add(edge);
		}
		for (List<SceneEdge> group : parallel.values()) {
			for (int i = 0; i < group.size(); i++) {
				group.get(i).lane(i - (group.size() - 1) / 2.0);
			}
		}
	}

	/** Something looks different where it is. */
	void looksChanged() {
		stale = true;
	}

	/** Something has come, gone or moved. */
	void changed() {
		stale = true;
		moved = true;
	}

	public Collection<SceneNode> nodes() {
		return nodes.values();
	}

	public Collection<SceneEdge> edges() {
		return edges.values();
	}

	/** The node of an element; null if there is none. */
	public SceneNode node(Object element) {
		return nodes.get(element);
	}

	/** The connection of an element; null if there is none. */
	public SceneEdge edge(Object element) {
		return edges.get(element);
	}

	/**
	 * What there is to draw now: every node that has a place, and the connections between them. The same object as before where nothing has
	 * changed.
	 */
	public Picture picture() {
		if (!stale) {
			return picture;
		}
		stale = false;
		if (moved) {
			ports();
		}
		List<DrawnNode> fields = new ArrayList<>();
		List<DrawnNode> cards = new ArrayList<>(nodes.size());
		for (SceneNode node : nodes.values()) {
			if (node.box() != null) {
				DrawnNode drawn = node.drawn();
				(drawn.field() ? fields : cards).add(drawn);
			}
		}
		fields.sort(Comparator.comparingInt(DrawnNode::depth));
		List<DrawnEdge> lines = new ArrayList<>(edges.size());
		for (SceneEdge edge : edges.values()) {
			if (edge.source().box() != null && edge.target().box() != null) {
				lines.add(edge.drawn());
			}
		}
		/* To go through all boxes takes as long as all else here. */
		Picture now = moved ? Picture.of(fields, cards, lines) : new Picture(fields, cards, lines, picture.bounds());
		moved = false;
		if (!now.isOfTheSame(picture)) {
			picture = now;
		}
		return picture;
	}

	private void ports() {
		if (edges.size() <= Ports.MOST) {
			Ports.share(edges.values());
			shared = true;
		} else if (shared) {
			edges.values().forEach(SceneEdge::inLane);
			shared = false;
		}
	}

	/** Whether no card stands there. */
	public boolean isFree(Box place) {
		return nodes.values().stream().noneMatch(node -> !node.isField() && node.box() != null && node.box().overlaps(place));
	}

	/** What surrounds all nodes; empty while none has a place. */
	public Optional<Box> bounds() {
		return nodes.values().stream().map(SceneNode::box).filter(Objects::nonNull).reduce(Box::union);
	}
}
