package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.cortexbrain.graph.internal.layout.Layout;
import org.cortexbrain.graph.internal.scene.Box;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/** One run of a layout, off the UI thread, on a copy of the structure. */
final class LayoutJob extends Job {
	private final Layout layout;
	private final Layout.Structure structure;
	private final Consumer<Map<Object, Box>> done;

	/** @param done takes the boxes, on the job's thread, unless the job was cancelled meanwhile; no boxes if the layout failed */
	LayoutJob(Layout layout, Scene scene, Consumer<Map<Object, Box>> done) {
		super("Lay out the graph");
		this.layout = layout;
		this.structure = structure(scene);
		this.done = done;
		setUser(false);
		setSystem(structure.nodes().size() < 500);
	}

	private static Layout.Structure structure(Scene scene) {
		List<SceneNode> order = new ArrayList<>(scene.nodes());
		order.sort((a, b) -> Integer.compare(a.depth(), b.depth()));
		Map<SceneNode, Integer> index = new HashMap<>();
		List<Layout.Item> items = new ArrayList<>();
		for (SceneNode node : order) {
			index.put(node, items.size());
			items.add(new Layout.Item(node.element(), node.container() == null ? -1 : index.get(node.container()), node.isField(),
					SceneNode.WIDTH, SceneNode.HEIGHT));
		}
		List<int[]> edges = new ArrayList<>();
		for (SceneEdge edge : scene.edges()) {
			edges.add(new int[] { index.get(edge.source()), index.get(edge.target()) });
		}
		return new Layout.Structure(items, edges);
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		Map<Object, Box> boxes;
		IStatus status = Status.OK_STATUS;
		try {
			boxes = layout.layout(structure);
		} catch (RuntimeException e) {
			boxes = Map.of();
			status = new Status(IStatus.WARNING, "org.cortexbrain.graph", "The graph of " + structure.nodes().size()
					+ " nodes could not be laid out; its nodes were placed one by one.", e);
		}
		if (monitor.isCanceled()) {
			return Status.CANCEL_STATUS;
		}
		done.accept(boxes);
		return status;
	}
}
