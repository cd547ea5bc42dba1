package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;

import org.cortexbrain.graph.Box;

/** The nodes side by side in one container, in arrays: sizes, middles, and the connections between them. Belongs to one thread. */
public final class Level {
	public final int size;
	public final double[] width;
	public final double[] height;
	/** Middles, in points. */
	public final double[] x;
	public final double[] y;
	public final boolean[] placed;
	public final boolean[] pinned;
	/** Ends of the connections; several of the same two nodes were joined to one, with their number as weight. */
	public final int[] source;
	public final int[] target;
	public final double[] weight;

	/** Where its nodes may lie; what is pinned, or keeps its place, may lie outside. */
	Room room = Room.WHOLE;
	/** Where what comes beside placed nodes is to lie if there is a free spot, so that the container need not grow. */
	Room before = Room.WHOLE;

	private int[] first;
	private int[] neighbours;

	Level(int size, int[] source, int[] target, double[] weight) {
		this.size = size;
		this.source = source;
		this.target = target;
		this.weight = weight;
		width = new double[size];
		height = new double[size];
		x = new double[size];
		y = new double[size];
		placed = new boolean[size];
		pinned = new boolean[size];
	}

	/** Joins parallel connections, whatever their direction counts as two; pairs are packed as source in the upper 32 bits, target in the lower. */
	static Level of(int size, long[] pairs) {
		long[] sorted = pairs.clone();
		Arrays.sort(sorted);
		int count = 0;
		for (int i = 0; i < sorted.length; i++) {
			if (i == 0 || sorted[i] != sorted[i - 1]) {
				count++;
			}
		}
		int[] source = new int[count];
		int[] target = new int[count];
		double[] weight = new double[count];
		int at = -1;
		for (int i = 0; i < sorted.length; i++) {
			if (i == 0 || sorted[i] != sorted[i - 1]) {
				at++;
				source[at] = (int) (sorted[i] >>> 32);
				target[at] = (int) sorted[i];
			}
			weight[at]++;
		}
		return new Level(size, source, target, weight);
	}

	/** The part of some members, with the connections among them. */
	Level part(int[] members) {
		int[] local = new int[size];
		Arrays.fill(local, -1);
		for (int i = 0; i < members.length; i++) {
			local[members[i]] = i;
		}
		int count = 0;
		int[] from = new int[source.length];
		int[] to = new int[source.length];
		double[] pull = new double[source.length];
		for (int e = 0; e < source.length; e++) {
			if (local[source[e]] >= 0 && local[target[e]] >= 0) {
				from[count] = local[source[e]];
				to[count] = local[target[e]];
				pull[count++] = weight[e];
			}
		}
		Level part = new Level(members.length, Arrays.copyOf(from, count), Arrays.copyOf(to, count), Arrays.copyOf(pull, count));
		for (int i = 0; i < members.length; i++) {
			int member = members[i];
			part.width[i] = width[member];
			part.height[i] = height[member];
			part.x[i] = x[member];
			part.y[i] = y[member];
			part.placed[i] = placed[member];
			part.pinned[i] = pinned[member];
		}
		return part;
	}

	/** Where the neighbours of a node begin in {@link #neighbours()}; those of node {@code i} end where those of {@code i + 1} begin. */
	int[] first() {
		if (first == null) {
			first = new int[size + 1];
			for (int e = 0; e < source.length; e++) {
				first[source[e] + 1]++;
				first[target[e] + 1]++;
			}
			for (int i = 0; i < size; i++) {
				first[i + 1] += first[i];
			}
			neighbours = new int[2 * source.length];
			int[] next = first.clone();
			for (int e = 0; e < source.length; e++) {
				neighbours[next[source[e]]++] = target[e];
				neighbours[next[target[e]]++] = source[e];
			}
		}
		return first;
	}

	/** Neighbours in either direction. */
	int[] neighbours() {
		first();
		return neighbours;
	}

	int degree(int node) {
		return first()[node + 1] - first()[node];
	}

	/** Whether most nodes have a place already. */
	boolean isWarm() {
		int count = 0;
		for (boolean each : placed) {
			count += each ? 1 : 0;
		}
		return count * 2 > size;
	}

	boolean hasPins() {
		for (boolean each : pinned) {
			if (each) {
				return true;
			}
		}
		return false;
	}

	/** What surrounds all nodes; there must be one. */
	Box bounds() {
		double left = Double.POSITIVE_INFINITY;
		double top = Double.POSITIVE_INFINITY;
		double right = Double.NEGATIVE_INFINITY;
		double bottom = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < size; i++) {
			left = Math.min(left, x[i] - width[i] / 2);
			top = Math.min(top, y[i] - height[i] / 2);
			right = Math.max(right, x[i] + width[i] / 2);
			bottom = Math.max(bottom, y[i] + height[i] / 2);
		}
		return new Box(left, top, right - left, bottom - top);
	}
}
