package org.cortexbrain.ui.internal.commands;

import org.cortexbrain.ui.internal.sources.SourcesView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Connects the selected source again. */
public final class ConnectAgainHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		try {
			var view = (SourcesView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(SourcesView.ID);
			view.connectAgain();
			return null;
		} catch (PartInitException e) {
			throw new ExecutionException("The sources could not be shown", e);
		}
	}
}
