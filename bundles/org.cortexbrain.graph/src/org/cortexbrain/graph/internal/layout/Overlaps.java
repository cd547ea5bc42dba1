package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;

/**
 * Moves nodes apart until none overlaps another: first each pair pushes itself apart, a little at a time; then, one by one, what still
 * overlaps goes to the nearest free spot. Pinned nodes stay; two pinned ones may overlap.
 */
final class Overlaps {
	/** Least air between two nodes, in points. */
	static final double GAP = 22;
	private static final int PUSHES = 60;
	private static final int RINGS = 160;
	/** How much of the overlap one push takes away. */
	private static final double SHARE = 0.55;

	private Overlaps() {
	}

	/**
	 * @param keep whether placed nodes have precedence: they do not move unless they cover each other, or what makes room for one that has grown;
	 * these go apart by the shortest way, the smaller one further
	 */
	static void remove(Level level, boolean keep) {
		if (level.size < 2) {
			return;
		}
		push(level, keep);
		settle(level, keep);
	}

	private static BoxIndex index(Level level) {
		double width = 0;
		double height = 0;
		double widest = 0;
		double highest = 0;
		for (int i = 0; i < level.size; i++) {
			width += level.width[i] + GAP;
			height += level.height[i] + GAP;
			widest = Math.max(widest, level.width[i]);
			highest = Math.max(highest, level.height[i]);
		}
		return new BoxIndex(level.size, Math.max(width / level.size, widest / 32), Math.max(height / level.size, highest / 32));
	}

	private static void add(BoxIndex index, Level level, int node, double air) {
		double halfWidth = level.width[node] / 2 + air;
		double halfHeight = level.height[node] / 2 + air;
		index.add(node, level.x[node] - halfWidth, level.y[node] - halfHeight, level.x[node] + halfWidth, level.y[node] + halfHeight);
	}

	private static int near(BoxIndex index, Level level, int node, double x, double y, double air, int[] found) {
		double halfWidth = level.width[node] / 2 + air;
		double halfHeight = level.height[node] / 2 + air;
		return index.overlapping(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight, found);
	}

	private static void push(Level level, boolean keep) {
		BoxIndex index = index(level);
		int[] found = new int[Math.min(level.size, 256)];
		double air = keep ? 0 : GAP / 2;
		for (int round = 0; round < PUSHES; round++) {
			index.clear();
			for (int i = 0; i < level.size; i++) {
				if (!keep || level.placed[i]) {
					add(index, level, i, air);
				}
			}
			int overlaps = 0;
			for (int i = 0; i < level.size; i++) {
				int count = keep && !level.placed[i] ? 0 : near(index, level, i, level.x[i], level.y[i], air, found);
				for (int k = 0; k < count; k++) {
					if (found[k] > i && push(level, i, found[k], keep)) {
						overlaps++;
					}
				}
			}
			if (overlaps == 0) {
				return;
			}
		}
	}

	private static boolean push(Level level, int a, int b, boolean keep) {
		double dx = level.x[b] - level.x[a];
		double dy = level.y[b] - level.y[a];
		double overX = (level.width[a] + level.width[b]) / 2 + GAP - Math.abs(dx);
		double overY = (level.height[a] + level.height[b]) / 2 + GAP - Math.abs(dy);
		if (overX <= 0 || overY <= 0 || level.pinned[a] && level.pinned[b]) {
			return false;
		}
		double ofA = level.pinned[b] ? 1 : level.pinned[a] ? 0 : keep ? area(level, b) / (area(level, a) + area(level, b)) : 0.5;
		if (overX < overY) {
			double way = (overX * SHARE + 0.5) * (dx < 0 ? -1 : 1);
			level.x[a] -= way * ofA;
			level.x[b] += way * (1 - ofA);
		} else {
			double way = (overY * SHARE + 0.5) * (dy < 0 ? -1 : 1);
			level.y[a] -= way * ofA;
			level.y[b] += way * (1 - ofA);
		}
		return true;
	}

	private static double area(Level level, int node) {
		return level.width[node] * level.height[node];
	}

	private static void settle(Level level, boolean keep) {
		BoxIndex index = index(level);
		int[] found = new int[1];
		Room wished = keep ? level.before : level.room;
		for (int node : order(level, keep)) {
			boolean free = level.pinned[node] || keep && level.placed[node]
					|| wished.holds(level.x[node], level.y[node], level.width[node], level.height[node]);
			boolean stays = level.pinned[node] || free && near(index, level, node, level.x[node], level.y[node],
					keep && level.placed[node] ? 0 : GAP / 2, found) == 0;
			if (!stays && !toFreeSpot(index, level, node, wished, found) && !toFreeSpot(index, level, node, level.room, found)
					&& !toFreeSpot(index, level, node, Room.WHOLE, found)) {
				level.y[node] = level.bounds().bottom() + GAP + level.height[node] / 2;
			}
			/* What keeps its place was perhaps nearer to its neighbours than the gap. */
			add(index, level, node, keep && level.placed[node] ? 0 : GAP / 2 - 0.01);
		}
	}

	/* Pinned ones first, then those that keep their places, then the large ones. */
	private static Integer[] order(Level level, boolean keep) {
		Integer[] order = new Integer[level.size];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, (a, b) -> {
			int byRank = Integer.compare(rank(level, a, keep), rank(level, b, keep));
			return byRank != 0 ? byRank : Double.compare(area(level, b), area(level, a));
		});
		return order;
	}

	private static int rank(Level level, int node, boolean keep) {
		return level.pinned[node] ? 0 : keep && level.placed[node] ? 1 : 2;
	}

	/* Returns whether there is one in the room. */
	private static boolean toFreeSpot(BoxIndex index, Level level, int node, Room room, int[] found) {
		double stepX = (level.width[node] + GAP) / 4;
		double stepY = (level.height[node] + GAP) / 3;
		double wishX = room.nearestX(level.x[node], level.width[node]);
		double wishY = room.nearestY(level.y[node], level.height[node]);
		double least = Double.POSITIVE_INFINITY;
		/* Nearer than this from the wish, which lies in it, is every spot of the room. */
		double rings = Math.min(RINGS, Math.ceil(room.extent() / Math.min(stepX, stepY)));
		for (int ring = 0; ring <= rings && least == Double.POSITIVE_INFINITY; ring++) {
			for (int column = -ring; column <= ring; column++) {
				int rowStep = Math.abs(column) == ring ? 1 : 2 * ring;
				for (int row = -ring; row <= ring; row += rowStep) {
					double x = wishX + column * stepX;
					double y = wishY + row * stepY;
					double distance = (x - wishX) * (x - wishX) + (y - wishY) * (y - wishY);
					if (distance < least && room.holds(x, y, level.width[node], level.height[node])
							&& near(index, level, node, x, y, GAP / 2, found) == 0) {
						least = distance;
						level.x[node] = x;
						level.y[node] = y;
					}
				}
			}
		}
		return least < Double.POSITIVE_INFINITY;
	}
}
