package org.cortexbrain.kubeconfig;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * All that a client needs to talk to one API server as one user. Values only: it connects to nothing, and it shows no credential.
 *
 * @param context the context that it was made from
 * @param namespace where requests go that name none; {@code default} if the context says nothing
 * @param server {@code http} or {@code https}, with a host, perhaps a port and a path; no user name, no query
 * @param serverName the name that the server's certificate must have: {@code tls-server-name}, or the host of the server
 * @param compression whether answers may be compressed
 * @param credentials what goes into the header {@code Authorization}
 * @param identity what the client shows while TLS is negotiated
 * @param extensions the cluster's extensions by name, each as JSON; secret, since nobody knows what others put there
 */
public record Access(String context, String clusterName, String userName, String namespace, URI server, String serverName,
		ServerTrust trust,
		ProxyRoute proxy, boolean compression, Credentials credentials, ClientIdentity identity, Impersonation impersonation,
		Map<String, Secret> extensions) {
	public Access {
		Objects.requireNonNull(context);
		Objects.requireNonNull(clusterName);
		Objects.requireNonNull(userName);
		Objects.requireNonNull(namespace);
		Objects.requireNonNull(server);
		Objects.requireNonNull(serverName);
		Objects.requireNonNull(trust);
		Objects.requireNonNull(proxy);
		Objects.requireNonNull(credentials);
		Objects.requireNonNull(identity);
		Objects.requireNonNull(impersonation);
		extensions = Map.copyOf(extensions);
	}

	/** Whether the connection is encrypted at all. */
	public boolean isEncrypted() {
		return !(trust instanceof ServerTrust.Unencrypted);
	}
}
