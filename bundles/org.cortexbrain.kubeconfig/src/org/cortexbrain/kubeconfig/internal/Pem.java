package org.cortexbrain.kubeconfig.internal;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.KeyAndCertificates;
import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.Secret;

/**
 * Certificates and keys from PEM text, with the tolerance of Go's crypto/tls and crypto/x509: text between blocks and blocks of other
 * types are passed over.
 */
public final class Pem {
	private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----[ \\t]*\\r?\\n(.*?)-----END \\1-----", Pattern.DOTALL);
	private static final String CERTIFICATE = "CERTIFICATE";

	private Pem() {
	}

	/** One block; {@code encrypted} says that it has headers of its own, as keys have that are locked by a password. */
	record Block(String type, byte[] content, boolean encrypted) {
		@Override
		public String toString() {
			return "Block[" + type + "]";
		}
	}

	/**
	 * The authorities of a bundle. Certificates that cannot be read are passed over while another one can, as in Go.
	 *
	 * @throws CredentialException if there is no certificate that can be read
	 */
	public static List<X509Certificate> authorities(String pem, Place place) throws CredentialException {
		List<X509Certificate> certificates = new ArrayList<>();
		int damaged = 0;
		for (Block block : blocks(pem)) {
			if (block.type().equals(CERTIFICATE) && !block.encrypted()) {
				try {
					certificates.add(certificate(block));
				} catch (CertificateException _) {
					damaged++;
				}
			}
		}
		if (certificates.isEmpty()) {
			throw new CredentialException(Problem.error(place,
					damaged > 0 ? "The certificate authority is damaged: no certificate in it can be read"
					: "The certificate authority holds no PEM certificate",
					"Put the cluster's CA certificate there, from BEGIN CERTIFICATE to END CERTIFICATE"));
		}
		return certificates;
	}

	/**
	 * A client's certificate and key.
	 *
	 * @throws CredentialException if one cannot be read or they do not belong together
	 */
	public static KeyAndCertificates identity(Secret certificatePem, Secret keyPem, Place certificatePlace, Place keyPlace)
			throws CredentialException {
		List<X509Certificate> certificates = new ArrayList<>();
		for (Block block : blocks(certificatePem.reveal())) {
			if (block.type().equals(CERTIFICATE)) {
				try {
					certificates.add(certificate(block));
				} catch (CertificateException _) {
					throw new CredentialException(Problem.error(certificatePlace, "The client certificate is damaged",
							"Take the certificate anew from where it came from"));
				}
			}
		}
		if (certificates.isEmpty()) {
			throw new CredentialException(Problem.error(certificatePlace, "The client certificate holds no PEM certificate",
					"Put the certificate there, from BEGIN CERTIFICATE to END CERTIFICATE"));
		}
		PrivateKey key = key(keyPem, keyPlace);
		if (!belongTogether(key, certificates.getFirst().getPublicKey())) {
			throw new CredentialException(Problem.error(keyPlace, "The client key does not belong to the client certificate",
					"Give the key that the certificate was made for"));
		}
		return new KeyAndCertificates(key, certificates);
	}

	private static PrivateKey key(Secret pem, Place place) throws CredentialException {
		for (Block block : blocks(pem.reveal())) {
			if (!block.type().equals("PRIVATE KEY") && !block.type().endsWith(" PRIVATE KEY")) {
				continue;
			}
			if (block.encrypted() || block.type().startsWith("ENCRYPTED ")) {
				throw new CredentialException(Problem.error(place, "The client key is locked by a password, which Kubernetes clients cannot ask for",
						"Unlock it with \"openssl pkey -in KEY -out UNLOCKED\", and name that file"));
			}
			try {
				return PrivateKeys.read(block.type(), block.content());
			} catch (GeneralSecurityException _) {
				throw new CredentialException(Problem.error(place, "The client key is damaged, or of a kind that is unknown here",
						"Give an RSA, elliptic curve (P-256, P-384, P-521) or Ed25519 key in PEM"));
			}
		}
		throw new CredentialException(Problem.error(place, "The client key holds no PEM private key",
				"Put the key there, from BEGIN ... PRIVATE KEY to END ... PRIVATE KEY"));
	}

	private static boolean belongTogether(PrivateKey key, PublicKey certified) {
		String algorithm = switch (key.getAlgorithm()) {
		case "RSA" -> "SHA256withRSA";
		case "EC" -> "SHA256withECDSA";
		default -> "Ed25519";
		};
		byte[] message = "the key signs, the certificate checks".getBytes(StandardCharsets.US_ASCII);
		try {
			Signature signing = Signature.getInstance(algorithm);
			signing.initSign(key);
			signing.update(message);
			byte[] signature = signing.sign();
			Signature checking = Signature.getInstance(algorithm);
			checking.initVerify(certified);
			checking.update(message);
			return checking.verify(signature);
		} catch (GeneralSecurityException _) {
			// keys of different kinds: the certificate's cannot even check such a signature
			return false;
		}
	}

	private static X509Certificate certificate(Block block) throws CertificateException {
		return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.content()));
	}

	/** All blocks whose base64 is whole. */
	private static List<Block> blocks(String pem) {
		List<Block> blocks = new ArrayList<>();
		Matcher matcher = BLOCK.matcher(pem);
		while (matcher.find()) {
			String body = matcher.group(2);
			boolean headed = body.contains(":");
			String base64 = (headed ? body.substring(body.lastIndexOf(':')).replaceFirst("^.*\\R", "") : body).replaceAll("\\s", "");
			try {
				blocks.add(new Block(matcher.group(1), Base64.getDecoder().decode(base64), headed));
			} catch (IllegalArgumentException _) {
				// Go passes over a block that is no base64, so that a damaged one beside a good one does no harm
				continue;
			}
		}
		return blocks;
	}
}
