package org.cortexbrain.ui.internal.commands;

import java.util.Locale;

import org.cortexbrain.graph.layout.StandardLayout;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.handlers.RadioState;

/** Lays the topology out in the way that the parameter names. */
public final class LayoutHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		String name = event.getParameter(RadioState.PARAMETER_ID);
		if (name == null) {
			throw new ExecutionException("the layout is missing: one of " + new LayoutNames().getParameterValues().values());
		}
		StandardLayout layout;
		try {
			layout = StandardLayout.valueOf(name.toUpperCase(Locale.ROOT));
		} catch (IllegalArgumentException e) {
			throw new ExecutionException("no such layout: " + name + "; there are " + new LayoutNames().getParameterValues().values(), e);
		}
		try {
			var view = (TopologyView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(TopologyView.ID);
			if (view.layout() != layout) {
				view.setLayout(layout);
			}
		} catch (PartInitException e) {
			throw new ExecutionException("The topology could not be shown", e);
		}
		return null;
	}
}
