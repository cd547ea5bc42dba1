package org.cortexbrain.graph.internal.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;

/**
 * A scene as a tree: a node lies below its container, a connection below its source, after the nodes that this holds. In the order of the
 * content, which does not change with places. Elements stand for themselves; made anew after the content has changed.
 */
public final class GraphOutline {
	private final Scene scene;
	private final List<Object> top;
	private final Map<SceneNode, List<SceneEdge>> outgoing = new HashMap<>();
	private final Map<SceneNode, List<SceneEdge>> incoming = new HashMap<>();
	private final Map<Object, List<Object>> below = new HashMap<>();
	private final Map<Object, Integer> index = new HashMap<>();

	public GraphOutline(Scene scene) {
		this.scene = scene;
		top = scene.nodes().stream().filter(node -> node.container() == null).map(SceneNode::element).toList();
		number(top);
		for (SceneEdge edge : scene.edges()) {
			outgoing.computeIfAbsent(edge.source(), _ -> new ArrayList<>()).add(edge);
			incoming.computeIfAbsent(edge.target(), _ -> new ArrayList<>()).add(edge);
		}
	}

	private List<Object> number(List<Object> siblings) {
		for (int i = 0; i < siblings.size(); i++) {
			index.put(siblings.get(i), i);
		}
		return siblings;
	}

	/** What lies in no container. */
	public List<Object> top() {
		return top;
	}

	/** What an element holds, then the connections that begin there; nothing for a connection. */
	public List<Object> below(Object element) {
		SceneNode node = scene.node(element);
		if (node == null) {
			return List.of();
		}
		return below.computeIfAbsent(element, _ -> {
			List<Object> all = new ArrayList<>(node.children().stream().map(SceneNode::element).toList());
			outgoing(node).forEach(edge -> all.add(edge.element()));
			return number(all);
		});
	}

	/** What an element lies below; empty at the top, and for what is not in the scene. */
	public Optional<Object> above(Object element) {
		SceneNode node = scene.node(element);
		if (node != null) {
			return Optional.ofNullable(node.container()).map(SceneNode::element);
		}
		return Optional.ofNullable(scene.edge(element)).map(edge -> edge.source().element());
	}

	/** The siblings of an element, itself among them. */
	public List<Object> siblings(Object element) {
		return above(element).map(this::below).orElse(top);
	}

	/** The place among the siblings, from 0; -1 for what is not in the scene. */
	public int index(Object element) {
		siblings(element);
		return index.getOrDefault(element, -1);
	}

	/** How deep an element lies, from 0. */
	public int depth(Object element) {
		int depth = 0;
		for (Optional<Object> up = above(element); up.isPresent(); up = above(up.get())) {
			depth++;
		}
		return depth;
	}

	public List<SceneEdge> outgoing(SceneNode node) {
		return outgoing.getOrDefault(node, List.of());
	}

	public List<SceneEdge> incoming(SceneNode node) {
		return incoming.getOrDefault(node, List.of());
	}
}
