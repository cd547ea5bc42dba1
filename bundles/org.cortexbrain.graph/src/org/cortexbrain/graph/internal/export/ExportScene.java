package org.cortexbrain.graph.internal.export;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphContentProvider;
import org.cortexbrain.graph.GraphStyleProvider;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.internal.Bundle;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;

/** Makes the scene that is exported: an own copy, whole or in part, so that the viewer's may change meanwhile. */
public final class ExportScene {
	private ExportScene() {
	}

	/** A copy of a scene. */
	public static Scene all(Scene scene) {
		Scene copy = copy(scene, _ -> true, _ -> true);
		scene.nodes().forEach(node -> copy.node(node.element()).box(node.box()));
		return copy;
	}

	/** A copy of a part of a scene; containers are drawn around what is left in them. */
	public static Scene only(Scene scene, Collection<?> elements) {
		Set<Object> kept = new HashSet<>();
		for (Object element : elements) {
			SceneNode node = scene.node(element);
			if (node != null) {
				keep(node, kept);
			}
			SceneEdge edge = scene.edge(element);
			if (edge != null) {
				keepEnds(edge, kept);
			}
		}
		for (SceneEdge edge : scene.edges()) {
			if (edge.element() instanceof Bundle bundle && bundle.connections().stream().anyMatch(elements::contains)) {
				keepEnds(edge, kept);
			}
		}
		Scene copy = copy(scene, kept::contains, edge -> kept.contains(edge.source().element()) && kept.contains(edge.target().element()));
		copy.nodes().forEach(node -> node.box(node.isField() ? null : scene.node(node.element()).box()));
		surround(copy);
		return copy;
	}

	private static void keepEnds(SceneEdge edge, Set<Object> kept) {
		keep(edge.source(), kept);
		keep(edge.target(), kept);
	}

	private static void keep(SceneNode node, Set<Object> kept) {
		for (SceneNode up = node.container(); up != null; up = up.container()) {
			kept.add(up.element());
		}
		keepWhole(node, kept);
	}

	private static void keepWhole(SceneNode node, Set<Object> kept) {
		kept.add(node.element());
		node.children().forEach(child -> keepWhole(child, kept));
	}

	/** A scene of a provider's content, with the middles of its nodes. */
	public static Scene of(Object input, GraphContentProvider content, GraphStyleProvider styles, Map<?, double[]> places) {
		List<String> problems = new ArrayList<>();
		var scene = new Scene(problems::add);
		scene.refresh(input, content, styles);
		if (!problems.isEmpty()) {
			throw new IllegalArgumentException("the graph cannot be exported: " + String.join("; ", problems));
		}
		places.forEach((element, middle) -> {
			SceneNode node = scene.node(element);
			if (node != null && !node.isField()) {
				node.box(new Box(middle[0] - SceneNode.WIDTH / 2, middle[1] - SceneNode.HEIGHT / 2, SceneNode.WIDTH, SceneNode.HEIGHT));
			}
		});
		surround(scene);
		return scene;
	}

	private static void surround(Scene scene) {
		scene.nodes().stream().filter(SceneNode::isField).sorted(Comparator.comparingInt(SceneNode::depth).reversed())
				.forEach(field -> field.around().ifPresent(field::box));
	}

	private static Scene copy(Scene scene, Predicate<Object> nodes, Predicate<SceneEdge> edges) {
		var copy = new Scene(problem -> {
			throw new IllegalStateException("a copied scene has a problem that the first had not: " + problem);
		});
		var part = new Part(scene, nodes, edges);
		copy.refresh(null, part, part);
		copy.nodes().forEach(node -> node.pinned(scene.node(node.element()).isPinned()));
		return copy;
	}

	/** A scene as providers of another one. */
	private record Part(Scene scene, Predicate<Object> kept, Predicate<SceneEdge> keptEdges) implements GraphContentProvider, GraphStyleProvider {
		@Override
		public Collection<?> nodes(Object input) {
			return scene.nodes().stream().map(SceneNode::element).filter(kept).toList();
		}

		@Override
		public Collection<?> connections(Object input) {
			return scene.edges().stream().filter(keptEdges).map(SceneEdge::element).toList();
		}

		@Override
		public Object source(Object connection) {
			return scene.edge(connection).source().element();
		}

		@Override
		public Object target(Object connection) {
			return scene.edge(connection).target().element();
		}

		@Override
		public Optional<?> container(Object node) {
			return Optional.ofNullable(scene.node(node).container()).map(SceneNode::element);
		}

		@Override
		public NodeStyle node(Object node) {
			return scene.node(node).style();
		}

		@Override
		public ConnectionStyle connection(Object connection) {
			return scene.edge(connection).style();
		}
	}
}
