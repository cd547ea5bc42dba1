package org.cortexbrain.kubeconfig;

import java.security.cert.X509Certificate;
import java.util.List;

/** How the server proves who it is. */
public sealed interface ServerTrust {
	/** By a certificate of an authority that this machine trusts. */
	record SystemAuthorities() implements ServerTrust {
	}

	/** By a certificate of one of these authorities, and of no other. */
	record Authorities(List<X509Certificate> certificates) implements ServerTrust {
		public Authorities {
			certificates = List.copyOf(certificates);
		}

		@Override
		public String toString() {
			return "Authorities" + certificates.stream().map(certificate -> certificate.getSubjectX500Principal().getName()).toList();
		}
	}

	/** Not at all, as {@code insecure-skip-tls-verify} asks: anybody between client and server can read and change everything. */
	record Unverified() implements ServerTrust {
	}

	/** The server speaks HTTP without TLS. */
	record Unencrypted() implements ServerTrust {
	}
}
