package org.cortexbrain.graph.internal.layout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;

/**
 * Gives new nodes a place without moving what stands: beside their neighbours where there is room, inside their container, else below all
 * that is there. Containers grow as they must; a sibling moves only where a grown container would cover it.
 */
public final class Placement {
	private static final double GAP = 26;

	private Placement() {
	}

	/** Places every node that has no box yet, and makes containers fit. */
	public static void place(Scene scene) {
		List<SceneNode> waiting = new ArrayList<>();
		for (SceneNode node : scene.nodes()) {
			if (node.box() == null && !node.isField()) {
				waiting.add(node);
			}
		}
		for (SceneNode node : waiting) {
			node.box(spot(scene, node));
		}
		fit(scene);
	}

	private static Box spot(Scene scene, SceneNode node) {
		Collection<SceneNode> siblings = siblings(scene, node);
		double[] wish = wish(scene, node, siblings);
		double stepX = SceneNode.WIDTH + GAP;
		double stepY = SceneNode.HEIGHT + GAP;
		/* Rings of places around the wish, nearest first. */
		for (int ring = 0; ring < 60; ring++) {
			Box best = null;
			double least = Double.MAX_VALUE;
			for (int row = -ring; row <= ring; row++) {
				for (int column = -ring; column <= ring; column++) {
					if (Math.max(Math.abs(row), Math.abs(column)) == ring) {
						Box box = new Box(wish[0] + column * stepX / 2, wish[1] + row * stepY, SceneNode.WIDTH, SceneNode.HEIGHT);
						double distance = Math.hypot(box.x() - wish[0], box.y() - wish[1]);
						if (distance < least && isFree(box, siblings)) {
							best = box;
							least = distance;
						}
					}
				}
			}
			if (best != null) {
				return best;
			}
		}
		Box all = scene.bounds().orElse(new Box(0, 0, 0, 0));
		return new Box(all.x(), all.bottom() + GAP, SceneNode.WIDTH, SceneNode.HEIGHT);
	}

	private static double[] wish(Scene scene, SceneNode node, Collection<SceneNode> siblings) {
		Box container = node.container() == null ? null : node.container().box();
		for (SceneEdge edge : scene.edges()) {
			if (edge.target() == node && edge.source().box() != null && edge.source().container() == node.container()) {
				return new double[] { edge.source().box().right() + 84, edge.source().box().y() };
			}
			if (edge.source() == node && edge.target().box() != null && edge.target().container() == node.container()) {
				return new double[] { edge.target().box().x() - 84 - SceneNode.WIDTH, edge.target().box().y() };
			}
		}
		if (container != null) {
			return new double[] { container.x() + SceneNode.PADDING, container.y() + SceneNode.PADDING + SceneNode.HEADER };
		}
		if (node.container() != null && scene.bounds().isPresent()) {
			Box all = scene.bounds().get();
			return new double[] { all.x() + SceneNode.PADDING, all.bottom() + 2 * GAP + SceneNode.HEADER };
		}
		Box below = siblings.stream().map(SceneNode::box).filter(box -> box != null).max(Comparator.comparingDouble(Box::bottom)).orElse(null);
		return below == null ? new double[] { 0, 0 } : new double[] { below.x(), below.bottom() + GAP };
	}

	private static boolean isFree(Box box, Collection<SceneNode> siblings) {
		Box wide = box.grow(GAP / 2);
		for (SceneNode other : siblings) {
			if (other.box() != null && other.box().overlaps(wide)) {
				return false;
			}
		}
		return true;
	}

	private static Collection<SceneNode> siblings(Scene scene, SceneNode node) {
		return node.container() != null ? node.container().children()
				: scene.nodes().stream().filter(other -> other.container() == null && other != node).toList();
	}

	/** Containers enclose what they hold, innermost first; grown ones push what they would cover downwards. */
	public static void fit(Scene scene) {
		List<SceneNode> fields = new ArrayList<>(scene.nodes().stream().filter(SceneNode::isField).toList());
		fields.sort(Comparator.comparingInt(SceneNode::depth).reversed());
		for (SceneNode field : fields) {
			/* A field that once was larger stays so: what leaves must not make the rest jump. */
			field.around().filter(around -> field.box() == null || !field.box().contains(around)).ifPresent(field::box);
		}
		for (SceneNode field : fields) {
			pushAway(field, siblings(scene, field));
		}
	}

	private static void pushAway(SceneNode field, Collection<SceneNode> siblings) {
		if (field.box() == null) {
			return;
		}
		for (SceneNode other : siblings) {
			if (other != field && other.box() != null && other.box().overlaps(field.box())) {
				SceneNode lower = other.box().y() >= field.box().y() ? other : field;
				SceneNode upper = lower == other ? field : other;
				move(lower, upper.box().bottom() + GAP - lower.box().y());
				pushAway(lower, siblings);
			}
		}
	}

	private static void move(SceneNode node, double down) {
		node.box(node.box().moved(0, down));
		node.children().forEach(child -> {
			if (child.box() != null) {
				move(child, down);
			}
		});
	}
}
