package org.cortexbrain.cluster.internal.transport;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.cortexbrain.kubeconfig.ClientIdentity;
import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.KeyAndCertificates;

/**
 * The certificate that the client shows while TLS is negotiated. Files are read before each new connection, since a renewed certificate is
 * written over the old one.
 *
 * <p>What cannot be read then is told by {@link #refresh}, which a request calls first; here, in the middle of a handshake, nothing could be told.
 */
final class ClientKeys extends X509ExtendedKeyManager {
	private static final String ALIAS = "client";
	private static final String[] NONE = {};

	private volatile ClientIdentity identity;
	private volatile List<X509Certificate> shown = List.of();

	ClientKeys(ClientIdentity identity) {
		this.identity = identity;
	}

	/** From now on. Told by {@link #refresh} like a certificate that has changed in its file. */
	void show(ClientIdentity other) {
		identity = other;
	}

	/**
	 * Looks at the certificate as it is now.
	 *
	 * @return whether it is another one than at the last look: what was negotiated with that one must not be used any more
	 * @throws CredentialException if the certificate or its key cannot be read now
	 */
	synchronized boolean refresh() throws CredentialException {
		List<X509Certificate> before = shown;
		shown = identity instanceof ClientIdentity.Certificate certificate ? certificate.load().certificates() : List.of();
		return !before.isEmpty() && !before.equals(shown);
	}

	private KeyAndCertificates current() throws CredentialException {
		return identity instanceof ClientIdentity.Certificate certificate ? certificate.load() : null;
	}

	@Override
	public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
		return identity instanceof ClientIdentity.Certificate ? ALIAS : null;
	}

	@Override
	public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
		return identity instanceof ClientIdentity.Certificate ? ALIAS : null;
	}

	@Override
	public X509Certificate[] getCertificateChain(String alias) {
		try {
			KeyAndCertificates now = current();
			return now == null ? null : now.certificates().toArray(X509Certificate[]::new);
		} catch (CredentialException e) {
			return null;
		}
	}

	@Override
	public PrivateKey getPrivateKey(String alias) {
		try {
			KeyAndCertificates now = current();
			return now == null ? null : now.key();
		} catch (CredentialException e) {
			return null;
		}
	}

	@Override
	public String[] getClientAliases(String keyType, Principal[] issuers) {
		return identity instanceof ClientIdentity.Certificate ? new String[] { ALIAS } : NONE;
	}

	@Override
	public String[] getServerAliases(String keyType, Principal[] issuers) {
		return NONE;
	}

	@Override
	public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
		return null;
	}
}
