package org.cortexbrain.cluster;

import static org.cortexbrain.cluster.TlsServer.AUTHORITY;
import static org.cortexbrain.cluster.TlsServer.OTHER_AUTHORITY;
import static org.cortexbrain.cluster.TlsServer.authority;
import static org.cortexbrain.cluster.TlsServer.certificate;
import static org.cortexbrain.cluster.TlsServer.data;
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
import java.util.Base64;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;

/** One connection as a kubeconfig describes it, to a server that speaks TLS and is not Kubernetes: what goes over the wire, and what a failure is called. */
public class ClusterConnectionTest {
	private static final String NAME = "api.example.test";
	private static final String SECRET = "c2VjcmV0LXRva2Vu";
	private static final MockResponse PODS = new MockResponse.Builder().addHeader("Content-Type", "application/json")
			.body("{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[]}").build();

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	@Rule
	public final TlsServer server = new TlsServer();

	/** A context for the server; the two texts are what cluster and user say beside the address, a line each. */
	private ClusterConnection connection(String cluster, String user) throws IOException {
		return connection(server.address(), cluster, user);
	}

	private ClusterConnection connection(String address, String cluster, String user) throws IOException {
		return TlsServer.connection(address, cluster, user, folder.getRoot().toPath());
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
		server.web.enqueue(PODS);
		try (var connection = connection(cluster, user)) {
			assertEquals(0, connection.kubernetes().pods().inNamespace("shop").list().getItems().size());
		}
		return server.web.takeRequest();
	}

	@Test
	public void aTokenGoesIntoTheHeader() throws Exception {
		server.serveLocalhost();
		RecordedRequest request = sent(authority(AUTHORITY), "token: " + SECRET);
		assertEquals("/api/v1/namespaces/shop/pods", request.getUrl().encodedPath());
		assertEquals("Bearer " + SECRET, request.getHeaders().get("Authorization"));
	}

	@Test
	public void nameAndPasswordGoIntoTheHeader() throws Exception {
		server.serveLocalhost();
		assertEquals("Basic " + Base64.getEncoder().encodeToString("ann:pä:ss".getBytes(StandardCharsets.UTF_8)),
				sent(authority(AUTHORITY), "username: ann\npassword: 'pä:ss'").getHeaders().get("Authorization"));
	}

	@Test
	public void whoIsImpersonatedGoesIntoHeadersOfItsOwn() throws Exception {
		server.serveLocalhost();
		var headers = sent(authority(AUTHORITY), "token: " + SECRET + "\nas: ann\nas-uid: '7'\nas-groups: [ops, dev]\n").getHeaders();
		assertEquals("ann", headers.get("Impersonate-User"));
		assertEquals("7", headers.get("Impersonate-Uid"));
		assertEquals(List.of("ops", "dev"), headers.values("Impersonate-Group"));
	}

	@Test
	public void aCertificateIsShownInTheHandshake() throws Exception {
		var client = new HeldCertificate.Builder().commonName("ann").signedBy(AUTHORITY).build();
		server.web.requireClientAuth();
		server.serveLocalhost();
		RecordedRequest request = sent(authority(AUTHORITY),
				"client-certificate-data: " + data(client.certificatePem()) + "\nclient-key-data: " + data(client.privateKeyPkcs8Pem()));
		assertEquals("CN=ann", request.getHandshake().peerPrincipal().getName());
		assertNull(request.getHeaders().get("Authorization"));
	}

	@Test
	public void aCertificateThatWasRenewedInItsFileIsShownByTheNextRequest() throws Exception {
		server.web.requireClientAuth();
		server.serveLocalhost();
		Path certificate = folder.getRoot().toPath().resolve("client.crt");
		Path key = folder.getRoot().toPath().resolve("client.key");
		try (var connection = connection(writeClient("before", certificate, key), "client-certificate: client.crt\nclient-key: client.key")) {
			server.web.enqueue(PODS);
			connection.kubernetes().pods().inNamespace("shop").list();
			assertEquals("CN=before", server.web.takeRequest().getHandshake().peerPrincipal().getName());
			writeClient("after", certificate, key);
			server.web.enqueue(PODS);
			connection.kubernetes().pods().inNamespace("shop").list();
			assertEquals("CN=after", server.web.takeRequest().getHandshake().peerPrincipal().getName());
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
		server.serveLocalhost();
		Path token = folder.newFile("token").toPath();
		Files.writeString(token, "old");
		try (var connection = connection(authority(AUTHORITY), "tokenFile: token")) {
			server.web.enqueue(PODS);
			connection.kubernetes().pods().inNamespace("shop").list();
			Files.writeString(token, "new");
			server.web.enqueue(new MockResponse.Builder().code(401).build());
			server.web.enqueue(PODS);
			connection.kubernetes().pods().inNamespace("shop").list();
		}
		assertEquals("Bearer old", server.web.takeRequest().getHeaders().get("Authorization"));
		assertEquals("Bearer old", server.web.takeRequest().getHeaders().get("Authorization"));
		assertEquals("Bearer new", server.web.takeRequest().getHeaders().get("Authorization"));
	}

	@Test
	public void aPluginRunsAgainAfterARefusal() throws Exception {
		server.serveLocalhost();
		Path plugin = folder.newFile("plugin").toPath();
		Files.writeString(plugin, """
				#!/bin/sh
				n=$(cat "$0.count" 2>/dev/null || echo 0); n=$((n + 1)); echo $n > "$0.count"
				echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"token-'$n'"}}'
				""");
		Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
		server.web.enqueue(new MockResponse.Builder().code(401).build());
		server.web.enqueue(PODS);
		try (var connection = connection(authority(AUTHORITY),
				"exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never}")) {
			connection.kubernetes().pods().inNamespace("shop").list();
		}
		assertEquals("Bearer token-1", server.web.takeRequest().getHeaders().get("Authorization"));
		assertEquals("Bearer token-2", server.web.takeRequest().getHeaders().get("Authorization"));
	}

	@Test
	public void aRefusedTokenIsToldInWords() throws Exception {
		server.serveLocalhost();
		server.web.enqueue(new MockResponse.Builder().code(401).addHeader("Content-Type", "application/json")
				.body("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"Unauthorized\",\"code\":401}").build());
		ClusterFault fault = refused(authority(AUTHORITY), "token: " + SECRET);
		assertEquals("The API server 127.0.0.1 does not know who asks (401): Unauthorized.", fault.getMessage());
		assertTrue(fault.remedy(), fault.remedy().contains("log in again"));
	}

	@Test
	public void aServerThatIsAskedForTooMuchIsAskedOnceMoreThenToldInWords() throws Exception {
		server.serveLocalhost();
		MockResponse busy = new MockResponse.Builder().code(429).addHeader("Content-Type", "application/json")
				.body("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"too many requests\",\"code\":429}").build();
		server.web.enqueue(busy);
		server.web.enqueue(busy);
		ClusterFault fault = refused(authority(AUTHORITY), "token: " + SECRET);
		assertEquals("The API server 127.0.0.1 is asked for too much (429): too many requests.", fault.getMessage());
		assertEquals("It is tried again by itself.", fault.remedy());
		assertEquals(2, server.web.getRequestCount());
	}

	@Test
	public void aServerThatIsBusyForAMomentIsAskedOnceMoreWithoutAWord() throws Exception {
		server.serveLocalhost();
		server.web.enqueue(new MockResponse.Builder().code(429).build());
		server.web.enqueue(PODS);
		try (var connection = connection(authority(AUTHORITY), "token: " + SECRET)) {
			connection.kubernetes().pods().inNamespace("shop").list();
		}
		assertEquals(2, server.web.getRequestCount());
	}

	@Test
	public void aMissingRightIsToldInWords() throws Exception {
		server.serveLocalhost();
		server.web.enqueue(new MockResponse.Builder().code(403).addHeader("Content-Type", "application/json")
				.body("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"pods is forbidden\",\"code\":403}").build());
		assertEquals("You may not list pods in the namespace shop (403): pods is forbidden.", refused(authority(AUTHORITY), "token: " + SECRET).getMessage());
	}

	@Test
	public void anUnknownAuthorityIsToldInWords() throws Exception {
		server.serveLocalhost();
		ClusterFault fault = refused(authority(OTHER_AUTHORITY), "token: " + SECRET);
		assertTrue(fault.getMessage(), fault.getMessage().contains("of an authority that this context does not trust"));
		assertEquals(0, server.web.getRequestCount());
	}

	@Test
	public void aCertificateForAnotherNameIsToldInWords() throws Exception {
		server.serve(certificate().addSubjectAlternativeName(NAME).build());
		ClusterFault fault = refused(authority(AUTHORITY), "token: " + SECRET);
		assertEquals("The certificate of the API server is not one for the name 127.0.0.1.", fault.getMessage());
		assertTrue(fault.remedy(), fault.remedy().contains("tls-server-name"));
		assertEquals(0, server.web.getRequestCount());
	}

	@Test
	public void theServersNameMayBeGivenApartFromItsAddress() throws Exception {
		server.serve(certificate().addSubjectAlternativeName(NAME).build());
		RecordedRequest request = sent(authority(AUTHORITY) + "\ntls-server-name: " + NAME, "token: " + SECRET);
		assertEquals(List.of(NAME), request.getHandshakeServerNames());
	}

	@Test
	public void anExpiredCertificateIsToldInWords() throws Exception {
		Instant now = Instant.now();
		server.serve(certificate().addSubjectAlternativeName("127.0.0.1").validityInterval(now.minus(Duration.ofDays(9)).toEpochMilli(), now.minus(Duration.ofDays(2)).toEpochMilli()).build());
		ClusterFault fault = refused(authority(AUTHORITY), "token: " + SECRET);
		assertTrue(fault.getMessage(), fault.getMessage().startsWith("The certificate of the API server 127.0.0.1 has expired"));
		assertTrue(fault.remedy(), fault.remedy().contains("clock"));
	}

	@Test
	public void anInsecureContextChecksNothing() throws Exception {
		server.serve(certificate().addSubjectAlternativeName(NAME).build());
		assertEquals("Bearer " + SECRET, sent("insecure-skip-tls-verify: true", "token: " + SECRET).getHeaders().get("Authorization"));
	}

	@Test
	public void aServerWithoutTlsIsToldInWords() throws Exception {
		try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				var connection = connection("https://127.0.0.1:" + plain.getLocalPort(), authority(AUTHORITY), "token: " + SECRET)) {
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
		try (var connection = connection("https://127.0.0.1:" + port, authority(AUTHORITY), "token: " + SECRET)) {
			ClusterFault fault = refused(connection);
			assertTrue(fault.getMessage(), fault.getMessage().startsWith("The API server 127.0.0.1 does not answer: "));
		}
	}

	@Test
	public void nobodyIsFollowedElsewhere() throws Exception {
		server.serveLocalhost();
		server.web.enqueue(new MockResponse.Builder().code(302).addHeader("Location", "https://localhost:" + server.web.getPort() + "/elsewhere").build());
		ClusterFault fault = refused(authority(AUTHORITY), "token: " + SECRET);
		assertTrue(fault.getMessage(), fault.getMessage().contains("302"));
		assertEquals(1, server.web.getRequestCount());
	}

	@Test
	public void answersAreNotCompressedWhereTheContextForbidsIt() throws Exception {
		server.serveLocalhost();
		assertEquals("identity", sent(authority(AUTHORITY) + "\ndisable-compression: true", "token: " + SECRET).getHeaders().get("Accept-Encoding"));
	}

	@Test
	public void anHttpProxyThatAsksForANameGetsIt() throws Exception {
		server.web.start(InetAddress.getLoopbackAddress(), 0);
		server.web.enqueue(new MockResponse.Builder().code(407).addHeader("Proxy-Authenticate", "Basic realm=\"proxy\"").build());
		server.web.enqueue(PODS);
		try (var connection = connection("http://api.example.test", "proxy-url: http://ann:hush@127.0.0.1:" + server.web.getPort(), "token: " + SECRET)) {
			assertEquals(0, connection.kubernetes().pods().inNamespace("shop").list().getItems().size());
		}
		assertEquals("GET http://api.example.test/api/v1/namespaces/shop/pods HTTP/1.1", server.web.takeRequest().getRequestLine());
		assertEquals("Basic " + Base64.getEncoder().encodeToString("ann:hush".getBytes(StandardCharsets.UTF_8)),
				server.web.takeRequest().getHeaders().get("Proxy-Authorization"));
	}

	@Test
	public void aSocksProxyThatAsksForANameIsRefusedInWords() {
		ClusterFault fault = assertThrows(ClusterFault.class,
				() -> connection("https://api.example.test", "proxy-url: socks5://ann:hush@127.0.0.1:1080", "token: " + SECRET).close());
		assertTrue(fault.getMessage(), fault.getMessage().contains("127.0.0.1:1080"));
		assertFalse(fault.getMessage(), fault.getMessage().contains("hush"));
	}
}
