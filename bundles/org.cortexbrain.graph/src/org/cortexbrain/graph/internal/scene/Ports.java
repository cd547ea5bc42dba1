package org.cortexbrain.graph.internal.scene;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.Box;

/**
 * Where connections meet the sides of their nodes: beside each other, in the order of where they come from, so that arrow heads do not lie on one
 * another and lines do not cross at the card.
 */
final class Ports {
	/** Of more connections all meet the middle of a side: nobody tells their heads apart, and each move of a node would cost milliseconds. */
	static final int MOST = 3_000;
	/** Between two ends, where there is room. */
	private static final double APART = 9;
	/** From the corners of a card. */
	private static final double CORNER = 10;

	private enum Side {
		LEFT, RIGHT, TOP, BOTTOM;

		boolean isUpright() {
			return this == LEFT || this == RIGHT;
		}
	}

	private record End(SceneEdge edge, boolean source) {
		double from(boolean upright) {
			Box other = (source ? edge.target() : edge.source()).box();
			return upright ? other.centerY() : other.centerX();
		}
	}

	private Ports() {
	}

	/** Gives each end of connections between placed nodes its shift along its side. */
	static void share(Collection<SceneEdge> edges) {
		Map<SceneNode, Map<Side, List<End>>> ends = new HashMap<>();
		for (SceneEdge edge : edges) {
			if (edge.source() != edge.target() && edge.source().box() != null && edge.target().box() != null) {
				Side side = side(edge.source().box(), edge.target().box());
				add(ends, edge.source(), side, new End(edge, true));
				add(ends, edge.target(), opposite(side), new End(edge, false));
			}
		}
		ends.forEach((node, sides) -> sides.forEach((side, meeting) -> share(node.box(), side, meeting)));
	}

	private static void add(Map<SceneNode, Map<Side, List<End>>> ends, SceneNode node, Side side, End end) {
		ends.computeIfAbsent(node, _ -> new EnumMap<>(Side.class)).computeIfAbsent(side, _ -> new ArrayList<>()).add(end);
	}

	private static void share(Box box, Side side, List<End> ends) {
		/* Parallel ones come from the same node: their lanes are in the same order at both ends. */
		ends.sort(Comparator.comparingDouble((End end) -> end.from(side.isUpright())).thenComparingDouble(end -> end.edge.lane()));
		double room = Math.max(0, (side.isUpright() ? box.height() : box.width()) - 2 * CORNER);
		double apart = ends.size() < 2 ? 0 : Math.min(APART, room / (ends.size() - 1));
		for (int i = 0; i < ends.size(); i++) {
			End end = ends.get(i);
			end.edge.port(end.source, (i - (ends.size() - 1) / 2.0) * apart);
		}
	}

	private static Side side(Box from, Box to) {
		if (SceneEdge.isSideways(from, to)) {
			return to.centerX() >= from.centerX() ? Side.RIGHT : Side.LEFT;
		}
		return to.centerY() >= from.centerY() ? Side.BOTTOM : Side.TOP;
	}

	private static Side opposite(Side side) {
		return switch (side) {
		case LEFT -> Side.RIGHT;
		case RIGHT -> Side.LEFT;
		case TOP -> Side.BOTTOM;
		case BOTTOM -> Side.TOP;
		};
	}
}
