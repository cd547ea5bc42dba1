package org.cortexbrain.ui.internal.sources;

import java.util.Optional;

import org.cortexbrain.telemetry.Telemetry.Observed;
import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.core.commands.operations.AbstractOperation;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;

/** Stops to observe a source. Undone, it is connected or played again: its agent and its file have lost nothing. */
public final class RemoveSource extends AbstractOperation {
	private final String id;
	private Optional<Session.Removed> removed = Optional.empty();

	public RemoveSource(Observed source) {
		super("Remove " + source.name());
		id = source.id();
	}

	@Override
	public IStatus execute(IProgressMonitor monitor, IAdaptable target) {
		removed = Session.current().remove(id);
		return Status.OK_STATUS;
	}

	@Override
	public IStatus redo(IProgressMonitor monitor, IAdaptable target) {
		return execute(monitor, target);
	}

	@Override
	public boolean canUndo() {
		return removed.isPresent();
	}

	@Override
	public IStatus undo(IProgressMonitor monitor, IAdaptable target) {
		removed.ifPresent(Session.current()::restore);
		removed = Optional.empty();
		return Status.OK_STATUS;
	}
}
