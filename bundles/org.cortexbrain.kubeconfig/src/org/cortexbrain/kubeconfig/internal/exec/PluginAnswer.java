package org.cortexbrain.kubeconfig.internal.exec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.kubeconfig.ClientIdentity;
import org.cortexbrain.kubeconfig.ClientIdentity.PemSource;
import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.PluginCredential;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.Secret;
import org.cortexbrain.kubeconfig.internal.Fields;
import org.cortexbrain.kubeconfig.internal.Words;
import org.cortexbrain.kubeconfig.internal.yaml.Tree;
import org.cortexbrain.kubeconfig.internal.yaml.TreeException;
import org.cortexbrain.kubeconfig.internal.yaml.TreeReader;

/** Reads the ExecCredential that a plug-in writes to its standard output, with client-go's checks. Nothing of the output gets into a message. */
final class PluginAnswer {
	private static final String KIND = "ExecCredential";
	private static final String TELL = "Update the plug-in, or tell its maker";

	private final ExecPlugin plugin;
	private final String source;

	PluginAnswer(ExecPlugin plugin) {
		this.plugin = plugin;
		this.source = "output of " + Words.printable(plugin.name());
	}

	PluginCredential read(byte[] output) throws CredentialException {
		List<Problem> problems = new ArrayList<>();
		Tree tree;
		try {
			tree = TreeReader.read(output, source, problems::add);
		} catch (TreeException damaged) {
			Problem problem = damaged.problem();
			throw failed(problem.place(), "What the exec plug-in wrote is no JSON", "Run it in a terminal: its standard output must be an "
					+ KIND + " and nothing else");
		}
		if (!(tree instanceof Tree.Mapping mapping)) {
			throw failed(tree.place(), "The exec plug-in wrote " + tree.kind() + " to its standard output instead of an " + KIND,
					"Run it in a terminal: its standard output must be an " + KIND + " and nothing else");
		}
		Fields answer = new Fields(mapping, problems::add);
		String kind = answer.text("kind");
		String version = answer.text("apiVersion");
		if (!kind.equals(KIND) || !version.equals(plugin.version().apiVersion())) {
			throw failed(answer.place(kind.equals(KIND) ? "apiVersion" : "kind"), "The exec plug-in gave \"" + Words.printable(kind) + "\" of \""
					+ Words.printable(version) + "\", and was asked for " + KIND + " of \"" + plugin.version().apiVersion() + "\"",
					"Write the apiVersion that the plug-in knows into the kubeconfig, or update the plug-in");
		}
		Optional<Fields> status = answer.object("status");
		if (status.isEmpty()) {
			raise(problems);
			throw failed(answer.place(), "The exec plug-in gave no status, and so no credential", TELL);
		}
		return credential(status.get(), problems);
	}

	private PluginCredential credential(Fields status, List<Problem> problems) throws CredentialException {
		Secret token = new Secret(status.text("token"));
		Secret certificate = new Secret(status.text("clientCertificateData"));
		Secret key = new Secret(status.text("clientKeyData"));
		String expiry = status.text("expirationTimestamp");
		raise(problems);
		if (token.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
			throw failed(status.place(), "The exec plug-in gave neither a token nor a certificate", TELL);
		}
		if (certificate.isEmpty() != key.isEmpty()) {
			throw failed(status.place(), "The exec plug-in gave a " + (key.isEmpty() ? "certificate without its key"
					: "key without its certificate"),
					TELL);
		}
		if (token.reveal().chars().anyMatch(letter -> letter < 0x21 || letter > 0x7E)) {
			throw failed(status.place("token"), "The token of the exec plug-in has a character that no HTTP header may have", TELL);
		}
		return new PluginCredential(token, identity(status, certificate, key), expiry(expiry, status.place("expirationTimestamp")));
	}

	private static ClientIdentity identity(Fields status, Secret certificate, Secret key) throws CredentialException {
		if (certificate.isEmpty()) {
			return new ClientIdentity.None();
		}
		ClientIdentity.Certificate identity = new ClientIdentity.Certificate(
				new PemSource.Inline(certificate, status.place("clientCertificateData")), new PemSource.Inline(key, status.place("clientKeyData")));
		identity.load();
		return identity;
	}

	private static Instant expiry(String expiry, Place place) throws CredentialException {
		try {
			return expiry.isEmpty() ? Instant.MAX : OffsetDateTime.parse(expiry).toInstant();
		} catch (DateTimeException _) {
			throw failed(place, "The exec plug-in gave an expirationTimestamp that is no RFC 3339 time", TELL);
		}
	}

	private static void raise(List<Problem> problems) throws CredentialException {
		Optional<Problem> first = problems.stream().filter(Problem::isError).findFirst();
		if (first.isPresent()) {
			throw new CredentialException(new Problem(first.get().severity(), first.get().place(), first.get().what(), TELL));
		}
	}

	private static CredentialException failed(Place place, String what, String remedy) {
		return new CredentialException(Problem.error(place, what, remedy));
	}
}
