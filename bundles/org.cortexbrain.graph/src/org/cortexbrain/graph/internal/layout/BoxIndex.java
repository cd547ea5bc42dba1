package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;

/** Which boxes lie where: an open hash of the cells that they cover. Grows as needed; belongs to one thread. */
final class BoxIndex {
	private final double cellWidth;
	private final double cellHeight;
	private final double[] left;
	private final double[] top;
	private final double[] right;
	private final double[] bottom;
	private final int[] stamp;
	private int query;
	private long[] keys = new long[1024];
	private int[] heads = new int[1024];
	private int used;
	private int[] entryBox = new int[1024];
	private int[] entryNext = new int[1024];
	private int entries;

	BoxIndex(int boxes, double cellWidth, double cellHeight) {
		this.cellWidth = cellWidth;
		this.cellHeight = cellHeight;
		left = new double[boxes];
		top = new double[boxes];
		right = new double[boxes];
		bottom = new double[boxes];
		stamp = new int[boxes];
		clear();
	}

	void clear() {
		Arrays.fill(heads, -1);
		used = 0;
		entries = 0;
	}

	private int column(double x) {
		return (int) Math.floor(x / cellWidth);
	}

	private int row(double y) {
		return (int) Math.floor(y / cellHeight);
	}

	private int slot(int column, int row) {
		long key = (long) column << 32 ^ row & 0xffffffffL;
		long mixed = key * 0x9E3779B97F4A7C15L;
		int mask = keys.length - 1;
		int slot = (int) (mixed >>> 40) & mask;
		while (heads[slot] >= 0 && keys[slot] != key) {
			slot = slot + 1 & mask;
		}
		keys[slot] = key;
		return slot;
	}

	void add(int box, double fromX, double fromY, double toX, double toY) {
		left[box] = fromX;
		top[box] = fromY;
		right[box] = toX;
		bottom[box] = toY;
		for (int column = column(fromX); column <= column(toX); column++) {
			for (int row = row(fromY); row <= row(toY); row++) {
				if (used * 2 > keys.length) {
					grow();
				}
				if (entries == entryBox.length) {
					entryBox = Arrays.copyOf(entryBox, entries * 2);
					entryNext = Arrays.copyOf(entryNext, entries * 2);
				}
				int slot = slot(column, row);
				used += heads[slot] < 0 ? 1 : 0;
				entryBox[entries] = box;
				entryNext[entries] = heads[slot];
				heads[slot] = entries++;
			}
		}
	}

	private void grow() {
		long[] oldKeys = keys;
		int[] oldHeads = heads;
		keys = new long[oldKeys.length * 2];
		heads = new int[oldKeys.length * 2];
		Arrays.fill(heads, -1);
		for (int i = 0; i < oldKeys.length; i++) {
			if (oldHeads[i] >= 0) {
				int slot = slot((int) (oldKeys[i] >> 32), (int) oldKeys[i]);
				heads[slot] = oldHeads[i];
			}
		}
	}

	/** Fills {@code found} with boxes that overlap an area, each once, as many as it can take. @return how many */
	int overlapping(double fromX, double fromY, double toX, double toY, int[] found) {
		query++;
		int count = 0;
		for (int column = column(fromX); column <= column(toX); column++) {
			for (int row = row(fromY); row <= row(toY); row++) {
				for (int entry = heads[slot(column, row)]; entry >= 0; entry = entryNext[entry]) {
					int box = entryBox[entry];
					if (stamp[box] != query && left[box] < toX && fromX < right[box] && top[box] < toY && fromY < bottom[box]) {
						stamp[box] = query;
						found[count++] = box;
						if (count == found.length) {
							return count;
						}
					}
				}
			}
		}
		return count;
	}
}
