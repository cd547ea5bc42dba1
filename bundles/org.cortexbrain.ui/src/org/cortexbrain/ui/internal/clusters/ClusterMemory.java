package org.cortexbrain.ui.internal.clusters;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cortexbrain.connect.ClusterColor;
import org.cortexbrain.connect.ClusterId;
import org.cortexbrain.connect.KnownCluster;
import org.cortexbrain.connect.Origin;
import org.cortexbrain.connect.PluginConsent;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;
import org.osgi.service.prefs.Preferences;

/**
 * What this desktop remembers of clusters, in the workspace's preferences: names, files, marks. No credential is among it, and nothing of what
 * was pasted. Any thread.
 */
public final class ClusterMemory {
	private static final String CLUSTERS = "clusters";
	private static final String FILES = "kubeconfigs";
	private static final String PLUGINS = "plugins";
	private static final String SALT = "pluginSalt";

	private final Preferences root;

	public ClusterMemory() {
		root = InstanceScope.INSTANCE.getNode("org.cortexbrain.ui");
	}

	/** What was remembered; what cannot be understood, as after an older version, is left out and told in the log. */
	public synchronized List<KnownCluster> clusters() {
		List<KnownCluster> clusters = new ArrayList<>();
		try {
			Preferences all = root.node(CLUSTERS);
			for (String key : Arrays.stream(all.childrenNames()).sorted(Comparator.comparingInt(String::length).thenComparing(String::compareTo)).toList()) {
				Preferences one = all.node(key);
				try {
					clusters.add(new KnownCluster(new ClusterId(one.get("origin", ""), one.get("context", "")), one.get("name", ""),
							ClusterColor.valueOf(one.get("color", ClusterColor.BLUE.name())), one.getBoolean("production", true),
							one.getBoolean("connected", false)));
				} catch (IllegalArgumentException e) {
					ILog.of(ClusterMemory.class).warn("A cluster in the preferences cannot be understood and is left out: " + key, e);
				}
			}
		} catch (BackingStoreException e) {
			ILog.of(ClusterMemory.class).error("The clusters that were remembered cannot be read", e);
		}
		return clusters;
	}

	public synchronized void save(List<KnownCluster> clusters) {
		try {
			root.node(CLUSTERS).removeNode();
			Preferences all = root.node(CLUSTERS);
			int number = 0;
			for (KnownCluster cluster : clusters) {
				if (Origin.Pasted.isKey(cluster.id().origin())) {
					continue;
				}
				Preferences one = all.node(Integer.toString(number++));
				one.put("origin", cluster.id().origin());
				one.put("context", cluster.id().context());
				one.put("name", cluster.name());
				one.put("color", cluster.color().name());
				one.putBoolean("production", cluster.production());
				one.putBoolean("connected", cluster.connected());
			}
			root.flush();
		} catch (BackingStoreException e) {
			ILog.of(ClusterMemory.class).error("The clusters could not be remembered", e);
		}
	}

	/** Files that were added. */
	public synchronized List<Origin.InFile> files() {
		List<Origin.InFile> files = new ArrayList<>();
		for (String file : root.get(FILES, "").split("\n")) {
			try {
				if (!file.isEmpty()) {
					files.add(new Origin.InFile(Path.of(file)));
				}
			} catch (InvalidPathException e) {
				ILog.of(ClusterMemory.class).warn("A kubeconfig in the preferences has no name that a file can have: " + file, e);
			}
		}
		return files;
	}

	public synchronized void saveFiles(List<Origin> origins) {
		put(FILES, String.join("\n", origins.stream().filter(Origin.InFile.class::isInstance).map(Origin::name).toList()));
	}

	/** The consent to exec plug-ins as it was remembered; what is allowed always is remembered from now on. */
	public synchronized PluginConsent consent() {
		String salt = root.get(SALT, "");
		if (salt.isEmpty()) {
			salt = PluginConsent.newSalt();
			put(SALT, salt);
		}
		String remembered = root.get(PLUGINS, "");
		Set<String> prints = new HashSet<>(remembered.isEmpty() ? List.of() : List.of(remembered.split("\n")));
		return new PluginConsent(salt, prints, all -> {
			synchronized (this) {
				put(PLUGINS, String.join("\n", all));
			}
		});
	}

	private void put(String key, String value) {
		root.put(key, value);
		try {
			root.flush();
		} catch (BackingStoreException e) {
			ILog.of(ClusterMemory.class).error("The preferences could not be saved", e);
		}
	}
}
