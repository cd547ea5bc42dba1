package org.cortexbrain.cluster.internal;

import java.io.IOException;
import java.util.Optional;

import org.cortexbrain.cluster.PodPort;
import org.cortexbrain.cluster.TunnelFault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Puts what API server and kubelet say when they will not forward into a cause and a remedy. The texts looked for are those of Kubernetes 1.34
 * (pkg/kubelet/server, containerd's portforward); others are quoted as they are.
 */
final class Refusals {
	private static final String AGAIN = "It is tried again by itself.";
	private static final JsonFactory JSON = new JsonFactory();

	private Refusals() {
	}

	/** The API server answered with another status than 101. @param body a Status object, or whatever it sent */
	static TunnelFault ofStatus(PodPort target, String server, int status, byte[] body, Throwable origin) {
		String said = Quotation.clause(message(body).orElse(""));
		String more = said.isEmpty() ? "" : ": " + said;
		return switch (status) {
		case 401 -> new TunnelFault("The API server " + server + " does not know who asks (401)" + more + ".",
				"The credentials of this context are wrong or have expired: log in again.", false, origin);
		case 403 -> new TunnelFault("You may not forward ports of pods in the namespace " + target.namespace() + more + ".",
				"Ask for the rights to get and to create pods/portforward in the namespace " + target.namespace() + ".", false, origin);
		case 404 -> new TunnelFault("There is no pod " + target.namespace() + "/" + target.pod() + " (404)" + more + ".",
				"It was replaced or deleted: look which pod does its work now.", true, origin);
		case 429, 503 -> new TunnelFault("The API server " + server + " is busy or not ready (" + status + ")" + more + ".", AGAIN, false, origin);
		default -> said.contains("dialing backend") || status == 502 || status == 504
				? new TunnelFault("The API server " + server + " does not reach the kubelet of the pod's node" + more + ".",
						"See whether the node is ready (kubectl get nodes), and whether port 10250 of nodes is open to the control plane.", false, origin)
				: new TunnelFault("The API server " + server + " does not forward to " + target + " (" + status + ")" + more + ".", AGAIN, false, origin);
		};
	}

	/** The node's words on the error channel. */
	static TunnelFault ofNode(PodPort target, String text) {
		if (text.contains("connection refused")) {
			return new TunnelFault("Nothing listens on port " + target.port() + " in the pod " + target.namespace() + "/" + target.pod() + ".",
					"See why: kubectl -n " + target.namespace() + " logs " + target.pod(), false, null);
		}
		if (text.contains("not running") || text.contains("network namespace") && text.contains("closed") || text.contains("unable to find")) {
			return new TunnelFault("The pod " + target.namespace() + "/" + target.pod() + " does not run: " + Quotation.clause(text) + ".",
					"See why: kubectl -n " + target.namespace() + " describe pod " + target.pod(), false, null);
		}
		return new TunnelFault("The node could not forward to " + target + ": " + Quotation.clause(text) + ".", AGAIN, false, null);
	}

	/** The way to the API server failed. */
	static IOException ofNetwork(String server, Throwable thrown) {
		var fault = ServerFaults.ofNetwork(server, thrown);
		return new TunnelFault(fault.getMessage(), fault.remedy(), false, thrown);
	}

	/* The field "message" of a Status object. */
	private static Optional<String> message(byte[] body) {
		try (var json = JSON.createParser(body)) {
			if (json.nextToken() != JsonToken.START_OBJECT) {
				return Optional.empty();
			}
			while (json.nextToken() == JsonToken.FIELD_NAME) {
				boolean wanted = json.currentName().equals("message");
				if (json.nextToken() == JsonToken.VALUE_STRING && wanted) {
					return Optional.of(json.getText());
				}
				json.skipChildren();
			}
		} catch (IOException e) {
			/* A proxy's page, not a Status: the status code says what there is to say. */
			return Optional.empty();
		}
		return Optional.empty();
	}
}
