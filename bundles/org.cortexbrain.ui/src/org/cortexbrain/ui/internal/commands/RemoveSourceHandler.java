package org.cortexbrain.ui.internal.commands;

import org.cortexbrain.ui.internal.sources.RemoveSource;
import org.cortexbrain.ui.internal.sources.SourcesView;
import org.cortexbrain.ui.internal.undo.Undoing;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Removes the selected source, which can be undone. */
public final class RemoveSourceHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		try {
			var view = (SourcesView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(SourcesView.ID);
			if (view.selection().isPresent()) {
				Undoing.execute(new RemoveSource(view.selection().get()));
			}
			return null;
		} catch (PartInitException e) {
			throw new ExecutionException("The sources could not be shown", e);
		}
	}
}
