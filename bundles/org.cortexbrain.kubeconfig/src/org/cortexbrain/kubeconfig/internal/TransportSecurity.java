package org.cortexbrain.kubeconfig.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.cortexbrain.kubeconfig.ClientIdentity;
import org.cortexbrain.kubeconfig.ClientIdentity.PemSource;
import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.Secret;
import org.cortexbrain.kubeconfig.ServerTrust;

/** Both sides' certificates: whom the client believes, what it shows itself. Reads them, so that damage is named before they are used. */
final class TransportSecurity {
	private final Consumer<Problem> problems;

	TransportSecurity(Consumer<Problem> problems) {
		this.problems = problems;
	}

	ServerTrust trust(ClusterEntry cluster) {
		Fields fields = cluster.fields();
		boolean authority = !cluster.authorityFile().isEmpty() || !cluster.authorityData().isEmpty();
		if (cluster.insecure()) {
			Place place = fields.place("insecure-skip-tls-verify");
			if (authority) {
				problems.accept(Problem.error(place, "The cluster \"" + Words.printable(cluster.name())
						+ "\" has a certificate authority and insecure-skip-tls-verify, which contradict each other", "Remove insecure-skip-tls-verify"));
			} else {
				problems.accept(Problem.warning(place, "The server's certificate is not checked: anybody on the way can read and change everything, "
						+ "your credentials included", "Replace insecure-skip-tls-verify by the cluster's certificate-authority-data"));
			}
			return new ServerTrust.Unverified();
		}
		if (!authority) {
			return new ServerTrust.SystemAuthorities();
		}
		Place place = fields.place(cluster.authorityFile().isEmpty() ? "certificate-authority-data" : "certificate-authority");
		try {
			return new ServerTrust.Authorities(Pem.authorities(authorityText(cluster), place));
		} catch (IOException unreadable) {
			problems.accept(FileTrouble.reading(place, cluster.resolve(cluster.authorityFile()), unreadable));
			return new ServerTrust.SystemAuthorities();
		} catch (CredentialException damaged) {
			problems.accept(damaged.problem());
			return new ServerTrust.SystemAuthorities();
		}
	}

	/** The PEM text of the authorities; empty if none are given. */
	static String authorityText(ClusterEntry cluster) throws IOException {
		if (!cluster.authorityData().isEmpty() || cluster.authorityFile().isEmpty()) {
			return cluster.authorityData();
		}
		return Files.readString(cluster.resolve(cluster.authorityFile()), StandardCharsets.ISO_8859_1);
	}

	ClientIdentity identity(UserEntry user) {
		if (!user.hasCertificate() || !user.hasKey()) {
			return new ClientIdentity.None();
		}
		ClientIdentity.Certificate identity = new ClientIdentity.Certificate(
				source(user, "client-certificate", user.certificateFile(), new Secret(user.certificateData())),
				source(user, "client-key", user.keyFile(), user.keyData()));
		try {
			if (readable(identity.certificate()) && readable(identity.key())) {
				identity.load();
			}
		} catch (CredentialException damaged) {
			problems.accept(damaged.problem());
		}
		return identity;
	}

	private static PemSource source(UserEntry user, String field, String file, Secret text) {
		return text.isEmpty() ? new PemSource.InFile(user.resolve(file), user.fields().place(field))
				: new PemSource.Inline(text, user.fields().place(field + "-data"));
	}

	/** False if the problem is already known, so that it is not named twice. */
	private static boolean readable(PemSource source) {
		return switch (source) {
		case PemSource.Inline _ -> true;
		case PemSource.InFile(Path file, Place _) -> Files.isReadable(file) && !Files.isDirectory(file);
		};
	}
}
