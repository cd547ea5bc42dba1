package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.cortexbrain.graph.layout.LayoutGraph;

/**
 * How far a field may reach: without limits, but for a field that cannot move because it holds a pinned card. Between two such fields, and
 * between one and a pinned card beside it, a line is drawn that neither crosses.
 */
record Room(double left, double top, double right, double bottom) {
	static final Room WHOLE = new Room(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

	/** For each node of a graph the room of what it holds; {@link #WHOLE} for what is no field, or holds no pinned card. */
	static Room[] of(LayoutGraph graph) {
		List<LayoutGraph.Node> nodes = graph.nodes();
		Room[] rooms = new Room[nodes.size()];
		Arrays.fill(rooms, WHOLE);
		if (nodes.stream().noneMatch(LayoutGraph.Node::pinned)) {
			return rooms;
		}
		Box[] held = held(nodes);
		int[] fixed = IntStream.range(0, held.length).filter(i -> held[i] != null).toArray();
		/* Containers come before what they hold. */
		for (int node : fixed) {
			if (nodes.get(node).pinned()) {
				continue;
			}
			int container = nodes.get(node).container();
			Room room = container == LayoutGraph.NONE ? WHOLE : rooms[container];
			for (int other : fixed) {
				if (other != node && nodes.get(other).container() == container) {
					room = room.besides(held[node], held[other], nodes.get(other).pinned());
				}
			}
			rooms[node] = room.inside();
		}
		return rooms;
	}

	/* What a field covers at least, because of the pinned cards that it holds; null where there are none. */
	private static Box[] held(List<LayoutGraph.Node> nodes) {
		Box[] inside = new Box[nodes.size()];
		Box[] held = new Box[nodes.size()];
		for (int i = nodes.size() - 1; i >= 0; i--) {
			LayoutGraph.Node node = nodes.get(i);
			held[i] = node.pinned() ? node.box() : inside[i] == null ? null : SceneNode.fieldAround(inside[i]);
			int container = node.container();
			if (held[i] != null && container != LayoutGraph.NONE) {
				inside[container] = inside[container] == null ? held[i] : inside[container].union(held[i]);
			}
		}
		return held;
	}

	/* The line lies where there is most air between both; where they overlap already there is none. */
	private Room besides(Box own, Box other, boolean otherIsCard) {
		double toRight = other.x() - own.right();
		double toLeft = own.x() - other.right();
		double down = other.y() - own.bottom();
		double up = own.y() - other.bottom();
		double most = Math.max(Math.max(toRight, toLeft), Math.max(down, up));
		if (most < 0) {
			return this;
		}
		/* A field on the other side takes its half of the air; a card takes none. */
		double way = Math.max(0, (most - Overlaps.GAP) / (otherIsCard ? 1 : 2));
		if (most == toRight) {
			return new Room(left, top, Math.min(right, own.right() + way), bottom);
		} else if (most == toLeft) {
			return new Room(Math.max(left, own.x() - way), top, right, bottom);
		} else if (most == down) {
			return new Room(left, top, right, Math.min(bottom, own.bottom() + way));
		}
		return new Room(left, Math.max(top, own.y() - way), right, bottom);
	}

	/* Where what the field holds may lie. */
	private Room inside() {
		Box unit = SceneNode.fieldAround(new Box(0, 0, 0, 0));
		return new Room(left - unit.x(), top - unit.y(), right - unit.right(), bottom - unit.bottom());
	}

	/** This room as far as it lies within a field. */
	Room within(Box field) {
		Room other = new Room(field.x(), field.y(), field.right(), field.bottom()).inside();
		return new Room(Math.max(left, other.left), Math.max(top, other.top), Math.min(right, other.right), Math.min(bottom, other.bottom));
	}

	/** Nothing lies in it that is further than that from what does; not finite without limits. */
	double extent() {
		return Math.max(0, Math.max(right - left, bottom - top));
	}

	boolean holds(double middleX, double middleY, double width, double height) {
		/* A pinned card touches the line where there is no air. */
		double slack = 1e-6;
		return middleX - width / 2 >= left - slack && middleX + width / 2 <= right + slack && middleY - height / 2 >= top - slack
				&& middleY + height / 2 <= bottom + slack;
	}

	/** The nearest middle at which something so wide lies within; the middle of the room if it is too narrow. */
	double nearestX(double middleX, double width) {
		return nearest(middleX, left + width / 2, right - width / 2);
	}

	double nearestY(double middleY, double height) {
		return nearest(middleY, top + height / 2, bottom - height / 2);
	}

	private static double nearest(double wish, double least, double most) {
		return least <= most ? Math.clamp(wish, least, most) : (least + most) / 2;
	}
}
