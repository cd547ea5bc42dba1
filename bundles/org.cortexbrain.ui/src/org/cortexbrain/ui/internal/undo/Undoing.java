package org.cortexbrain.ui.internal.undo;

import java.util.Optional;

import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.operations.IOperationHistory;
import org.eclipse.core.commands.operations.IUndoContext;
import org.eclipse.core.commands.operations.IUndoableOperation;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.ui.PlatformUI;

/** The workbench's history of operations. For the UI thread. */
public final class Undoing {
	private Undoing() {
	}

	static IOperationHistory history() {
		return PlatformUI.getWorkbench().getOperationSupport().getOperationHistory();
	}

	static IUndoContext context() {
		return PlatformUI.getWorkbench().getOperationSupport().getUndoContext();
	}

	/** Does something that can be undone. */
	public static void execute(IUndoableOperation operation) throws ExecutionException {
		operation.addContext(context());
		history().execute(operation, new NullProgressMonitor(), null);
	}

	/** What would be undone. */
	public static Optional<IUndoableOperation> nextUndo() {
		return Optional.ofNullable(history().getUndoOperation(context()));
	}

	/** What would be done again. */
	public static Optional<IUndoableOperation> nextRedo() {
		return Optional.ofNullable(history().getRedoOperation(context()));
	}
}
