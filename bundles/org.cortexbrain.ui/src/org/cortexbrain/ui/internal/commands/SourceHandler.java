package org.cortexbrain.ui.internal.commands;

import org.cortexbrain.telemetry.Telemetry.Observed;
import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.internal.sources.SourcesView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Connects the selected source again, or removes it after a question. */
public final class SourceHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		SourcesView view;
		try {
			view = (SourcesView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(SourcesView.ID);
		} catch (PartInitException e) {
			throw new ExecutionException("The sources could not be shown", e);
		}
		if (event.getCommand().getId().endsWith(".connectAgain")) {
			view.connectAgain();
		} else if (view.selection().isPresent()) {
			Observed source = view.selection().get();
			if (MessageDialog.openConfirm(HandlerUtil.getActiveShellChecked(event), "Remove source",
					"Stop observing " + source.name() + "? What it told leaves the views; its recordings stay.")) {
				Session.current().remove(source.id());
			}
		}
		return null;
	}
}
