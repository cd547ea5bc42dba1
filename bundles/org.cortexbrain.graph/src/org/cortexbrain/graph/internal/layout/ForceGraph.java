package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A graph of bodies and springs, and the way to a coarser one, in which neighbours are joined. Belongs to one thread. */
final class ForceGraph {
	/** How many nodes are joined to one; of those with one neighbour any number. */
	private static final int MOST_JOINED = 4;

	final int size;
	final double[] x;
	final double[] y;
	final double[] mass;
	/** Springs of node {@code i}: from {@code first[i]} to before {@code first[i + 1]}; each spring is with both its ends. */
	final int[] first;
	final int[] neighbour;
	final double[] pull;
	/** The graph that this one is the coarse picture of; null for the finest. */
	ForceGraph finer;
	/** By node of the finer graph. */
	private int[] joined;

	private ForceGraph(int size, int[] first, int[] neighbour, double[] pull) {
		this.size = size;
		this.first = first;
		this.neighbour = neighbour;
		this.pull = pull;
		x = new double[size];
		y = new double[size];
		mass = new double[size];
	}

	static ForceGraph of(Level level) {
		int[] first = level.first().clone();
		int[] next = first.clone();
		int[] neighbour = new int[first[level.size]];
		double[] pull = new double[neighbour.length];
		for (int e = 0; e < level.source.length; e++) {
			/* Many connections pull more than one, but not by their number: traffic must not make a lump. */
			double weight = 1 + Math.log(level.weight[e]) / 4;
			neighbour[next[level.source[e]]] = level.target[e];
			pull[next[level.source[e]]++] = weight;
			neighbour[next[level.target[e]]] = level.source[e];
			pull[next[level.target[e]]++] = weight;
		}
		ForceGraph graph = new ForceGraph(level.size, first, neighbour, pull);
		Arrays.fill(graph.mass, 1);
		return graph;
	}

	/** Joins each node with its nearest neighbours. */
	ForceGraph coarser() {
		int[] to = new int[size];
		int[] members = new int[size];
		Arrays.fill(to, -1);
		int count = 0;
		for (int node : shuffled()) {
			if (to[node] < 0) {
				int best = -1;
				double most = 0;
				for (int e = first[node]; e < first[node + 1]; e++) {
					int other = neighbour[e];
					boolean room = to[other] < 0 || members[to[other]] < MOST_JOINED || first[node + 1] - first[node] == 1;
					/* Strong springs first, of equal ones the lighter body: so that none grows too heavy. */
					double worth = pull[e] / mass[other];
					if (room && worth > most) {
						most = worth;
						best = other;
					}
				}
				if (best >= 0 && to[best] >= 0) {
					to[node] = to[best];
					members[to[best]]++;
				} else {
					to[node] = count;
					members[count] = 1;
					if (best >= 0) {
						to[best] = count;
						members[count]++;
					}
					count++;
				}
			}
		}
		ForceGraph coarse = join(to, count);
		coarse.finer = this;
		coarse.joined = to;
		return coarse;
	}

	private int[] shuffled() {
		var random = new SplittableRandom(size);
		int[] order = new int[size];
		for (int i = 0; i < size; i++) {
			int j = random.nextInt(i + 1);
			order[i] = order[j];
			order[j] = i;
		}
		return order;
	}

	private ForceGraph join(int[] to, int count) {
		int[] start = new int[count + 1];
		for (int node = 0; node < size; node++) {
			start[to[node] + 1]++;
		}
		for (int i = 0; i < count; i++) {
			start[i + 1] += start[i];
		}
		int[] member = new int[size];
		int[] next = start.clone();
		for (int node = 0; node < size; node++) {
			member[next[to[node]]++] = node;
		}
		int[] coarseFirst = new int[count + 1];
		int[] coarseNeighbour = new int[neighbour.length];
		double[] coarsePull = new double[neighbour.length];
		int[] slot = new int[count];
		Arrays.fill(slot, -1);
		int end = 0;
		double[] masses = new double[count];
		for (int coarse = 0; coarse < count; coarse++) {
			coarseFirst[coarse] = end;
			for (int m = start[coarse]; m < start[coarse + 1]; m++) {
				int node = member[m];
				masses[coarse] += mass[node];
				for (int e = first[node]; e < first[node + 1]; e++) {
					int other = to[neighbour[e]];
					if (other != coarse) {
						if (slot[other] < coarseFirst[coarse]) {
							slot[other] = end;
							coarseNeighbour[end] = other;
							end++;
						}
						coarsePull[slot[other]] += pull[e];
					}
				}
			}
		}
		coarseFirst[count] = end;
		ForceGraph coarse = new ForceGraph(count, coarseFirst, Arrays.copyOf(coarseNeighbour, end), Arrays.copyOf(coarsePull, end));
		System.arraycopy(masses, 0, coarse.mass, 0, count);
		return coarse;
	}

	/** Gives the nodes of the finer graph places around those of this one. @return the finer graph */
	ForceGraph spread(SplittableRandom random) {
		for (int node = 0; node < finer.size; node++) {
			double around = Math.sqrt(mass[joined[node]]) * 0.5;
			finer.x[node] = x[joined[node]] + (random.nextDouble() - 0.5) * around;
			finer.y[node] = y[joined[node]] + (random.nextDouble() - 0.5) * around;
		}
		return finer;
	}
}
