package org.cortexbrain.cluster.internal.transport;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

import javax.net.SocketFactory;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.kubeconfig.ProxyRoute;
import org.cortexbrain.kubeconfig.ServerTrust;

import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;

/**
 * Makes the HTTP client of one {@link Access}: TLS 1.2 or newer with the certificates and the server name that it asks for, the way through its
 * proxy, and its credentials on every request. It connects to nothing yet.
 */
public final class Transport {
	private static final Duration CONNECT = Duration.ofSeconds(10);
	/** Finds a connection of HTTP/2 whose other end is gone without a word, as after a laptop's sleep. */
	private static final Duration PING = Duration.ofSeconds(20);

	private Transport() {
	}

	/**
	 * @param plugins asked when the access names an exec plug-in; that plug-in runs on the thread of the request
	 * @throws UnsupportedAccessException if the access asks for what this client cannot do
	 */
	public static OkHttpClient of(Access access, PluginCredentials plugins) throws UnsupportedAccessException {
		var dispatcher = new Dispatcher();
		/* Watches and tunnels are requests without an end, and would use up any limit. */
		dispatcher.setMaxRequests(Integer.MAX_VALUE);
		dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
		var keys = new ClientKeys(access.identity());
		OkHttpClient.Builder builder = new OkHttpClient.Builder().dispatcher(dispatcher).connectTimeout(CONNECT).readTimeout(Duration.ZERO)
				.writeTimeout(Duration.ZERO).pingInterval(PING)
				/* An API server sends nobody elsewhere, and whoever answers in its place must not get the credentials. */
				.followRedirects(false).followSslRedirects(false);
		SSLContext tls = tls(keys, ServerTrusts.of(access.trust()));
		secure(builder, access, tls);
		route(builder, access.proxy());
		var connections = new ConnectionPool();
		Runnable forget = () -> {
			connections.evictAll();
			forgetSessions(tls.getClientSessionContext());
		};
		return builder.connectionPool(connections)
				.addInterceptor(new Authorizing(access, new AuthorizationSource(access.credentials(), plugins), keys, forget)).build();
	}

	/* A resumed session is one of the certificate that was shown when it began. */
	private static void forgetSessions(SSLSessionContext sessions) {
		for (byte[] id : Collections.list(sessions.getIds())) {
			SSLSession session = sessions.getSession(id);
			if (session != null) {
				session.invalidate();
			}
		}
	}

	private static void secure(OkHttpClient.Builder builder, Access access, SSLContext tls) {
		if (!access.isEncrypted()) {
			builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
			return;
		}
		builder.connectionSpecs(List.of(ConnectionSpec.MODERN_TLS));
		builder.sslSocketFactory(new NamedServerSockets(tls.getSocketFactory(), access.serverName()), ServerTrusts.of(access.trust()));
		if (access.trust() instanceof ServerTrust.Unverified) {
			builder.hostnameVerifier((_, _) -> true);
		} else {
			builder.hostnameVerifier(byName(access.serverName()));
		}
	}

	/* OkHttp's own check, with the name that the kubeconfig gives in place of the address's host. */
	private static HostnameVerifier byName(String name) {
		HostnameVerifier usual = new OkHttpClient().hostnameVerifier();
		return (_, session) -> usual.verify(name, session);
	}

	private static SSLContext tls(KeyManager keys, X509TrustManager trust) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(new KeyManager[] { keys }, new TrustManager[] { trust }, null);
			return context;
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException("this Java has no TLS", e);
		}
	}

	private static void route(OkHttpClient.Builder builder, ProxyRoute route) throws UnsupportedAccessException {
		switch (route) {
		case ProxyRoute.Direct _ -> builder.proxy(Proxy.NO_PROXY);
		case ProxyRoute.Through(ProxyRoute.Kind kind, String host, int port, ProxyRoute.Login login) -> {
			switch (kind) {
			case SOCKS5 -> {
				if (login instanceof ProxyRoute.Login.Named) {
					throw new UnsupportedAccessException("The SOCKS proxy " + host + ":" + port + " asks for a name and a password, which CortexBrain cannot give",
							"Use an HTTP proxy, or one that asks for no name");
				}
				builder.proxy(new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved(host, port)));
			}
			case HTTP -> builder.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
			case HTTPS -> builder.proxy(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port))).socketFactory(toProxy(host));
			}
			if (login instanceof ProxyRoute.Login.Named(var user, var password)) {
				builder.proxyAuthenticator((_, response) -> response.request().header("Proxy-Authorization") != null && response.code() == 407
						&& response.priorResponse() != null ? null
								: response.request().newBuilder().header("Proxy-Authorization", Credentials.basic(user, password.reveal())).build());
			}
		}
		}
	}

	/* The proxy's own certificate is checked against this machine's authorities: a kubeconfig has none for it. */
	private static SocketFactory toProxy(String host) {
		return new ProxySockets((SSLSocketFactory) SSLSocketFactory.getDefault(), host);
	}
}
