package org.cortexbrain.kubeconfig.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.cortexbrain.kubeconfig.Secret;

/**
 * One element of {@code clusters}.
 *
 * @param folder what its relative paths are relative to
 * @param server secret, since a URL may hold a password
 * @param authorityData PEM text, empty if not given
 * @param fields only to say where each field stands
 */
record ClusterEntry(String name, Path folder, Secret server, String tlsServerName, boolean insecure, String authorityFile,
		String authorityData, Secret proxyUrl, boolean disableCompression, Map<String, Secret> extensions, Fields fields) {

	static ClusterEntry read(String name, Fields cluster, Path folder) {
		ClusterEntry entry = new ClusterEntry(name, folder, new Secret(cluster.text("server")), cluster.text("tls-server-name"),
				cluster.flag("insecure-skip-tls-verify"), cluster.text("certificate-authority"),
				new String(cluster.bytes("certificate-authority-data"), StandardCharsets.ISO_8859_1), new Secret(cluster.text("proxy-url")),
				cluster.flag("disable-compression"), Extensions.read(cluster), cluster);
		cluster.nameUnknown("the cluster \"" + Words.printable(name) + "\"");
		return entry;
	}

	/** A path of this entry, absolute. */
	Path resolve(String path) {
		return folder.resolve(path).normalize();
	}
}
