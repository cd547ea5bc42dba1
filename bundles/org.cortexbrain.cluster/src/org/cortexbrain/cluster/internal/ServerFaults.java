package org.cortexbrain.cluster.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Puts why a request to an API server failed into a cause and a remedy. */
public final class ServerFaults {
	private static final String AGAIN = "It is tried again by itself.";
	private static final String LOG_IN = "The credentials of this context are wrong or have expired: log in again.";

	private ServerFaults() {
	}

	/**
	 * The Kubernetes client wraps what the network says in exceptions of its own, some deep.
	 *
	 * @param doing completes "You may not ..."
	 */
	public static ClusterFault of(String server, String doing, Throwable failure) {
		Optional<Throwable> telling = causes(failure).filter(ServerFaults::tells).findFirst();
		return switch (telling.orElse(failure)) {
		case KubernetesClientException refused when refused.getCode() > 0 -> ofStatus(server, doing, refused.getCode(), words(refused), failure);
		case IOException broken -> ofNetwork(server, broken);
		case Throwable other -> new ClusterFault("The request to the API server " + server + " failed: " + Quotation.clause(other) + ".", AGAIN, failure);
		};
	}

	private static boolean tells(Throwable cause) {
		return switch (cause) {
		case ClusterFault _, SSLException _, SocketException _, SocketTimeoutException _, UnknownHostException _ -> true;
		case KubernetesClientException refused -> refused.getCode() > 0;
		default -> cause instanceof IOException && cause.getCause() == null;
		};
	}

	/** The server answered, and refused. @param said its words, may be empty */
	public static ClusterFault ofStatus(String server, String doing, int status, String said, Throwable origin) {
		String quoted = Quotation.clause(said);
		String more = quoted.isEmpty() ? "" : ": " + quoted;
		return switch (status) {
		case 401 -> new ClusterFault("The API server " + server + " does not know who asks (401)" + more + ".", LOG_IN, origin);
		case 403 -> new ClusterFault("You may not " + doing + " (403)" + more + ".",
				"Ask whoever runs the cluster for that right, or use a context that has it.", origin);
		case 404 -> new ClusterFault("The API server " + server + " has no such thing (404), to " + doing + more + ".",
				"It was deleted, or this server is too old to know it.", origin);
		case 409 -> new ClusterFault("Somebody else changed the same thing (409), while trying to " + doing + more + ".", "Look at it again, and try once more.", origin);
		case 410 -> new ClusterFault("What was asked for is too old for the API server " + server + " (410)" + more + ".", AGAIN, origin);
		case 422 -> new ClusterFault("The API server " + server + " does not take it (422), while trying to " + doing + more + ".",
				"Correct what it names.", origin);
		case 429 -> new ClusterFault("The API server " + server + " is asked for too much (429)" + more + ".", AGAIN, origin);
		case 500, 502, 503, 504 -> new ClusterFault("The API server " + server + " is not ready (" + status + ")" + more + ".", AGAIN, origin);
		default -> new ClusterFault("The API server " + server + " did not " + doing + " (" + status + ")" + more + ".", AGAIN, origin);
		};
	}

	/* So says OkHttp of a request that its caller has given up; the Kubernetes client does when its time limit has passed. */
	private static boolean isGivenUp(Throwable thrown) {
		return thrown instanceof IOException && "Canceled".equals(thrown.getMessage());
	}

	/** The way to the server failed. */
	public static ClusterFault ofNetwork(String server, Throwable thrown) {
		return switch (thrown) {
		case Throwable givenUp when isGivenUp(givenUp) -> new ClusterFault("The API server " + server + " has fallen silent: it did not answer in time.",
				"Check the network to it (VPN?). " + AGAIN, givenUp);
		case ClusterFault fault -> fault;
		case SocketTimeoutException silent -> new ClusterFault("The API server " + server + " has fallen silent: " + Quotation.clause(silent) + ".",
				"Check the network to it (VPN?). " + AGAIN, silent);
		case UnknownHostException unknown -> new ClusterFault("There is no host " + Quotation.clause(server) + ".",
				"Check the server's name in the kubeconfig, and the name service (VPN?).", unknown);
		case ConnectException refused -> new ClusterFault("The API server " + server + " does not answer: " + Quotation.clause(refused) + ".",
				"Check the network to it (VPN?). " + AGAIN, refused);
		case NoRouteToHostException lost -> new ClusterFault("There is no way to the API server " + server + ": " + Quotation.clause(lost) + ".",
				"Check the network to it (VPN?). " + AGAIN, lost);
		case SSLException tls -> ofTls(server, tls);
		default -> new ClusterFault("The connection to the API server " + server + " broke: " + Quotation.clause(thrown) + ".", AGAIN, thrown);
		};
	}

	private static ClusterFault ofTls(String server, SSLException thrown) {
		if (thrown instanceof SSLPeerUnverifiedException) {
			return new ClusterFault("The certificate of the API server is not one for the name " + server + ".",
					"Use a name that is in the certificate, or set tls-server-name in the kubeconfig.", thrown);
		}
		Optional<Throwable> reason = causes(thrown).filter(cause -> cause instanceof CertificateExpiredException
				|| cause instanceof CertificateNotYetValidException || cause instanceof CertPathValidatorException).reduce((_, deeper) -> deeper);
		String words = Quotation.clause(thrown).toLowerCase(Locale.ROOT);
		if (reason.orElse(thrown) instanceof CertificateExpiredException expired) {
			return new ClusterFault("The certificate of the API server " + server + " has expired: " + Quotation.clause(expired) + ".",
					"Whoever runs the cluster must renew it; if this machine's clock is wrong, set it.", thrown);
		}
		if (reason.orElse(thrown) instanceof CertificateNotYetValidException early) {
			return new ClusterFault("The certificate of the API server " + server + " is not valid yet: " + Quotation.clause(early) + ".",
					"Set this machine's clock, or that of the server.", thrown);
		}
		if (words.startsWith("received fatal alert") && words.contains("certificate")) {
			return new ClusterFault("The API server " + server + " does not take this client's certificate: " + Quotation.clause(thrown) + ".", LOG_IN, thrown);
		}
		if (words.contains("plaintext") || words.contains("unsupported or unrecognized ssl message")) {
			return new ClusterFault("What answers at " + server + " speaks no TLS.", "Check the server's address and port in the kubeconfig.", thrown);
		}
		if (reason.isPresent() || words.contains("unable to find valid certification path")) {
			return new ClusterFault("The certificate of the API server " + server + " is of an authority that this context does not trust.",
					"Put the cluster's authority into certificate-authority-data of the kubeconfig.", thrown);
		}
		return new ClusterFault("TLS with the API server " + server + " failed: " + Quotation.clause(thrown) + ".", "Check the server's address in the kubeconfig.", thrown);
	}

	private static Stream<Throwable> causes(Throwable thrown) {
		return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause).limit(20);
	}

	private static String words(KubernetesClientException refused) {
		return Optional.ofNullable(refused.getStatus()).map(Status::getMessage).or(() -> Optional.ofNullable(refused.getMessage())).orElse("");
	}
}
