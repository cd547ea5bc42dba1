package org.cortexbrain.ui.internal.commands;

import org.cortexbrain.ui.internal.flows.FlowsView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Puts the cursor into the filter of the flows. */
public final class FilterFlowsHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		try {
			((FlowsView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(FlowsView.ID)).focusFilter();
			return null;
		} catch (PartInitException e) {
			throw new ExecutionException("The flows could not be shown", e);
		}
	}
}
