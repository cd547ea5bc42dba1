package org.cortexbrain.ui.internal.agents;

import java.util.Optional;

import org.cortexbrain.connect.ClusterId;
import org.cortexbrain.connect.Clusters;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;

/**
 * A cluster in which something is to be changed.
 *
 * @param name what a person calls it
 * @param production whether its name must be typed before a change, where the desktop does not know it yet
 */
public record ChangedCluster(ClusterId id, String name, boolean production) {
	/** Whether a change may begin: asks for the name of a production cluster, which allows changes for a while. UI thread. */
	boolean isChangeAllowed(Shell shell) {
		Clusters clusters = DesktopClusters.current().clusters();
		boolean known = clusters.find(id).isPresent();
		if (known ? clusters.changesRefused(id).isEmpty() : !production) {
			return true;
		}
		var dialog = new InputDialog(shell, "Change a production cluster", name + " is marked as production. Type its name to allow changes for "
				+ Clusters.CHANGES_ALLOWED.toMinutes() + " minutes.", "", typed -> typed.strip().equals(name) ? null : "Type " + name + ", as it is written.");
		if (dialog.open() != Window.OK) {
			return false;
		}
		return Optional.of(dialog.getValue()).filter(typed -> known ? clusters.allowChanges(id, typed) : typed.strip().equals(name)).isPresent();
	}
}
