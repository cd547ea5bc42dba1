package org.cortexbrain.cluster.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Kubeconfig;
import org.cortexbrain.kubeconfig.PluginConsole;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.kubeconfig.Resolution;

/** The cluster that a context of a kubeconfig names. */
final class Cluster {
	private Cluster() {
	}

	static ClusterConnection connect(Path kubeconfig, String context) throws IOException {
		Path folder = kubeconfig.toAbsolutePath().getParent();
		Resolution resolution = Kubeconfig.of(Files.readString(kubeconfig), kubeconfig.toString(), folder).resolve(context, Map.of());
		if (!(resolution instanceof Resolution.Usable usable)) {
			throw new IOException("the context " + context + " of " + kubeconfig + " cannot be used: " + resolution);
		}
		return ClusterConnection.of(usable.access(), new PluginCredentials(System::getenv, new Silent(), Duration.ofSeconds(30), InstantSource.system()));
	}

	private static final class Silent implements PluginConsole {
		@Override
		public void show(ExecPlugin plugin, String text) {
			System.err.print(text);
		}

		@Override
		public Input input(ExecPlugin plugin) {
			return new Input.Unavailable("a benchmark asks nobody");
		}
	}
}
