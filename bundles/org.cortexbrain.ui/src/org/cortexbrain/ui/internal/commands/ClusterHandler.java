package org.cortexbrain.ui.internal.commands;

import java.util.Optional;

import org.cortexbrain.connect.ClusterState;
import org.cortexbrain.connect.Clusters.Observed;
import org.cortexbrain.ui.internal.clusters.ClusterProperties;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.cortexbrain.ui.internal.connect.PluginDialog;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.ISources;
import org.eclipse.ui.handlers.HandlerUtil;

/** What is done with the cluster that is selected in the Clusters view: the command's id says what. */
public final class ClusterHandler extends AbstractHandler implements IExecutableExtension {
	private String command = "";

	@Override
	public void setInitializationData(IConfigurationElement element, String property, Object parameter) {
		String id = element.getAttribute("commandId") == null ? element.getAttribute("id") : element.getAttribute("commandId");
		command = id.substring(id.lastIndexOf('.') + 1);
	}

	private static Optional<Observed> cluster(Object selection) {
		return selection instanceof IStructuredSelection structured && structured.getFirstElement() instanceof Observed observed
				? DesktopClusters.current().clusters().find(observed.cluster().id())
				: Optional.empty();
	}

	@Override
	public void setEnabled(Object context) {
		Optional<Observed> selected = cluster(HandlerUtil.getVariable(context, ISources.ACTIVE_CURRENT_SELECTION_NAME));
		setBaseEnabled(selected.filter(cluster -> switch (command) {
		case "connectThisCluster" -> !(cluster.state() instanceof ClusterState.Live);
		case "disconnectCluster" -> !(cluster.state() instanceof ClusterState.Disconnected);
		default -> true;
		}).isPresent());
	}

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		DesktopClusters desktop = DesktopClusters.current();
		Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
		Observed cluster = cluster(HandlerUtil.getCurrentSelection(event))
				.orElseThrow(() -> new ExecutionException("no cluster is selected in the Clusters view"));
		switch (command) {
		case "connectThisCluster" -> {
			if (cluster.state() instanceof ClusterState.NeedsConsent(var plugin)) {
				new PluginDialog(shell, desktop, cluster.cluster().id(), cluster.cluster().name(), plugin).open();
			} else {
				desktop.clusters().connect(cluster.cluster().id());
			}
		}
		case "disconnectCluster" -> desktop.clusters().disconnect(cluster.cluster().id());
		case "forgetCluster" -> {
			if (MessageDialog.openConfirm(shell, "Forget " + cluster.cluster().name(), "Forget the cluster " + cluster.cluster().name()
					+ "? It is disconnected, and its name, colour and mark here are lost. Its kubeconfig and the cluster itself stay as they are.")) {
				desktop.clusters().forget(cluster.cluster().id());
			}
		}
		case "clusterProperties" -> new ClusterProperties(shell, desktop, cluster).open();
		default -> throw new ExecutionException("no such command of a cluster: " + command);
		}
		return null;
	}
}
