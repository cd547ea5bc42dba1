package org.cortexbrain.cluster;

import java.util.Objects;

import org.cortexbrain.cluster.internal.ServerFaults;
import org.cortexbrain.cluster.internal.transport.KubernetesClients;
import org.cortexbrain.cluster.internal.transport.Transport;
import org.cortexbrain.cluster.internal.transport.UnsupportedAccessException;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.PluginCredentials;

import io.fabric8.kubernetes.client.KubernetesClient;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * One user's way to one API server. All requests of this program to that server, those of the Kubernetes client and the tunnels alike, go over the
 * one HTTP client in it, with the certificates, the proxy and the credentials that the kubeconfig asks for.
 *
 * <p>Making it connects to nothing; a request does, and asks an exec plug-in on its own thread when one is named. It holds no state of the
 * cluster, so that a break ends single requests alone. Safe for use by several threads.
 */
public final class ClusterConnection implements AutoCloseable {
	private final Access access;
	private final HttpUrl server;
	private final OkHttpClient http;
	private final KubernetesClient kubernetes;
	private final PortForwarder portForwarder;

	private ClusterConnection(Access access, HttpUrl server, OkHttpClient http) {
		this.access = access;
		this.server = server;
		this.http = http;
		this.kubernetes = KubernetesClients.of(access, http);
		this.portForwarder = new WebSocketPortForwarder(http, server);
	}

	/**
	 * @param plugins asked when the access names an exec plug-in
	 * @throws ClusterFault if the access asks for what this program cannot do
	 */
	public static ClusterConnection of(Access access, PluginCredentials plugins) throws ClusterFault {
		Objects.requireNonNull(plugins);
		HttpUrl server = HttpUrl.get(access.server());
		if (server == null) {
			throw new ClusterFault("The server " + access.server() + " of the context " + access.context() + " is no address of an HTTP server.",
					"Correct the field server in the kubeconfig.", null);
		}
		try {
			return new ClusterConnection(access, server, Transport.of(access, plugins));
		} catch (UnsupportedAccessException e) {
			throw new ClusterFault(e.getMessage() + ".", e.remedy() + ".", e);
		}
	}

	public Access access() {
		return access;
	}

	/** The API server's base address; ends with a slash. */
	public HttpUrl server() {
		return server;
	}

	/** For requests that the Kubernetes client does not know. Without time limits on reading: set one where the answer must end. */
	public OkHttpClient http() {
		return http;
	}

	/** For the objects of the cluster. Closed by {@link #close} alone. */
	public KubernetesClient kubernetes() {
		return kubernetes;
	}

	/** Opens tunnels to pods. Closed by {@link #close} alone. */
	public PortForwarder portForwarder() {
		return portForwarder;
	}

	/**
	 * What a failed request means, in words for a person.
	 *
	 * @param doing what was tried, to complete "You may not ...", like {@code list pods in the namespace shop}
	 */
	public ClusterFault explain(String doing, Exception failure) {
		return ServerFaults.of(server.host(), doing, failure);
	}

	/** Ends all requests and tunnels that are under way. */
	@Override
	public void close() {
		portForwarder.close();
		http.dispatcher().cancelAll();
		kubernetes.close();
	}
}
