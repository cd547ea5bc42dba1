package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;

/** A tree over a connected level, by breadth from one root: connections that would close a cycle are left out. */
final class SpanningTree {
	/** From the root outwards: parents before children. */
	final int[] order;
	final int[] parent;
	final int[] depth;
	/** Children of node {@code i} are {@code child[first[i]]} to before {@code child[first[i + 1]]}, in the order in which they were found. */
	final int[] first;
	final int[] child;

	private SpanningTree(Level level, int root) {
		int[] from = level.first();
		int[] neighbours = level.neighbours();
		order = new int[level.size];
		parent = new int[level.size];
		depth = new int[level.size];
		boolean[] seen = new boolean[level.size];
		first = new int[level.size + 1];
		int end = 0;
		int next = 0;
		/* A level is one part when it comes here; should it not be, each further part hangs on the root. */
		while (end < level.size) {
			int start = root;
			if (end > 0) {
				while (seen[next]) {
					next++;
				}
				start = next;
			}
			parent[start] = end == 0 ? -1 : root;
			depth[start] = end == 0 ? 0 : 1;
			seen[start] = true;
			int at = end;
			order[end++] = start;
			for (; at < end; at++) {
				int node = order[at];
				for (int e = from[node]; e < from[node + 1]; e++) {
					int other = neighbours[e];
					if (!seen[other]) {
						seen[other] = true;
						parent[other] = node;
						depth[other] = depth[node] + 1;
						order[end++] = other;
					}
				}
			}
		}
		for (int node : order) {
			if (parent[node] >= 0) {
				first[parent[node] + 1]++;
			}
		}
		for (int i = 0; i < level.size; i++) {
			first[i + 1] += first[i];
		}
		child = new int[level.size];
		int[] slot = Arrays.copyOf(first, level.size);
		for (int node : order) {
			if (parent[node] >= 0) {
				child[slot[parent[node]]++] = node;
			}
		}
	}

	/** From the node that nothing connects to, of several the one that connects to most; in a cycle from the one with most connections. */
	static SpanningTree fromSource(Level level) {
		int[] in = new int[level.size];
		for (int target : level.target) {
			in[target]++;
		}
		int root = 0;
		for (int i = 1; i < level.size; i++) {
			boolean source = in[i] == 0;
			boolean best = in[root] == 0;
			if (source && !best || source == best && level.degree(i) > level.degree(root)) {
				root = i;
			}
		}
		return new SpanningTree(level, root);
	}

	/** From the node with most connections. */
	static SpanningTree fromHub(Level level) {
		int root = 0;
		for (int i = 1; i < level.size; i++) {
			if (level.degree(i) > level.degree(root)) {
				root = i;
			}
		}
		return new SpanningTree(level, root);
	}
}
