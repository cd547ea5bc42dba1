package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.eclipse.swt.SWT;

/** Where keys lead from one element of a scene: by the eye, along connections first, and one after the other. Only to what has a place. */
final class Walk {
	private final Scene scene;

	Walk(Scene scene) {
		this.scene = scene;
	}

	/** The first node to begin with, by reading: the card at the top left. */
	Optional<Object> first() {
		return cards().min(Comparator.comparingDouble((SceneNode node) -> node.box().y() + node.box().x())).map(SceneNode::element);
	}

	private Stream<SceneNode> cards() {
		return scene.nodes().stream().filter(node -> !node.isField() && node.box() != null);
	}

	/**
	 * The nearest in a direction: of a card first among those that it is connected with, of a container among its siblings, of a
	 * connection the end that lies there.
	 *
	 * @param arrow the code of an arrow key
	 */
	Optional<Object> towards(Object element, int arrow) {
		SceneEdge edge = scene.edge(element);
		if (edge != null) {
			return end(edge, arrow);
		}
		SceneNode from = scene.node(element);
		if (from == null || from.box() == null) {
			return first();
		}
		if (from.isField()) {
			return nearest(from, siblings(from), arrow);
		}
		Set<SceneNode> connected = new LinkedHashSet<>();
		for (SceneEdge each : scene.edges()) {
			if (each.source() == from) {
				connected.add(each.target());
			} else if (each.target() == from) {
				connected.add(each.source());
			}
		}
		return nearest(from, connected.stream(), arrow).or(() -> nearest(from, cards(), arrow));
	}

	private Stream<SceneNode> siblings(SceneNode node) {
		return scene.nodes().stream().filter(other -> other.container() == node.container());
	}

	private static Optional<Object> end(SceneEdge edge, int arrow) {
		Box source = edge.source().box();
		Box target = edge.target().box();
		if (source == null || target == null) {
			return Optional.empty();
		}
		double forward = switch (arrow) {
		case SWT.ARROW_LEFT -> source.centerX() - target.centerX();
		case SWT.ARROW_RIGHT -> target.centerX() - source.centerX();
		case SWT.ARROW_UP -> source.centerY() - target.centerY();
		default -> target.centerY() - source.centerY();
		};
		return Optional.of(forward >= 0 ? edge.target().element() : edge.source().element());
	}

	private static Optional<Object> nearest(SceneNode from, Stream<SceneNode> nodes, int arrow) {
		return nodes.filter(node -> node != from && node.box() != null && lies(from.box(), node.box(), arrow))
				.min(Comparator.comparingDouble(node -> distance(from.box(), node.box(), arrow))).map(SceneNode::element);
	}

	/* Within about 63 degrees of the direction. */
	private static boolean lies(Box from, Box to, int arrow) {
		double dx = to.centerX() - from.centerX();
		double dy = to.centerY() - from.centerY();
		return switch (arrow) {
		case SWT.ARROW_LEFT -> dx < 0 && -dx >= Math.abs(dy) / 2;
		case SWT.ARROW_RIGHT -> dx > 0 && dx >= Math.abs(dy) / 2;
		case SWT.ARROW_UP -> dy < 0 && -dy >= Math.abs(dx) / 2;
		default -> dy > 0 && dy >= Math.abs(dx) / 2;
		};
	}

	/* What lies aside counts as further away. */
	private static double distance(Box from, Box to, int arrow) {
		double dx = Math.abs(to.centerX() - from.centerX());
		double dy = Math.abs(to.centerY() - from.centerY());
		return arrow == SWT.ARROW_LEFT || arrow == SWT.ARROW_RIGHT ? dx + 2 * dy : dy + 2 * dx;
	}

	/** The nodes one after the other, each container before what it holds. */
	Optional<Object> next(Object element, int step) {
		List<Object> order = new ArrayList<>();
		scene.nodes().stream().filter(node -> node.container() == null).forEach(node -> collect(node, order));
		if (order.isEmpty()) {
			return Optional.empty();
		}
		SceneEdge edge = scene.edge(element);
		int at = order.indexOf(edge == null ? element : edge.source().element());
		return Optional.of(at < 0 ? order.get(step > 0 ? 0 : order.size() - 1) : order.get(Math.floorMod(at + step, order.size())));
	}

	private static void collect(SceneNode node, List<Object> order) {
		if (node.box() != null) {
			order.add(node.element());
		}
		node.children().forEach(child -> collect(child, order));
	}

	/** The connections of a node, outgoing ones first, one after the other. */
	Optional<Object> connection(Object node, Object now, int step) {
		List<Object> all = Stream.concat(scene.edges().stream().filter(edge -> edge.source().element().equals(node)),
				scene.edges().stream().filter(edge -> edge.target().element().equals(node) && edge.source() != edge.target()))
				.filter(edge -> edge.source().box() != null && edge.target().box() != null).map(SceneEdge::element).toList();
		if (all.isEmpty()) {
			return Optional.empty();
		}
		int at = all.indexOf(now);
		return Optional.of(at < 0 ? all.get(step > 0 ? 0 : all.size() - 1) : all.get(Math.floorMod(at + step, all.size())));
	}

	/** The first node that a container holds, by reading. */
	Optional<Object> into(Object element) {
		SceneNode node = scene.node(element);
		return node == null ? Optional.empty()
				: node.children().stream().filter(child -> child.box() != null)
						.min(Comparator.comparingDouble((SceneNode child) -> child.box().y()).thenComparingDouble(child -> child.box().x()))
						.map(SceneNode::element);
	}

	/** The container of a node, the source of a connection. */
	Optional<Object> out(Object element) {
		SceneEdge edge = scene.edge(element);
		if (edge != null) {
			return Optional.of(edge.source().element());
		}
		SceneNode node = scene.node(element);
		return node == null || node.container() == null ? Optional.empty() : Optional.of(node.container().element());
	}
}
