package org.cortexbrain.kubeconfig;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * A client's private key with its certificate, which are known to belong together.
 *
 * @param certificates the client's own first, then those that lead to its authority; at least one
 */
public record KeyAndCertificates(PrivateKey key, List<X509Certificate> certificates) {
	public KeyAndCertificates {
		Objects.requireNonNull(key);
		certificates = List.copyOf(certificates);
		if (certificates.isEmpty()) {
			throw new IllegalArgumentException("no certificate");
		}
	}

	@Override
	public String toString() {
		return "KeyAndCertificates[" + certificates.getFirst().getSubjectX500Principal().getName() + "]";
	}
}
