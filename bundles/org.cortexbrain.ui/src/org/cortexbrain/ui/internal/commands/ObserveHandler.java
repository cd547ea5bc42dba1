package org.cortexbrain.ui.internal.commands;

import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.internal.start.ObserveThisMachine;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Connects the agent of this machine. */
public final class ObserveHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Shell shell = HandlerUtil.getActiveShellChecked(event);
		var job = new ObserveThisMachine(shell.getDisplay(), Session.current(), problem -> problem.ifPresent(it -> {
			if (!shell.isDisposed()) {
				MessageDialog.openWarning(shell, "Observe this machine", it.cause() + "\n\n" + it.command());
			}
		}));
		job.schedule();
		return null;
	}
}
