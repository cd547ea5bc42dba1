package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.cortexbrain.graph.layout.GraphLayout;
import org.cortexbrain.graph.layout.LayoutGraph;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/** One run of a layout, off the UI thread, on a copy of the structure. It always ends with places for all nodes. */
final class LayoutJob extends Job {
	/** Fewer nodes are laid out in less than a second: no progress is shown for them. */
	private static final int SHOWN_FROM = 400;

	/** What a run came to. */
	record Outcome(Map<Object, Box> boxes, Optional<String> problem) {
		Outcome {
			/* A layout may be anybody's: what it gave must not change any more. */
			boxes = Map.copyOf(boxes);
		}
	}

	private final GraphLayout layout;
	private final LayoutGraph graph;
	/** With the places that nodes had, whether they count or not. */
	private final LayoutGraph asItStands;
	private final BiConsumer<LayoutJob, Outcome> done;

	/**
	 * @param keep whether places count; else only those of pinned nodes do
	 * @param done takes the outcome on the job's thread; after a cancellation or a failure nodes keep their places, and the others have some
	 */
	LayoutJob(GraphLayout layout, Scene scene, Set<Object> pinned, boolean keep, BiConsumer<LayoutJob, Outcome> done) {
		super("Lay out the graph");
		this.layout = layout;
		asItStands = graph(scene, pinned, true);
		graph = keep ? asItStands : graph(scene, pinned, false);
		this.done = done;
		setUser(false);
		setSystem(graph.nodes().size() < SHOWN_FROM);
	}

	private static LayoutGraph graph(Scene scene, Set<Object> pinned, boolean keep) {
		List<SceneNode> order = new ArrayList<>(scene.nodes());
		order.sort((a, b) -> Integer.compare(a.depth(), b.depth()));
		Map<SceneNode, Integer> index = HashMap.newHashMap(order.size());
		List<LayoutGraph.Node> nodes = new ArrayList<>(order.size());
		for (SceneNode node : order) {
			index.put(node, nodes.size());
			Box box = node.box();
			boolean pin = box != null && !node.isField() && pinned.contains(node.element());
			boolean placed = box != null && (keep || pin);
			/* A card is a card again after it was a field. */
			Box now = box == null ? new Box(0, 0, SceneNode.WIDTH, SceneNode.HEIGHT)
					: node.isField() ? box
							: new Box(box.x(), box.y(), SceneNode.WIDTH, SceneNode.HEIGHT);
			nodes.add(new LayoutGraph.Node(node.element(), node.container() == null ? LayoutGraph.NONE : index.get(node.container()),
					node.isField(), placed, pin, now));
		}
		List<LayoutGraph.Edge> edges = new ArrayList<>(scene.edges().size());
		for (SceneEdge edge : scene.edges()) {
			edges.add(new LayoutGraph.Edge(edge.element(), index.get(edge.source()), index.get(edge.target())));
		}
		return new LayoutGraph(nodes, edges);
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			done.accept(this, new Outcome(possible(layout.layout(graph, monitor)), Optional.empty()));
			return Status.OK_STATUS;
		} catch (OperationCanceledException _) {
			done.accept(this, new Outcome(StandardLayout.MANUAL.layout(asItStands, new NullProgressMonitor()), Optional.empty()));
			return Status.CANCEL_STATUS;
		} catch (RuntimeException | Error e) {
			/* Also errors: whoever waits for the run would wait for ever. */
			done.accept(this, new Outcome(StandardLayout.GRID.layout(graph, new NullProgressMonitor()), Optional.of(
					"the layout " + name() + " failed for a graph of " + graph.nodes().size() + " nodes, which now stand in a grid: " + e)));
			/* It was told; a status would be shown a second time. */
			return Status.OK_STATUS;
		}
	}

	private static Map<Object, Box> possible(Map<Object, Box> boxes) {
		if (boxes == null) {
			throw new IllegalStateException("it gives null for the places");
		}
		boxes.forEach((element, box) -> {
			boolean finite = box != null && Double.isFinite(box.x()) && Double.isFinite(box.y()) && Double.isFinite(box.width())
					&& Double.isFinite(box.height());
			if (!finite || box.width() <= 0 || box.height() <= 0) {
				throw new IllegalStateException("it gives an impossible place: " + box);
			}
		});
		return boxes;
	}

	private String name() {
		return layout instanceof StandardLayout standard ? standard.title() : layout.getClass().getName();
	}
}
