package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/**
 * A tidy tree from left to right: E. Reingold and J. Tilford, "Tidier drawings of trees", IEEE Transactions on Software Engineering 7, 1981.
 * Subtrees stand as near as their contours allow, a parent in the middle of its children. Contours are merged the short one into the long
 * one, so that a level takes time by its nodes, and nothing is recursive: a chain of thousands is no deep stack.
 */
public final class TreePlaces implements LevelPlaces {
	private static final double GAP = 26;
	private static final double COLUMN_GAP = 72;

	/** The upper and lower border of a subtree by depth, the deepest first; {@code shift} is still to be added to each. */
	private static final class Contour {
		private double[] top = new double[4];
		private double[] bottom = new double[4];
		private int length;
		private double shift;

		void add(double upper, double lower) {
			if (length == top.length) {
				top = Arrays.copyOf(top, 2 * length);
				bottom = Arrays.copyOf(bottom, 2 * length);
			}
			top[length] = upper - shift;
			bottom[length++] = lower - shift;
		}

		/** How far another subtree must move down to lie below this one. */
		double distance(Contour other) {
			double most = Double.NEGATIVE_INFINITY;
			for (int i = 1; i <= Math.min(length, other.length); i++) {
				most = Math.max(most, bottom[length - i] + shift + GAP - other.top[other.length - i] - other.shift);
			}
			return most;
		}

		/** This and one that lies below it. */
		static Contour merge(Contour upper, Contour lower) {
			Contour longer = upper.length >= lower.length ? upper : lower;
			for (int i = 1; i <= Math.min(upper.length, lower.length); i++) {
				double least = upper.top[upper.length - i] + upper.shift;
				double most = lower.bottom[lower.length - i] + lower.shift;
				longer.top[longer.length - i] = least - longer.shift;
				longer.bottom[longer.length - i] = most - longer.shift;
			}
			return longer;
		}
	}

	@Override
	public void place(Level level, IProgressMonitor monitor) {
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		SpanningTree tree = SpanningTree.fromSource(level);
		double[] below = new double[level.size];
		Contour[] contours = new Contour[level.size];
		for (int at = level.size - 1; at >= 0; at--) {
			int node = tree.order[at];
			Contour contour = null;
			double firstMiddle = 0;
			double lastMiddle = 0;
			for (int c = tree.first[node]; c < tree.first[node + 1]; c++) {
				int child = tree.child[c];
				Contour next = contours[child];
				contours[child] = null;
				double down = contour == null ? 0 : contour.distance(next);
				next.shift += down;
				below[child] = down;
				firstMiddle = contour == null ? down : firstMiddle;
				lastMiddle = down;
				contour = contour == null ? next : Contour.merge(contour, next);
			}
			double middle = (firstMiddle + lastMiddle) / 2;
			for (int c = tree.first[node]; c < tree.first[node + 1]; c++) {
				below[tree.child[c]] -= middle;
			}
			if (contour == null) {
				contour = new Contour();
			}
			contour.shift -= middle;
			contour.add(-level.height[node] / 2, level.height[node] / 2);
			contours[node] = contour;
		}
		columns(level, tree);
		for (int node : tree.order) {
			level.y[node] = tree.parent[node] < 0 ? 0 : level.y[tree.parent[node]] + below[node];
		}
	}

	private static void columns(Level level, SpanningTree tree) {
		int deepest = 0;
		for (int depth : tree.depth) {
			deepest = Math.max(deepest, depth);
		}
		double[] wide = new double[deepest + 1];
		for (int i = 0; i < level.size; i++) {
			wide[tree.depth[i]] = Math.max(wide[tree.depth[i]], level.width[i]);
		}
		double[] start = new double[deepest + 1];
		for (int i = 1; i <= deepest; i++) {
			start[i] = start[i - 1] + wide[i - 1] + COLUMN_GAP;
		}
		for (int i = 0; i < level.size; i++) {
			level.x[i] = start[tree.depth[i]] + level.width[i] / 2;
		}
	}
}
