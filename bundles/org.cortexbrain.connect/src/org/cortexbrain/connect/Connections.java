package org.cortexbrain.connect;

import java.util.Objects;
import java.util.Optional;

import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.Resolution;

/** Opens connections of their own to clusters, for work that is not to be disturbed by the one that the views live on. */
public final class Connections {
	private final Origins origins;
	private final PluginConsent consent;
	private final PluginCredentials plugins;

	/** @param plugins asked where an access names an exec plug-in that is allowed */
	public Connections(Origins origins, PluginConsent consent, PluginCredentials plugins) {
		this.origins = Objects.requireNonNull(origins);
		this.consent = Objects.requireNonNull(consent);
		this.plugins = Objects.requireNonNull(plugins);
	}

	/**
	 * Connects to nothing yet; the first request does. To be closed by who asks for it.
	 *
	 * @throws ClusterFault if its kubeconfig does not do, or names a program that nobody has allowed
	 */
	public ClusterConnection open(ClusterId id) throws ClusterFault {
		Resolution resolution = origins.resolution(id)
				.orElseThrow(() -> new ClusterFault("The kubeconfig of the context " + Shown.of(id.context()) + " has not been read yet.", "Try again in a moment.", null));
		return switch (resolution) {
		case Resolution.Refused(var problems) -> {
			Problem first = problems.getFirst();
			throw new ClusterFault(first.place() + ": " + first.what() + ".", first.remedy() + ".", null);
		}
		case Resolution.Usable(var access, var _) -> {
			Optional<ExecPlugin> plugin = ClusterLife.plugin(access);
			if (plugin.filter(each -> !consent.isAllowed(each)).isPresent()) {
				throw new ClusterFault("The program " + Shown.of(plugin.get().name()) + " must run to log in, and nobody has allowed it yet.",
						"Connect the cluster first, and look at the program's command there.", null);
			}
			yield ClusterConnection.of(access, plugins);
		}
		};
	}
}
