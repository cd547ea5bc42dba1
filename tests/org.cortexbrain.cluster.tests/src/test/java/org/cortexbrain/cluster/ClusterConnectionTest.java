package org.cortexbrain.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;

import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Kubeconfig;
import org.cortexbrain.kubeconfig.PluginConsole;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.kubeconfig.Resolution;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** One connection as a kubeconfig describes it, to a server that speaks TLS and is not Kubernetes: what goes over the wire, and what a failure is called. */
public class ClusterConnectionTest {
	private static final String NAME = "api.example.test";
	private static final String SECRET = "c2VjcmV0LXRva2Vu";
	private static final HeldCertificate AUTHORITY = new HeldCertificate.Builder().certificateAuthority(1).commonName("the cluster's authority").build();
	private static final HeldCertificate OTHER_AUTHORITY = new HeldCertificate.Builder().certificateAuthority(1).commonName("another authority").build();
	private static final MockResponse PODS = new MockResponse.Builder().addHeader("Content-Type", "application/json")
			.body("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[]}").build();

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	private final MockWebServer server = new MockWebServer();

	@After
	public void close() {
		server.close();
	}

	private void serve(HeldCertificate certificate) throws IOException {
		server.useHttps(new HandshakeCertificates.Builder().heldCertificate(certificate, AUTHORITY.certificate()).addTrustedCertificate(AUTHORITY.certificate())
				.build().sslSocketFactory());
		server.start(InetAddress.getLoopbackAddress(), 0);
	}

	private static HeldCertificate.Builder certificate() {
		return new HeldCertificate.Builder().commonName("server").signedBy(AUTHORITY);
	}

	private void serveLocalhost() throws IOException {
		serve(certificate().addSubjectAlternativeName("127.0.0.1").addSubjectAlternativeName("localhost").build());
	}

	private static String data(String pem) {
		return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
	}

	private static String authority(HeldCertificate authority) {
		return "certificate-authority-data: " + data(authority.certificatePem());
	}

	/** A context for the server; the two texts are what cluster and user say beside the address, a line each. */
	private ClusterConnection connection(String cluster, String user) throws IOException {
		return connection("https://127.0.0.1:" + server.getPort(), cluster, user, Map.of());
	}

	private ClusterConnection connection(String address, String cluster, String user, Map<String, String> environment) throws IOException {
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
		Resolution resolution = Kubeconfig.of(text, "the test's kubeconfig", folder.getRoot().toPath()).resolve("one", environment);
		assertTrue(resolution.toString(), resolution instanceof Resolution.Usable);
		var plugins = new PluginCredentials(() -> Map.of("PATH", System.getenv("PATH")), new Silent(), Duration.ofSeconds(30), InstantSource.system());
		return ClusterConnection.of(((Resolution.Usable) resolution).access(), plugins);
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

	private ClusterFault refused(String cluster, String user) throws IOException {
		try (var connection = connection(cluster, user)) {
			return refused(connection);
		}
	}

	private static ClusterFault refused(ClusterConnection connection) {
		RuntimeException thrown = assertThrows(RuntimeException.class, () -> connection.kubernetes().pods().inNamespace("shop").list());
		ClusterFault fault = connection.explain("list pods in the namespace shop", thrown);
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			assertFalse(String.valueOf(cause.getMessage()), String.valueOf(cause.getMessage()).contains(SECRET));
		}
		return fault;
	}

	private RecordedRequest sent(String cluster, String user) throws Exception {
		server.enqueue(PODS);
		try (var connection = connection(cluster, user)) {
			assertEquals(0, connection.kubernetes().pods().inNamespace("shop").list().getItems().size());
		}
		return server.takeRequest();
	}

	@Test
	public void aTokenGoesIntoTheHeader() throws Exception {
		serveLocalhost();
		RecordedRequest request = sent(authority(AUTHORITY), "token: " + SECRET);
		assertEquals("/api/v1/namespaces/shop/pods", request.getUrl().encodedPath());
		assertEquals("Bearer " + SECRET, request.getHeaders().get("Authorization"));
	}

	@Test
	public void nameAndPasswordGoIntoTheHeader() throws Exception {
		serveLocalhost();
		assertEquals("Basic " + Base64.getEncoder().encodeToString("ann:pä:ss".getBytes(StandardCharsets.UTF_8)),
				sent(authority(AUTHORITY), "username: ann\npassword: 'pä:ss'").getHeaders().get("Authorization"));
	}

	@Test
	public void whoIsImpersonatedGoesIntoHeadersOfItsOwn() throws Exception {
		serveLocalhost();
		var headers = sent(authority(AUTHORITY), "token: " + SECRET + "\nas: ann\nas-uid: '7'\nas-groups: [ops, dev]\n").getHeaders();
		assertEquals("ann", headers.get("Impersonate-User"));
		assertEquals("7", headers.get("Impersonate-Uid"));
		assertEquals(java.util.List.of("ops", "dev"), headers.values("Impersonate-Group"));
	}

	@Test
	public void aCertificateIsShownInTheHandshake() throws Exception {
		var client = new HeldCertificate.Builder().commonName("ann").signedBy(AUTHORITY).build();
		server.requireClientAuth();
		serveLocalhost();
		RecordedRequest request = sent(authority(AUTHORITY),
				"client-certificate-data: " + data(client.certificatePem()) + "\nclient-key-data: " + data(client.privateKeyPkcs8Pem()));
		assertEquals("CN=ann", request.getHandshake().peerPrincipal().getName());
		assertNull(request.getHeaders().get("Authorization"));
	}

	@Test
	public void aCertificateThatWasRenewedInItsFileIsShownByTheNextRequest() throws Exception {
		server.requireClientAuth();
		serveLocalhost();
		Path certificate = folder.getRoot().toPath().resolve("client.crt");
		Path key = folder.getRoot().toPath().resolve("client.key");
		try (var connection = connection(writeClient("before", certificate, key), "client-certificate: client.crt\nclient-key: client.key")) {
			server.enqueue(PODS);
			connection.kubernetes().pods().inNamespace("shop").list();
			assertEquals("CN=before", server.takeRequest().getHandshake().peerPrincipal().getName());
			writeClient("after", certificate, key);
			server.enqueue(PODS);
			connection.kubernetes().pods().inNamespace("shop").list();
			assertEquals("CN=after", server.takeRequest().getHandshake().peerPrincipal().getName());
		}
	}

	private static String writeClient(String name, Path certificate, Path key) throws IOException {
		var client = new HeldCertificate.Builder().commonName(name).signedBy(AUTHORITY).build();
		Files.writeString(certificate, client.certificatePem());
		Files.writeString(key, client.privateKeyPkcs8Pem());
		return authority(AUTHORITY);
	}

	@Test
	public void aTokenFileThatWasReplacedIsReadAgainAfterARefusal() throws Exception {
		serveLocalhost();
		Path token = folder.newFile("token").toPath();
		Files.writeString(token, "old");
		try (var connection = connection(authority(AUTHORITY), "tokenFile: token")) {
			server.enqueue(PODS);
			connection.kubernetes().pods().inNamespace("shop").list();
			Files.writeString(token, "new");
			server.enqueue(new MockResponse.Builder().code(401).build());
			server.enqueue(PODS);
			connection.kubernetes().pods().inNamespace("shop").list();
		}
		assertEquals("Bearer old", server.takeRequest().getHeaders().get("Authorization"));
		assertEquals("Bearer old", server.takeRequest().getHeaders().get("Authorization"));
		assertEquals("Bearer new", server.takeRequest().getHeaders().get("Authorization"));
	}

	@Test
	public void aPluginRunsAgainAfterARefusal() throws Exception {
		serveLocalhost();
		Path plugin = folder.newFile("plugin").toPath();
		Files.writeString(plugin, """
				#!/bin/sh
				n=$(cat "$0.count" 2>/dev/null || echo 0); n=$((n + 1)); echo $n > "$0.count"
				echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"token-'$n'"}}'
				""");
		Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
		server.enqueue(new MockResponse.Builder().code(401).build());
		server.enqueue(PODS);
		try (var connection = connection(authority(AUTHORITY),
				"exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never}")) {
			connection.kubernetes().pods().inNamespace("shop").list();
		}
		assertEquals("Bearer token-1", server.takeRequest().getHeaders().get("Authorization"));
		assertEquals("Bearer token-2", server.takeRequest().getHeaders().get("Authorization"));
	}

	@Test
	public void aRefusedTokenIsToldInWords() throws Exception {
		serveLocalhost();
		server.enqueue(new MockResponse.Builder().code(401).addHeader("Content-Type", "application/json")
				.body("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"Unauthorized\",\"code\":401}").build());
		ClusterFault fault = refused(authority(AUTHORITY), "token: " + SECRET);
		assertEquals("The API server 127.0.0.1 does not know who asks (401): Unauthorized.", fault.getMessage());
		assertTrue(fault.remedy(), fault.remedy().contains("log in again"));
	}

	@Test
	public void aMissingRightIsToldInWords() throws Exception {
		serveLocalhost();
		server.enqueue(new MockResponse.Builder().code(403).addHeader("Content-Type", "application/json")
				.body("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"pods is forbidden\",\"code\":403}").build());
		assertEquals("You may not list pods in the namespace shop (403): pods is forbidden.", refused(authority(AUTHORITY), "token: " + SECRET).getMessage());
	}

	@Test
	public void anUnknownAuthorityIsToldInWords() throws Exception {
		serveLocalhost();
		ClusterFault fault = refused(authority(OTHER_AUTHORITY), "token: " + SECRET);
		assertTrue(fault.getMessage(), fault.getMessage().contains("of an authority that this context does not trust"));
		assertEquals(0, server.getRequestCount());
	}

	@Test
	public void aCertificateForAnotherNameIsToldInWords() throws Exception {
		serve(certificate().addSubjectAlternativeName(NAME).build());
		ClusterFault fault = refused(authority(AUTHORITY), "token: " + SECRET);
		assertEquals("The certificate of the API server is not one for the name 127.0.0.1.", fault.getMessage());
		assertTrue(fault.remedy(), fault.remedy().contains("tls-server-name"));
		assertEquals(0, server.getRequestCount());
	}

	@Test
	public void theServersNameMayBeGivenApartFromItsAddress() throws Exception {
		serve(certificate().addSubjectAlternativeName(NAME).build());
		RecordedRequest request = sent(authority(AUTHORITY) + "\ntls-server-name: " + NAME, "token: " + SECRET);
		assertEquals(java.util.List.of(NAME), request.getHandshakeServerNames());
	}

	@Test
	public void anExpiredCertificateIsToldInWords() throws Exception {
		Instant now = Instant.now();
		serve(certificate().addSubjectAlternativeName("127.0.0.1").validityInterval(now.minus(Duration.ofDays(9)).toEpochMilli(), now.minus(Duration.ofDays(2)).toEpochMilli()).build());
		ClusterFault fault = refused(authority(AUTHORITY), "token: " + SECRET);
		assertTrue(fault.getMessage(), fault.getMessage().startsWith("The certificate of the API server 127.0.0.1 has expired"));
		assertTrue(fault.remedy(), fault.remedy().contains("clock"));
	}

	@Test
	public void anInsecureContextChecksNothing() throws Exception {
		serve(certificate().addSubjectAlternativeName(NAME).build());
		assertEquals("Bearer " + SECRET, sent("insecure-skip-tls-verify: true", "token: " + SECRET).getHeaders().get("Authorization"));
	}

	@Test
	public void aServerWithoutTlsIsToldInWords() throws Exception {
		try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				var connection = connection("https://127.0.0.1:" + plain.getLocalPort(), authority(AUTHORITY), "token: " + SECRET, Map.of())) {
			Thread.ofVirtual().start(() -> {
				while (!plain.isClosed()) {
					try (var socket = plain.accept()) {
						socket.getInputStream().readNBytes(5);
						socket.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
					} catch (IOException _) {
						/* The client has gone, or the test is over. */
					}
				}
			});
			assertEquals("What answers at 127.0.0.1 speaks no TLS.", refused(connection).getMessage());
		}
	}

	@Test
	public void nobodyListeningIsToldInWords() throws Exception {
		int port;
		try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = closed.getLocalPort();
		}
		try (var connection = connection("https://127.0.0.1:" + port, authority(AUTHORITY), "token: " + SECRET, Map.of())) {
			ClusterFault fault = refused(connection);
			assertTrue(fault.getMessage(), fault.getMessage().startsWith("The API server 127.0.0.1 does not answer: "));
		}
	}

	@Test
	public void nobodyIsFollowedElsewhere() throws Exception {
		serveLocalhost();
		server.enqueue(new MockResponse.Builder().code(302).addHeader("Location", "https://localhost:" + server.getPort() + "/elsewhere").build());
		ClusterFault fault = refused(authority(AUTHORITY), "token: " + SECRET);
		assertTrue(fault.getMessage(), fault.getMessage().contains("302"));
		assertEquals(1, server.getRequestCount());
	}

	@Test
	public void answersAreNotCompressedWhereTheContextForbidsIt() throws Exception {
		serveLocalhost();
		assertEquals("identity", sent(authority(AUTHORITY) + "\ndisable-compression: true", "token: " + SECRET).getHeaders().get("Accept-Encoding"));
	}

	@Test
	public void anHttpProxyThatAsksForANameGetsIt() throws Exception {
		server.start(InetAddress.getLoopbackAddress(), 0);
		server.enqueue(new MockResponse.Builder().code(407).addHeader("Proxy-Authenticate", "Basic realm=\"proxy\"").build());
		server.enqueue(PODS);
		try (var connection = connection("http://api.example.test", "proxy-url: http://ann:hush@127.0.0.1:" + server.getPort(), "token: " + SECRET, Map.of())) {
			assertEquals(0, connection.kubernetes().pods().inNamespace("shop").list().getItems().size());
		}
		assertEquals("GET http://api.example.test/api/v1/namespaces/shop/pods HTTP/1.1", server.takeRequest().getRequestLine());
		assertEquals("Basic " + Base64.getEncoder().encodeToString("ann:hush".getBytes(StandardCharsets.UTF_8)),
				server.takeRequest().getHeaders().get("Proxy-Authorization"));
	}

	@Test
	public void aSocksProxyThatAsksForANameIsRefusedInWords() {
		ClusterFault fault = assertThrows(ClusterFault.class,
				() -> connection("https://api.example.test", "proxy-url: socks5://ann:hush@127.0.0.1:1080", "token: " + SECRET, Map.of()).close());
		assertTrue(fault.getMessage(), fault.getMessage().contains("127.0.0.1:1080"));
		assertFalse(fault.getMessage(), fault.getMessage().contains("hush"));
	}
}
