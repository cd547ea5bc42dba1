package org.cortexbrain.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Kubeconfig;
import org.cortexbrain.kubeconfig.PluginConsole;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.kubeconfig.Resolution;
import org.junit.rules.ExternalResource;

import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A server that speaks TLS and is not Kubernetes, and contexts for it. */
final class TlsServer extends ExternalResource {
	static final HeldCertificate AUTHORITY = new HeldCertificate.Builder().certificateAuthority(1).commonName("the cluster's authority").build();
	static final HeldCertificate OTHER_AUTHORITY = new HeldCertificate.Builder().certificateAuthority(1).commonName("another authority").build();

	/** Longer than what a connection test warns of. */
	private static final Duration LONG = Duration.ofDays(365);

	final MockWebServer web = new MockWebServer();

	@Override
	protected void after() {
		web.close();
	}

	static HeldCertificate.Builder certificate() {
		return new HeldCertificate.Builder().commonName("server").signedBy(AUTHORITY);
	}

	void serve(HeldCertificate certificate) throws IOException {
		web.useHttps(new HandshakeCertificates.Builder().heldCertificate(certificate, AUTHORITY.certificate()).addTrustedCertificate(AUTHORITY.certificate()).build()
				.sslSocketFactory());
		web.start(InetAddress.getLoopbackAddress(), 0);
	}

	void serveLocalhost() throws IOException {
		serve(certificate().addSubjectAlternativeName("127.0.0.1").addSubjectAlternativeName("localhost").duration(LONG.toDays(), TimeUnit.DAYS).build());
	}

	String address() {
		return "https://127.0.0.1:" + web.getPort();
	}

	static String data(String pem) {
		return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
	}

	static String authority(HeldCertificate authority) {
		return "certificate-authority-data: " + data(authority.certificatePem());
	}

	/**
	 * @param cluster what the cluster says beside its address, a line each
	 * @param user what the user says, a line each
	 * @param folder what paths in them are relative to
	 */
	static ClusterConnection connection(String address, String cluster, String user, Path folder) throws IOException {
		String text = """
				apiVersion: v1
				kind: Config
				current-context: one
				contexts: [{name: one, context: {cluster: one, user: one}}]
				clusters:
				- name: one
				  cluster:
				    server: %s
				%s
				users:
				- name: one
				  user:
				%s
				""".formatted(address, cluster.indent(4), user.indent(4));
		if (!(Kubeconfig.of(text, "the test's kubeconfig", folder).resolve("one", Map.of()) instanceof Resolution.Usable usable)) {
			throw new AssertionError("not usable: " + text);
		}
		return ClusterConnection.of(usable.access(),
				new PluginCredentials(() -> Map.of("PATH", System.getenv("PATH")), new Silent(), Duration.ofSeconds(30), InstantSource.system()));
	}

	private static final class Silent implements PluginConsole {
		@Override
		public void show(ExecPlugin plugin, String text) {
		}

		@Override
		public Input input(ExecPlugin plugin) {
			return new Input.Unavailable("this is a test");
		}
	}
}
