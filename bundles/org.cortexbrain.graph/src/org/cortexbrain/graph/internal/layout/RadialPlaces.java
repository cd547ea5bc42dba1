package org.cortexbrain.graph.internal.layout;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/**
 * Rings around the node with most connections: on the first its neighbours, on the next theirs. Each subtree has a sector by the number of
 * its leaves. A ring too full for its circumference becomes several.
 */
public final class RadialPlaces implements LevelPlaces {
	private static final double RING_GAP = 40;
	private static final double GAP = 24;
	/** How many rows one ring may take before its radius must grow. */
	private static final int ROWS = 6;

	@Override
	public void place(Level level, IProgressMonitor monitor) {
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		SpanningTree tree = SpanningTree.fromHub(level);
		int[] leaves = new int[level.size];
		int deepest = 0;
		for (int at = level.size - 1; at >= 0; at--) {
			int node = tree.order[at];
			leaves[node] = Math.max(1, leaves[node]);
			if (tree.parent[node] >= 0) {
				leaves[tree.parent[node]] += leaves[node];
			}
			deepest = Math.max(deepest, tree.depth[node]);
		}
		double[] needed = new double[deepest + 1];
		double[] thick = new double[deepest + 1];
		for (int i = 0; i < level.size; i++) {
			int ring = tree.depth[i];
			needed[ring] += Math.hypot(level.width[i], level.height[i]) * 0.75 + GAP;
			thick[ring] = Math.max(thick[ring], Math.max(level.width[i], level.height[i]));
		}
		double[] radius = new double[deepest + 1];
		int[] rows = new int[deepest + 1];
		rows[0] = 1;
		double outer = thick[0] / 2;
		for (int ring = 1; ring <= deepest; ring++) {
			double around = 2 * Math.PI * (outer + RING_GAP + thick[ring] / 2);
			rows[ring] = Math.clamp((int) Math.ceil(needed[ring] / around), 1, ROWS);
			radius[ring] = Math.max(outer + RING_GAP + thick[ring] / 2, needed[ring] / rows[ring] / (2 * Math.PI));
			outer = radius[ring] + (rows[ring] - 1) * (thick[ring] + GAP) + thick[ring] / 2;
		}
		double[] from = new double[level.size];
		double[] until = new double[level.size];
		int[] onRing = new int[deepest + 1];
		for (int node : tree.order) {
			if (tree.parent[node] < 0) {
				until[node] = 2 * Math.PI;
			}
			double at = from[node];
			for (int c = tree.first[node]; c < tree.first[node + 1]; c++) {
				int child = tree.child[c];
				from[child] = at;
				at += (until[node] - from[node]) * leaves[child] / leaves[node];
				until[child] = at;
			}
			int ring = tree.depth[node];
			double far = radius[ring] + onRing[ring]++ % rows[ring] * (thick[ring] + GAP);
			double angle = (from[node] + until[node]) / 2;
			level.x[node] = far * Math.cos(angle);
			level.y[node] = far * Math.sin(angle);
		}
	}
}
