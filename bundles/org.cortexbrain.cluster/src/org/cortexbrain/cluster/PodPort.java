package org.cortexbrain.cluster;

/**
 * A TCP port in the network of a pod, on its loopback.
 *
 * @param port 1 to 65535
 */
public record PodPort(String namespace, String pod, int port) {
	public PodPort {
		if (namespace.isBlank() || pod.isBlank()) {
			throw new IllegalArgumentException("a pod has a namespace and a name, not \"" + namespace + "\" and \"" + pod + "\"");
		}
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
		}
	}

	@Override
	public String toString() {
		return namespace + "/" + pod + ":" + port;
	}
}
