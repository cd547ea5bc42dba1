package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphMove;
import org.cortexbrain.graph.internal.layout.Placement;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneNode;

/** Nodes in somebody's hand, each with all that it holds, from when they are taken to when they are let go. UI thread. */
final class HandMove {
	private final Scene scene;
	private final List<SceneNode> taken = new ArrayList<>();
	private final Map<Object, Box> before = new HashMap<>();

	/** Takes the nodes among some elements; connections come along with their ends. */
	HandMove(Scene scene, Collection<?> elements) {
		this.scene = scene;
		for (Object element : elements) {
			SceneNode node = scene.node(element);
			if (node != null && node.box() != null && !isHeldByAnother(node, elements)) {
				taken.add(node);
			}
		}
		for (SceneNode node : scene.nodes()) {
			if (node.box() != null) {
				before.put(node.element(), node.box());
			}
		}
	}

	private static boolean isHeldByAnother(SceneNode node, Collection<?> elements) {
		for (SceneNode up = node.container(); up != null; up = up.container()) {
			if (elements.contains(up.element())) {
				return true;
			}
		}
		return false;
	}

	boolean isEmpty() {
		return taken.isEmpty();
	}

	/** Moves all by so many points; the containers around grow at once. */
	void by(double dx, double dy) {
		for (SceneNode node : taken) {
			move(node, dx, dy);
			for (SceneNode up = node.container(); up != null; up = up.container()) {
				Box around = up.around().orElseGet(() -> SceneNode.fieldAround(node.box()));
				/* The same object where it need not grow: it is not painted again. */
				if (up.box() == null || !up.box().contains(around)) {
					up.box(up.box() == null ? around : up.box().union(around));
				}
			}
		}
	}

	private static void move(SceneNode node, double dx, double dy) {
		if (node.box() != null) {
			node.box(node.box().moved(dx, dy));
		}
		node.children().forEach(child -> move(child, dx, dy));
	}

	/** Puts all back where it was. */
	void back() {
		for (SceneNode node : scene.nodes()) {
			Box was = before.get(node.element());
			if (was != null) {
				node.box(was);
			}
		}
	}

	/** Lets go: what a grown container covers makes room. Empty if nothing has moved. */
	Optional<GraphMove> end() {
		Placement.fit(scene);
		Map<Object, Box> from = new HashMap<>();
		Map<Object, Box> to = new HashMap<>();
		for (SceneNode node : scene.nodes()) {
			Box was = before.get(node.element());
			if (was != null && !was.equals(node.box())) {
				from.put(node.element(), was);
				to.put(node.element(), node.box());
			}
		}
		return to.isEmpty() ? Optional.empty() : Optional.of(new GraphMove(from, to));
	}
}
