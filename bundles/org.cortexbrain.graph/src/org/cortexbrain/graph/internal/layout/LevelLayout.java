package org.cortexbrain.graph.internal.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.cortexbrain.graph.Box;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/** All steps for one level: parts that are not connected apart and packed, pins put back, overlaps removed. */
final class LevelLayout {
	private static final double PART_GAP = 40;

	private LevelLayout() {
	}

	static void run(Level level, LevelPlaces places, IProgressMonitor monitor) {
		if (places.keepsPlaces() && level.isWarm()) {
			places.place(level, monitor);
			Overlaps.remove(level, true);
			return;
		}
		double[] pinnedX = level.x.clone();
		double[] pinnedY = level.y.clone();
		parts(level, places, monitor);
		if (level.hasPins()) {
			pins(level, pinnedX, pinnedY);
			Overlaps.remove(level, false);
		}
	}

	/* The whole is moved so that pinned nodes have the least way; then they are put where they belong. */
	private static void pins(Level level, double[] pinnedX, double[] pinnedY) {
		double dx = 0;
		double dy = 0;
		int count = 0;
		for (int i = 0; i < level.size; i++) {
			if (level.pinned[i]) {
				dx += pinnedX[i] - level.x[i];
				dy += pinnedY[i] - level.y[i];
				count++;
			}
		}
		for (int i = 0; i < level.size; i++) {
			level.x[i] = level.pinned[i] ? pinnedX[i] : level.x[i] + dx / count;
			level.y[i] = level.pinned[i] ? pinnedY[i] : level.y[i] + dy / count;
		}
	}

	private static void parts(Level level, LevelPlaces places, IProgressMonitor monitor) {
		List<int[]> groups = groups(level);
		SubMonitor progress = SubMonitor.convert(monitor, level.size);
		if (groups.size() == 1 || places.takesParts()) {
			int[] all = all(level.size);
			Level whole = unpinned(level, all);
			places.place(whole, progress.split(level.size));
			Overlaps.remove(whole, false);
			take(level, whole, all, 0, 0);
			return;
		}
		List<Level> laid = new ArrayList<>();
		for (int[] members : groups) {
			Level part = unpinned(level, members);
			if (part.size == 1) {
				part.x[0] = 0;
				part.y[0] = 0;
				progress.worked(1);
			} else {
				places.place(part, progress.split(part.size));
				Overlaps.remove(part, false);
			}
			laid.add(part);
		}
		pack(level, groups, laid);
	}

	private static int[] all(int size) {
		int[] all = new int[size];
		Arrays.setAll(all, i -> i);
		return all;
	}

	private static Level unpinned(Level level, int[] members) {
		Level part = level.part(members);
		Arrays.fill(part.pinned, false);
		Arrays.fill(part.placed, false);
		return part;
	}

	private static void take(Level level, Level part, int[] members, double dx, double dy) {
		for (int i = 0; i < members.length; i++) {
			level.x[members[i]] = part.x[i] + dx;
			level.y[members[i]] = part.y[i] + dy;
		}
	}

	/** Connected parts, the largest first. */
	private static List<int[]> groups(Level level) {
		int[] first = level.first();
		int[] neighbours = level.neighbours();
		boolean[] seen = new boolean[level.size];
		int[] queue = new int[level.size];
		List<int[]> groups = new ArrayList<>();
		for (int start = 0; start < level.size; start++) {
			if (!seen[start]) {
				int end = 0;
				queue[end++] = start;
				seen[start] = true;
				for (int at = 0; at < end; at++) {
					for (int e = first[queue[at]]; e < first[queue[at] + 1]; e++) {
						if (!seen[neighbours[e]]) {
							seen[neighbours[e]] = true;
							queue[end++] = neighbours[e];
						}
					}
				}
				int[] members = Arrays.copyOf(queue, end);
				Arrays.sort(members);
				groups.add(members);
			}
		}
		groups.sort((a, b) -> Integer.compare(b.length, a.length));
		return groups;
	}

	/* Rows of parts, the highest first, as wide as makes the whole about as wide as a window. */
	private static void pack(Level level, List<int[]> groups, List<Level> laid) {
		Integer[] order = new Integer[laid.size()];
		Arrays.setAll(order, i -> i);
		List<Box> bounds = laid.stream().map(Level::bounds).toList();
		double[] high = bounds.stream().mapToDouble(Box::height).toArray();
		double[] wide = bounds.stream().mapToDouble(Box::width).toArray();
		Arrays.sort(order, (a, b) -> Double.compare(high[b], high[a]));
		double area = 0;
		double widest = 0;
		for (int i = 0; i < high.length; i++) {
			area += (wide[i] + PART_GAP) * (high[i] + PART_GAP);
			widest = Math.max(widest, wide[i]);
		}
		double row = Math.max(widest, Math.sqrt(area * GridPlaces.ASPECT));
		double atX = 0;
		double atY = 0;
		double rowHeight = 0;
		for (int index : order) {
			Level part = laid.get(index);
			if (atX > 0 && atX + wide[index] > row) {
				atX = 0;
				atY += rowHeight + PART_GAP;
				rowHeight = 0;
			}
			take(level, part, groups.get(index), atX - bounds.get(index).x(), atY - bounds.get(index).y());
			atX += wide[index] + PART_GAP;
			rowHeight = Math.max(rowHeight, high[index]);
		}
	}
}
