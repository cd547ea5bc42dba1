package org.cortexbrain.ui.internal.commands;

import org.cortexbrain.ui.internal.connect.ConnectWizard;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the wizard that connects clusters. */
public final class ConnectClusterHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		ConnectWizard.open(HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell());
		return null;
	}
}
