package org.cortexbrain.ui.internal.commands;

import java.util.Optional;

import org.cortexbrain.connect.Clusters.Observed;
import org.cortexbrain.ui.internal.agents.AgentsDialog;
import org.cortexbrain.ui.internal.agents.AgentsWizard;
import org.cortexbrain.ui.internal.agents.ChangedCluster;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISources;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens what is done with the agents of the cluster that is selected in the Clusters view. */
public final class AgentsHandler extends AbstractHandler {
	private static final String INSTALL = "org.cortexbrain.ui.installAgents";
	private static final String REMOVE = "org.cortexbrain.ui.removeAgents";

	private static Optional<Observed> cluster(Object selection) {
		return selection instanceof IStructuredSelection structured && structured.getFirstElement() instanceof Observed observed
				? DesktopClusters.current().clusters().find(observed.cluster().id())
				: Optional.empty();
	}

	@Override
	public void setEnabled(Object context) {
		setBaseEnabled(cluster(HandlerUtil.getVariable(context, ISources.ACTIVE_CURRENT_SELECTION_NAME)).isPresent());
	}

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Observed selected = cluster(HandlerUtil.getCurrentSelection(event))
				.orElseThrow(() -> new ExecutionException("no cluster is selected in the Clusters view"));
		var cluster = new ChangedCluster(selected.cluster().id(), selected.cluster().name(), selected.cluster().production());
		switch (event.getCommand().getId()) {
		case INSTALL -> AgentsWizard.open(cluster);
		case REMOVE -> AgentsDialog.openToRemove(cluster);
		default -> AgentsDialog.open(cluster);
		}
		return null;
	}
}
