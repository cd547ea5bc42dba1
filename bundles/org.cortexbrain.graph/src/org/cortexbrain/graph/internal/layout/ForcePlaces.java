package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Connected nodes pull each other, all push each other, from a coarse picture of the graph to the fine one: Y. Hu, "Efficient, high-quality
 * force-directed graph drawing", The Mathematica Journal 10, 2005, with its forces (attraction d&sup2;/K, repulsion C K&sup2;/d) and its
 * adaptive step. What has a place keeps it; then only new nodes move. The same level gives the same places.
 */
public final class ForcePlaces implements LevelPlaces {
	private static final double REPULSION = 0.2;
	private static final double COOLING = 0.9;
	private static final int COARSEST = 12;
	private static final int COARSE_ROUNDS = 150;
	private static final int FINE_ROUNDS = 70;
	private static final int NEW_ROUNDS = 40;
	private static final double STILL = 0.008;
	/**
	 * Up to this share of the nodes may overlap a neighbour before the picture is drawn larger. Measured on 1,000 nodes with 1,500 edges: at 0.6
	 * removing the overlaps costs 70 % more crossings, below 0.2 the picture only grows.
	 */
	private static final double CROWDED = 0.25;
	/** The same for few nodes, which are mostly fields: much air between them makes the whole unreadably small. */
	private static final double FEW_CROWDED = 0.5;
	private static final int FEW = 100;

	@Override
	public boolean keepsPlaces() {
		return true;
	}

	@Override
	public void place(Level level, IProgressMonitor monitor) {
		if (level.isWarm()) {
			placeNew(level, monitor);
		} else {
			ForceGraph fine = ForceGraph.of(level);
			multilevel(fine, monitor);
			scale(level, fine);
		}
	}

	private static void multilevel(ForceGraph fine, IProgressMonitor monitor) {
		SubMonitor progress = SubMonitor.convert(monitor, 1000);
		ForceGraph graph = fine;
		while (graph.size > COARSEST) {
			ForceGraph coarser = graph.coarser();
			if (coarser.size > graph.size * 0.9) {
				break;
			}
			graph = coarser;
		}
		var random = new SplittableRandom(42);
		double room = Math.sqrt(fine.size);
		for (int i = 0; i < graph.size; i++) {
			graph.x[i] = (random.nextDouble() - 0.5) * room;
			graph.y[i] = (random.nextDouble() - 0.5) * room;
		}
		double step = room / 5;
		int rounds = COARSE_ROUNDS;
		for (;;) {
			relax(graph, step, rounds, progress);
			if (graph.finer == null) {
				return;
			}
			graph = graph.spread(random);
			progress.setWorkRemaining(1000).worked(200);
			step = 1;
			rounds = FINE_ROUNDS;
		}
	}

	/* Lengths are in units of the spring's natural length. */
	private static void relax(ForceGraph graph, double firstStep, int rounds, IProgressMonitor monitor) {
		var tree = new BarnesHutTree(graph.size);
		double step = firstStep;
		double before = Double.POSITIVE_INFINITY;
		int better = 0;
		for (int round = 0; round < rounds && step > STILL; round++) {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			tree.build(graph.x, graph.y, graph.mass, graph.size);
			double energy = 0;
			for (int i = 0; i < graph.size; i++) {
				energy += move(graph, tree, i, step);
			}
			if (energy < before) {
				better++;
				if (better >= 5) {
					better = 0;
					step /= COOLING;
				} else if (round > rounds / 2) {
					step *= COOLING;
				}
			} else {
				better = 0;
				step *= COOLING;
			}
			before = energy;
		}
	}

	/** Moves one node by at most a step. @return the square of the force on it */
	private static double move(ForceGraph graph, BarnesHutTree tree, int node, double step) {
		double x = graph.x[node];
		double y = graph.y[node];
		tree.repel(node, x, y);
		double forceX = REPULSION * tree.forceX();
		double forceY = REPULSION * tree.forceY();
		for (int e = graph.first[node]; e < graph.first[node + 1]; e++) {
			int other = graph.neighbour[e];
			double dx = graph.x[other] - x;
			double dy = graph.y[other] - y;
			double pull = Math.sqrt(dx * dx + dy * dy) * graph.pull[e] / graph.mass[node];
			forceX += dx * pull;
			forceY += dy * pull;
		}
		double square = forceX * forceX + forceY * forceY;
		if (square > 0) {
			double length = Math.sqrt(square);
			double way = Math.min(step, length) / length;
			graph.x[node] = x + forceX * way;
			graph.y[node] = y + forceY * way;
		}
		return square;
	}

	/* As small as leaves few overlaps, and wide as a window is. */
	private static void scale(Level level, ForceGraph graph) {
		double width = 0;
		double height = 0;
		for (int i = 0; i < level.size; i++) {
			width += level.width[i] + Overlaps.GAP;
			height += level.height[i] + Overlaps.GAP;
		}
		width /= level.size;
		height /= level.size;
		double unit = Math.sqrt(width * height);
		double stretch = Math.sqrt(GridPlaces.ASPECT);
		double low = unit * 0.4;
		double high = unit * 12;
		for (int round = 0; round < 12; round++) {
			double middle = Math.sqrt(low * high);
			if (crowded(level, graph, middle * stretch, middle / stretch)) {
				low = middle;
			} else {
				high = middle;
			}
		}
		for (int i = 0; i < level.size; i++) {
			level.x[i] = graph.x[i] * high * stretch;
			level.y[i] = graph.y[i] * high / stretch;
		}
	}

	private static boolean crowded(Level level, ForceGraph graph, double scaleX, double scaleY) {
		double width = 0;
		double height = 0;
		for (int i = 0; i < level.size; i++) {
			width += level.width[i] + Overlaps.GAP;
			height += level.height[i] + Overlaps.GAP;
		}
		BoxIndex index = new BoxIndex(level.size, width / level.size, height / level.size);
		int[] found = new int[1];
		int overlapping = 0;
		for (int i = 0; i < level.size; i++) {
			double halfX = level.width[i] / 2;
			double halfY = level.height[i] / 2;
			double x = graph.x[i] * scaleX;
			double y = graph.y[i] * scaleY;
			overlapping += index.overlapping(x - halfX, y - halfY, x + halfX, y + halfY, found);
			index.add(i, x - halfX, y - halfY, x + halfX, y + halfY);
		}
		return overlapping > (level.size < FEW ? FEW_CROWDED : CROWDED) * level.size;
	}

	private static void placeNew(Level level, IProgressMonitor monitor) {
		boolean[] connected = KeptPlaces.beside(level);
		int[] moving = new int[level.size];
		int count = 0;
		for (int i = 0; i < level.size; i++) {
			if (!level.placed[i] && connected[i]) {
				moving[count++] = i;
			}
		}
		if (count == 0) {
			return;
		}
		ForceGraph graph = ForceGraph.of(level);
		double unit = length(level);
		var random = new SplittableRandom(42);
		for (int i = 0; i < level.size; i++) {
			graph.x[i] = level.x[i] / unit + (level.placed[i] ? 0 : (random.nextDouble() - 0.5) / 2);
			graph.y[i] = level.y[i] / unit + (level.placed[i] ? 0 : (random.nextDouble() - 0.5) / 2);
		}
		var tree = new BarnesHutTree(level.size);
		double step = 1;
		for (int round = 0; round < NEW_ROUNDS; round++) {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			tree.build(graph.x, graph.y, graph.mass, level.size);
			for (int i = 0; i < count; i++) {
				move(graph, tree, moving[i], step);
			}
			step *= COOLING;
		}
		for (int i = 0; i < count; i++) {
			level.x[moving[i]] = graph.x[moving[i]] * unit;
			level.y[moving[i]] = graph.y[moving[i]] * unit;
		}
	}

	/* The natural length of a spring, as the places that stay tell it: the middle one of the lengths between placed neighbours. */
	private static double length(Level level) {
		double[] lengths = new double[level.source.length];
		int count = 0;
		for (int e = 0; e < level.source.length; e++) {
			if (level.placed[level.source[e]] && level.placed[level.target[e]]) {
				lengths[count++] = Math.hypot(level.x[level.source[e]] - level.x[level.target[e]], level.y[level.source[e]] - level.y[level.target[e]]);
			}
		}
		if (count == 0) {
			return 200;
		}
		double[] known = Arrays.copyOf(lengths, count);
		Arrays.sort(known);
		return Math.max(1, known[count / 2]);
	}
}
