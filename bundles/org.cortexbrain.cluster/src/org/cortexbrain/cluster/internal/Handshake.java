package org.cortexbrain.cluster.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;

import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * TLS with a server, and what the server showed, also where it is not believed: then it is asked once more, and the connection ended before
 * anything is sent.
 */
public final class Handshake {
	private Handshake() {
	}

	/**
	 * What came of it.
	 *
	 * @param version as Java names it; empty if it failed
	 * @param certificates the server's own first; empty if it showed none
	 * @param failure empty if the server is believed
	 */
	public record Result(String version, List<X509Certificate> certificates, Optional<IOException> failure) {
	}

	/** Without credentials: whether they are right is another question, and an exec plug-in would run. */
	public static Result with(OkHttpClient http, HttpUrl server) throws IOException {
		OkHttpClient.Builder builder = http.newBuilder();
		builder.interceptors().clear();
		OkHttpClient anonymous = builder.connectionPool(new okhttp3.ConnectionPool()).build();
		try (Response response = anonymous.newCall(new Request.Builder().url(server.resolve("version")).head().build()).execute()) {
			return Optional.ofNullable(response.handshake())
					.map(handshake -> new Result(handshake.tlsVersion().javaName().replace("v", " "),
							handshake.peerCertificates().stream().map(X509Certificate.class::cast).toList(), Optional.empty()))
					.orElseThrow(() -> new IOException("no handshake"));
		} catch (IOException refused) {
			return new Result("", shown(anonymous, server), Optional.of(refused));
		} finally {
			anonymous.connectionPool().evictAll();
		}
	}

	private static List<X509Certificate> shown(OkHttpClient http, HttpUrl server) {
		var witness = new Witness();
		try (Response response = http.newBuilder().sslSocketFactory(tls(witness).getSocketFactory(), witness).build()
				.newCall(new Request.Builder().url(server).head().build()).execute()) {
			throw new IllegalStateException("a witness let a server pass: " + response.code());
		} catch (IOException expected) {
			return witness.shown;
		}
	}

	private static SSLContext tls(TrustManager trust) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, new TrustManager[] { trust }, null);
			return context;
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("this Java has no TLS", e);
		}
	}

	/** The names and addresses that a certificate is for. */
	public static String names(X509Certificate certificate) {
		try {
			Collection<List<?>> names = certificate.getSubjectAlternativeNames();
			return names == null ? "" : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
		} catch (CertificateParsingException damaged) {
			return "names that cannot be read";
		}
	}

	/** The common name, or all of it where there is none. */
	public static String commonName(X500Principal principal) {
		try {
			return new LdapName(principal.getName()).getRdns().stream().filter(part -> part.getType().equalsIgnoreCase("CN")).map(part -> String.valueOf(part.getValue()))
					.findFirst().orElse(principal.getName());
		} catch (InvalidNameException odd) {
			return principal.getName();
		}
	}

	/** Believes nobody, and remembers whom. */
	private static final class Witness implements X509TrustManager {
		private volatile List<X509Certificate> shown = List.of();

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
			shown = List.of(chain);
			throw new CertificateException("only looked at");
		}

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
			throw new CertificateException("this is no server");
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}
	}
}
