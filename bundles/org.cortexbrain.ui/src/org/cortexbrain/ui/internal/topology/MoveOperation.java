package org.cortexbrain.ui.internal.topology;

import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphMove;
import org.cortexbrain.graph.GraphViewer;
import org.eclipse.core.commands.operations.AbstractOperation;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;

/** Nodes that somebody moved in the topology, to be moved back. What is gone meanwhile is passed over. */
final class MoveOperation extends AbstractOperation {
	private final GraphViewer viewer;
	private final GraphMove move;

	MoveOperation(GraphViewer viewer, GraphMove move) {
		super(label(viewer, move));
		this.viewer = viewer;
		this.move = move;
	}

	private static String label(GraphViewer viewer, GraphMove move) {
		List<Object> moved = List.copyOf(move.after().keySet());
		List<Object> selected = moved.stream().filter(viewer.getStructuredSelection().toList()::contains).toList();
		return selected.size() == 1 ? "Move " + viewer.nameOf(selected.getFirst()).orElse("node") : "Move nodes";
	}

	private IStatus place(Map<Object, Box> places) {
		if (!viewer.getControl().isDisposed()) {
			viewer.place(places);
		}
		return Status.OK_STATUS;
	}

	@Override
	public boolean canUndo() {
		return !viewer.getControl().isDisposed();
	}

	@Override
	public boolean canRedo() {
		return !viewer.getControl().isDisposed();
	}

	@Override
	public IStatus execute(IProgressMonitor monitor, IAdaptable info) {
		return place(move.after());
	}

	@Override
	public IStatus redo(IProgressMonitor monitor, IAdaptable info) {
		return place(move.after());
	}

	@Override
	public IStatus undo(IProgressMonitor monitor, IAdaptable info) {
		return place(move.before());
	}
}
