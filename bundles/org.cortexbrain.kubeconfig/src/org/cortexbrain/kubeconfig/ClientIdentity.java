package org.cortexbrain.kubeconfig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.cortexbrain.kubeconfig.internal.FileTrouble;
import org.cortexbrain.kubeconfig.internal.Pem;

/** The certificate that the client shows, if any. */
public sealed interface ClientIdentity {
	/** The client shows no certificate. */
	record None() implements ClientIdentity {
	}

	/** A certificate with its key, each from a file or from the kubeconfig itself. */
	record Certificate(PemSource certificate, PemSource key) implements ClientIdentity {
		public Certificate {
			Objects.requireNonNull(certificate);
			Objects.requireNonNull(key);
		}

		/**
		 * Reads both now. Call it for each new connection: files are replaced when a certificate is renewed.
		 *
		 * @throws CredentialException if a file cannot be read, holds no PEM, or the two do not belong together
		 */
		public KeyAndCertificates load() throws CredentialException {
			return Pem.identity(certificate.read(), key.read(), certificate.place(), key.place());
		}
	}

	/** Where PEM text comes from. */
	sealed interface PemSource {
		/** Where the kubeconfig names it. */
		Place place();

		Secret read() throws CredentialException;

		/** In a file, read anew each time. */
		record InFile(Path file, Place place) implements PemSource {
			@Override
			public Secret read() throws CredentialException {
				try {
					return new Secret(Files.readString(file, StandardCharsets.ISO_8859_1));
				} catch (IOException unreadable) {
					throw new CredentialException(FileTrouble.reading(place, file, unreadable));
				}
			}
		}

		/** In the kubeconfig. */
		record Inline(Secret pem, Place place) implements PemSource {
			@Override
			public Secret read() {
				return pem;
			}
		}
	}
}
