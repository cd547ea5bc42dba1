package org.cortexbrain.graph.internal.paint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.Box;

/** Where something stands already: boxes in a grid of cells. For one painting. */
final class TakenRoom {
	private static final double CELL = 220;
	/** Odd, so that no two cells get the same key: they do not meet in one bucket either. */
	private static final long SPREAD = 0x9E3779B97F4A7C15L;

	private final Map<Long, List<Box>> cells = new HashMap<>();

	private interface Look {
		/** @return whether to go on */
		boolean at(long cell);
	}

	private static boolean each(Box box, Look look) {
		for (int column = (int) Math.floor(box.x() / CELL); column <= (int) Math.floor(box.right() / CELL); column++) {
			for (int row = (int) Math.floor(box.y() / CELL); row <= (int) Math.floor(box.bottom() / CELL); row++) {
				if (!look.at(((long) column << 32 | row & 0xffffffffL) * SPREAD)) {
					return false;
				}
			}
		}
		return true;
	}

	void take(Box box) {
		each(box, cell -> cells.computeIfAbsent(cell, _ -> new ArrayList<>()).add(box));
	}

	boolean isFree(Box box) {
		return each(box, cell -> cells.getOrDefault(cell, List.of()).stream().noneMatch(box::overlaps));
	}
}
