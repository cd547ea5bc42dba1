package org.cortexbrain.cluster.internal.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import org.cortexbrain.kubeconfig.ServerTrust;

/** Whom the client believes that it is the server. */
final class ServerTrusts {
	private ServerTrusts() {
	}

	static X509TrustManager of(ServerTrust trust) {
		return switch (trust) {
		case ServerTrust.Unverified _ -> new Anybody();
		case ServerTrust.Authorities(List<X509Certificate> certificates) -> authorities(store(certificates));
		/* No store means that of this Java. */
		case ServerTrust.SystemAuthorities _, ServerTrust.Unencrypted _ -> authorities(null);
		};
	}

	private static X509TrustManager authorities(KeyStore store) {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(store);
			return (X509TrustManager) factory.getTrustManagers()[0];
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("this Java cannot check certificates", e);
		}
	}

	private static KeyStore store(List<X509Certificate> certificates) {
		try {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			for (int i = 0; i < certificates.size(); i++) {
				store.setCertificateEntry("authority" + i, certificates.get(i));
			}
			return store;
		} catch (GeneralSecurityException | IOException e) {
			throw new IllegalStateException("this Java cannot hold certificates", e);
		}
	}

	/* As insecure-skip-tls-verify asks. Extended, since Java would otherwise check algorithms and names after all. */
	private static final class Anybody extends X509ExtendedTrustManager {
		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}
	}
}
