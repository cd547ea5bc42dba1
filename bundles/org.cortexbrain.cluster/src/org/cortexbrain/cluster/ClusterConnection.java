package org.cortexbrain.cluster;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cortexbrain.cluster.internal.ServerFaults;
import org.cortexbrain.cluster.internal.transport.KubernetesClients;
import org.cortexbrain.cluster.internal.transport.Transport;
import org.cortexbrain.cluster.internal.transport.UnsupportedAccessException;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.PluginCredentials;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.utils.Serialization;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One user's way to one API server. All requests of this program to that server, those of the Kubernetes client and the tunnels alike, go over the
 * one HTTP client in it, with the certificates, the proxy and the credentials that the kubeconfig asks for.
 *
 * <p>Making it connects to nothing; a request does, and asks an exec plug-in on its own thread when one is named. It holds no state of the
 * cluster, so that a break ends single requests alone. Safe for use by several threads.
 */
public final class ClusterConnection implements AutoCloseable {
	/** How long a server may be silent while it is asked for its version. */
	public static final Duration PATIENCE = Duration.ofSeconds(10);
	/** Bytes; a version takes a few hundred. */
	private static final long LONGEST_ANSWER = 64 << 10;

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
	 * The server's version, {@code v1.34.4}: the cheapest question, with a short limit and without another try, for who wants to know whether the
	 * server answers. Blocks, at most {@link #PATIENCE} beside the time of an exec plug-in.
	 *
	 * @throws ClusterFault if it does not answer, or refuses
	 */
	public String version() throws ClusterFault, InterruptedException {
		Answer answer = asked("read the version", "version");
		if (answer.status() != HttpURLConnection.HTTP_OK) {
			throw ServerFaults.ofStatus(server.host(), "read the version", answer.status(), "", null);
		}
		try {
			return Optional.ofNullable(Serialization.unmarshal(answer.body(), VersionInfo.class)).map(VersionInfo::getGitVersion)
					.orElseThrow(() -> new ClusterFault("What answers at " + server.host() + " is no API server: it does not say its version.",
							"Check the field server in the kubeconfig.", null));
		} catch (KubernetesClientException unreadable) {
			throw new ClusterFault("What answers at " + server.host() + " is no API server: it does not say its version.", "Check the field server in the kubeconfig.", unreadable);
		}
	}

	/**
	 * Asks the server whether all that it needs is there, above all its store: lists would wait for a minute. A server that does not say so, as behind
	 * some proxies, is taken to be ready. Blocks like {@link #version}.
	 *
	 * @throws ClusterFault if it does not answer, or says what it lacks
	 */
	public void requireReady() throws ClusterFault, InterruptedException {
		Answer answer = asked("ask whether it is ready", "readyz");
		/* kube-apiserver: "[-]etcd failed: reason withheld", a line for each check that failed. */
		String lacking = answer.body().lines().filter(line -> line.startsWith("[-]")).map(line -> line.substring(3).split(" ", 2)[0]).collect(Collectors.joining(", "));
		if (answer.status() == HttpURLConnection.HTTP_INTERNAL_ERROR && !lacking.isEmpty()) {
			throw ServerFaults.ofStatus(server.host(), "be ready", answer.status(), "it lacks " + lacking, null);
		}
	}

	private record Answer(int status, String body) {
	}

	private Answer asked(String doing, String path) throws ClusterFault, InterruptedException {
		Request request = new Request.Builder().url(server.newBuilder().addPathSegment(path).build()).build();
		try (Response response = http.newBuilder().readTimeout(PATIENCE).writeTimeout(PATIENCE).build().newCall(request).execute()) {
			return new Answer(response.code(), response.peekBody(LONGEST_ANSWER).string());
		} catch (IOException failure) {
			if (Thread.interrupted()) {
				throw new InterruptedException(doing);
			}
			throw ServerFaults.of(server.host(), doing, failure);
		}
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
