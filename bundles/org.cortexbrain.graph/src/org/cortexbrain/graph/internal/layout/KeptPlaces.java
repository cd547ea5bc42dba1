package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;

import org.cortexbrain.graph.Box;
import org.eclipse.core.runtime.IProgressMonitor;

/** What has a place keeps it; what has none comes to the middle of its placed neighbours, in the order of its distance from them. */
public final class KeptPlaces implements LevelPlaces {
	@Override
	public boolean keepsPlaces() {
		return true;
	}

	@Override
	public void place(Level level, IProgressMonitor monitor) {
		if (!level.isWarm()) {
			new GridPlaces().place(level, monitor);
			return;
		}
		beside(level);
	}

	/* Returns which nodes have come to a place by it; those without a way to a placed node go into rows below all. */
	static boolean[] beside(Level level) {
		boolean[] known = level.placed.clone();
		double left = Double.POSITIVE_INFINITY;
		double right = Double.NEGATIVE_INFINITY;
		double bottom = Double.NEGATIVE_INFINITY;
		int[] queue = new int[level.size];
		int end = 0;
		for (int i = 0; i < level.size; i++) {
			if (known[i]) {
				left = Math.min(left, level.x[i] - level.width[i] / 2);
				right = Math.max(right, level.x[i] + level.width[i] / 2);
				bottom = Math.max(bottom, level.y[i] + level.height[i] / 2);
				queue[end++] = i;
			}
		}
		boolean[] queued = known.clone();
		int[] first = level.first();
		int[] neighbours = level.neighbours();
		for (int at = 0; at < end; at++) {
			int node = queue[at];
			if (!known[node]) {
				toNeighbours(level, node, known);
				known[node] = true;
			}
			for (int e = first[node]; e < first[node + 1]; e++) {
				if (!queued[neighbours[e]]) {
					queued[neighbours[e]] = true;
					queue[end++] = neighbours[e];
				}
			}
		}
		rowsBelow(level, known, new Box(left, bottom, right - left, 0));
		return known;
	}

	/* No wider than what stands: a container grows by a row at a time. */
	private static void rowsBelow(Level level, boolean[] known, Box edge) {
		double atX = edge.x();
		double atY = edge.bottom() + Overlaps.GAP * 2;
		double rowHeight = 0;
		for (int i = 0; i < level.size; i++) {
			if (!known[i]) {
				if (atX > edge.x() && atX + level.width[i] > edge.right()) {
					atX = edge.x();
					atY += rowHeight + Overlaps.GAP;
					rowHeight = 0;
				}
				level.x[i] = atX + level.width[i] / 2;
				level.y[i] = atY + level.height[i] / 2;
				atX += level.width[i] + Overlaps.GAP;
				rowHeight = Math.max(rowHeight, level.height[i]);
			}
		}
	}

	private static void toNeighbours(Level level, int node, boolean[] known) {
		double x = 0;
		double y = 0;
		int count = 0;
		int[] neighbours = Arrays.copyOfRange(level.neighbours(), level.first()[node], level.first()[node + 1]);
		for (int neighbour : neighbours) {
			if (known[neighbour]) {
				x += level.x[neighbour];
				y += level.y[neighbour];
				count++;
			}
		}
		level.x[node] = x / count;
		level.y[node] = y / count;
	}
}
