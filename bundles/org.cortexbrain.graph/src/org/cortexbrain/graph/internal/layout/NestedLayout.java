package org.cortexbrain.graph.internal.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.cortexbrain.graph.layout.GraphLayout;
import org.cortexbrain.graph.layout.LayoutGraph;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;

/**
 * Lays out containers inside first, then between each other as boxes; a connection counts on the level where its ends part. A level in which
 * something is placed or pinned is laid out in the coordinates of the whole, so that its container comes to lie where it lay.
 */
public final class NestedLayout implements GraphLayout {
	private final LevelPlaces places;

	public NestedLayout(LevelPlaces places) {
		this.places = places;
	}

	@Override
	public Map<Object, Box> layout(LayoutGraph graph, IProgressMonitor monitor) {
		int count = graph.nodes().size();
		var work = new Work(graph);
		SubMonitor progress = SubMonitor.convert(monitor, "Lay out the graph", Math.max(1, count));
		/* Containers come before what they hold: backwards, the innermost comes first. */
		for (int container = count - 1; container >= LayoutGraph.NONE; container--) {
			if (progress.isCanceled()) {
				throw new OperationCanceledException();
			}
			List<Integer> members = work.members.get(container + 1);
			if (!members.isEmpty()) {
				work.level(container, members, places, progress.split(members.size()));
			}
		}
		return work.boxes();
	}

	/** The state of one run. */
	private static final class Work {
		private final LayoutGraph graph;
		/** By container + 1. */
		private final List<List<Integer>> members = new ArrayList<>();
		/** The two ends of each connection, packed as {@link Level#of} takes them; by container + 1. */
		private final List<List<Long>> pairs = new ArrayList<>();
		private final int[] within;
		private final double[] x;
		private final double[] y;
		private final double[] width;
		private final double[] height;
		private final boolean[] placed;
		private final boolean[] pinned;
		private final Room[] rooms;
		/** The middle that a container had in the coordinates of what it holds. */
		private final Map<Integer, double[]> laidAt = new HashMap<>();

		Work(LayoutGraph graph) {
			this.graph = graph;
			rooms = Room.of(graph);
			int count = graph.nodes().size();
			within = new int[count];
			x = new double[count];
			y = new double[count];
			width = new double[count];
			height = new double[count];
			placed = new boolean[count];
			pinned = new boolean[count];
			int[] depth = new int[count];
			for (int i = 0; i <= count; i++) {
				members.add(new ArrayList<>());
				pairs.add(new ArrayList<>());
			}
			for (int i = 0; i < count; i++) {
				LayoutGraph.Node node = graph.nodes().get(i);
				List<Integer> siblings = members.get(node.container() + 1);
				within[i] = siblings.size();
				siblings.add(i);
				depth[i] = node.container() == LayoutGraph.NONE ? 0 : depth[node.container()] + 1;
				x[i] = node.box().centerX();
				y[i] = node.box().centerY();
				width[i] = node.box().width();
				height[i] = node.box().height();
				placed[i] = node.placed();
				pinned[i] = node.pinned();
			}
			for (LayoutGraph.Edge edge : graph.edges()) {
				lift(edge, depth);
			}
		}

		private int container(int node) {
			return graph.nodes().get(node).container();
		}

		private void lift(LayoutGraph.Edge edge, int[] depth) {
			int from = edge.source();
			int to = edge.target();
			while (depth[from] > depth[to]) {
				from = container(from);
			}
			while (depth[to] > depth[from]) {
				to = container(to);
			}
			while (from != to && container(from) != container(to)) {
				from = container(from);
				to = container(to);
			}
			if (from != to) {
				pairs.get(container(from) + 1).add((long) within[from] << 32 | within[to]);
			}
		}

		void level(int container, List<Integer> nodes, LevelPlaces places, IProgressMonitor monitor) {
			Level level = Level.of(nodes.size(), pairs.get(container + 1).stream().mapToLong(Long::longValue).toArray());
			for (int i = 0; i < level.size; i++) {
				int node = nodes.get(i);
				level.width[i] = width[node];
				level.height[i] = height[node];
				level.x[i] = x[node];
				level.y[i] = y[node];
				level.placed[i] = placed[node];
				level.pinned[i] = pinned[node];
			}
			if (container != LayoutGraph.NONE) {
				LayoutGraph.Node field = graph.nodes().get(container);
				level.room = rooms[container];
				level.before = field.placed() ? level.room.within(field.box()) : level.room;
			}
			LevelLayout.run(level, places, monitor);
			for (int i = 0; i < level.size; i++) {
				move(nodes.get(i), level.x[i], level.y[i]);
			}
			if (container != LayoutGraph.NONE) {
				enclose(container, level);
			}
		}

		/* What lies in a container is moved with it at the end: so far its places count from the container's. */
		private void move(int node, double toX, double toY) {
			x[node] = toX;
			y[node] = toY;
		}

		private void enclose(int container, Level level) {
			Box field = SceneNode.fieldAround(level.bounds());
			width[container] = field.width();
			height[container] = field.height();
			laidAt.put(container, new double[] { field.centerX(), field.centerY() });
			pinned[container] = level.hasPins();
			if (level.isWarm() || level.hasPins()) {
				x[container] = field.centerX();
				y[container] = field.centerY();
				placed[container] = true;
			}
		}

		Map<Object, Box> boxes() {
			int count = graph.nodes().size();
			double[] byX = new double[count];
			double[] byY = new double[count];
			Map<Object, Box> boxes = HashMap.newHashMap(count);
			for (int i = 0; i < count; i++) {
				int container = container(i);
				double shiftX = container == LayoutGraph.NONE ? 0 : byX[container];
				double shiftY = container == LayoutGraph.NONE ? 0 : byY[container];
				double middleX = x[i] + shiftX;
				double middleY = y[i] + shiftY;
				double[] laid = laidAt.get(i);
				if (laid != null) {
					byX[i] = middleX - laid[0];
					byY[i] = middleY - laid[1];
				}
				LayoutGraph.Node node = graph.nodes().get(i);
				/* To the last bit where it was: halves and sums would round. */
				boolean same = node.placed() && laid == null && middleX == node.box().centerX() && middleY == node.box().centerY();
				boxes.put(node.element(), pinned[i] && laid == null || same ? node.box()
						: new Box(middleX - width[i] / 2, middleY - height[i] / 2, width[i], height[i]));
			}
			return boxes;
		}
	}
}
