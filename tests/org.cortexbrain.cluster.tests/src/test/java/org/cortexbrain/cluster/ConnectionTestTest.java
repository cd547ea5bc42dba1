package org.cortexbrain.cluster;

import static org.cortexbrain.cluster.TlsServer.AUTHORITY;
import static org.cortexbrain.cluster.TlsServer.OTHER_AUTHORITY;
import static org.cortexbrain.cluster.TlsServer.authority;
import static org.cortexbrain.cluster.TlsServer.certificate;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.cortexbrain.cluster.ConnectionTest.Kind;
import org.cortexbrain.cluster.ConnectionTest.Outcome;
import org.cortexbrain.cluster.ConnectionTest.Report;
import org.cortexbrain.cluster.ConnectionTest.Step;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Where a connection breaks, and what is then said, before a server that answers like Kubernetes as far as is needed. */
public class ConnectionTestTest {
	private static final String TOKEN = "token: c2VjcmV0LXRva2Vu";

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	@Rule
	public final TlsServer server = new TlsServer();

	private ClusterConnection connection(String address, String cluster, String user) throws IOException {
		return TlsServer.connection(address, cluster, user, folder.getRoot().toPath());
	}

	private Report report(String cluster, String user) throws Exception {
		try (var connection = connection(server.address(), cluster, user)) {
			return ConnectionTest.run(connection, _ -> {
			});
		}
	}

	private static Step failed(Report report, Kind kind) {
		assertFalse(report.passed());
		Step step = report.steps().get(kind.ordinal());
		assertEquals(step.toString(), Outcome.FAILED, step.outcome());
		assertEquals("those before passed, those after were not tried", step(kind), report.steps().stream().map(Step::outcome).toList());
		return step;
	}

	private static List<Outcome> step(Kind failed) {
		return java.util.stream.Stream.of(Kind.values())
				.map(kind -> kind == failed ? Outcome.FAILED : kind.ordinal() < failed.ordinal() ? Outcome.PASSED : Outcome.SKIPPED).toList();
	}

	private static MockResponse json(int code, String body) {
		return new MockResponse.Builder().code(code).addHeader("Content-Type", "application/json").body(body).build();
	}

	/** Answers like an API server on which the rights to the given resource are missing. */
	private void answerAsKubernetes(String refused) {
		server.web.setDispatcher(new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) {
				String path = request.getUrl().encodedPath();
				if (path.equals("/version")) {
					return json(200, "{\"major\":\"1\",\"minor\":\"34\",\"gitVersion\":\"v1.34.4\",\"buildDate\":\"2026-01-01T00:00:00Z\"}");
				}
				if (path.endsWith("/selfsubjectreviews")) {
					return json(201, "{\"kind\":\"SelfSubjectReview\",\"apiVersion\":\"authentication.k8s.io/v1\",\"status\":{\"userInfo\":"
							+ "{\"username\":\"ann\\u001b[31m\",\"groups\":[\"ops\"]}}}");
				}
				boolean allowed = refused.isEmpty() || !request.getBody().utf8().contains("\"" + refused + "\"");
				return json(201, "{\"kind\":\"SelfSubjectAccessReview\",\"apiVersion\":\"authorization.k8s.io/v1\",\"spec\":{},\"status\":{\"allowed\":" + allowed + "}}");
			}
		});
	}

	@Test
	public void whatWorksPassesEveryStep() throws Exception {
		server.serveLocalhost();
		answerAsKubernetes("");
		Report report = report(authority(AUTHORITY), TOKEN);
		assertTrue(report.toString(), report.passed());
		assertEquals(Collections.nCopies(Kind.values().length, Outcome.PASSED), report.steps().stream().map(Step::outcome).toList());
		assertTrue(report.steps().get(Kind.SERVER.ordinal()).found(), report.steps().get(Kind.SERVER.ordinal()).found().startsWith("Kubernetes v1.34.4, answers after "));
		assertTrue(report.missing().values().stream().allMatch(List::isEmpty));
	}

	@Test
	public void everyStepIsToldWhenItBeginsAndWhenItEnds() throws Exception {
		server.serveLocalhost();
		answerAsKubernetes("");
		List<Step> told = new ArrayList<>();
		try (var connection = connection(server.address(), authority(AUTHORITY), TOKEN)) {
			ConnectionTest.run(connection, told::add);
		}
		assertEquals(java.util.stream.Stream.of(Kind.values()).map(kind -> kind + " RUNNING " + kind + " PASSED").collect(Collectors.joining(" ")),
				told.stream().map(step -> step.kind() + " " + step.outcome()).collect(Collectors.joining(" ")));
	}

	@Test
	public void namesFromTheServerLoseTheirControlCharacters() throws Exception {
		server.serveLocalhost();
		answerAsKubernetes("");
		assertEquals("ann [31m, of ops.", report(authority(AUTHORITY), TOKEN).steps().get(Kind.IDENTITY.ordinal()).found());
	}

	@Test
	public void aNameThatDoesNotExistIsTheFirstToFail() throws Exception {
		try (var connection = connection("https://no-such-host.invalid", authority(AUTHORITY), TOKEN)) {
			assertEquals("There is no host no-such-host.invalid.", failed(ConnectionTest.run(connection, _ -> {
			}), Kind.NAME).found());
		}
	}

	@Test
	public void nobodyListeningFailsTheConnection() throws Exception {
		int port;
		try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = closed.getLocalPort();
		}
		try (var connection = connection("https://127.0.0.1:" + port, authority(AUTHORITY), TOKEN)) {
			Step step = failed(ConnectionTest.run(connection, _ -> {
			}), Kind.CONNECT);
			assertTrue(step.found(), step.found().startsWith("The API server 127.0.0.1 does not answer: Connection refused"));
		}
	}

	@Test
	public void anUnknownAuthorityFailsWithTheCertificatesNamesAndDates() throws Exception {
		server.serve(certificate().addSubjectAlternativeName("127.0.0.1").validityInterval(Instant.parse("2026-01-02T00:00:00Z").toEpochMilli(),
				Instant.parse("2126-03-04T00:00:00Z").toEpochMilli()).build());
		Step step = failed(report(authority(OTHER_AUTHORITY), TOKEN), Kind.TLS);
		assertTrue(step.found(), step.found().contains("Its certificate is for 127.0.0.1, valid from 2 Jan 2026 to 4 Mar 2126, issued by the cluster's authority."));
		assertEquals(0, server.web.getRequestCount());
	}

	@Test
	public void aCertificateThatEndsSoonIsWarnedOf() throws Exception {
		Instant now = Instant.now();
		server.serve(certificate().addSubjectAlternativeName("127.0.0.1").validityInterval(now.minus(Duration.ofDays(1)).toEpochMilli(),
				now.plus(ConnectionTest.SOON).minus(Duration.ofDays(1)).toEpochMilli()).build());
		answerAsKubernetes("");
		Report report = report(authority(AUTHORITY), TOKEN);
		assertTrue(report.passed());
		assertEquals(Outcome.WARNED, report.steps().get(Kind.TLS.ordinal()).outcome());
	}

	@Test
	public void aCertificateThatIsNotCheckedIsWarnedOf() throws Exception {
		server.serveLocalhost();
		answerAsKubernetes("");
		Step step = report("insecure-skip-tls-verify: true", TOKEN).steps().get(Kind.TLS.ordinal());
		assertEquals(Outcome.WARNED, step.outcome());
		assertTrue(step.found(), step.found().contains("insecure-skip-tls-verify"));
	}

	@Test
	public void noPluginRunsBeforeTheServerIsBelieved() throws Exception {
		server.serveLocalhost();
		Path plugin = folder.newFile("plugin").toPath();
		Files.writeString(plugin, "#!/bin/sh\ntouch \"$0.ran\"\nexit 1\n");
		Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
		failed(report(authority(OTHER_AUTHORITY), "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never}"), Kind.TLS);
		assertFalse(Files.exists(folder.getRoot().toPath().resolve("plugin.ran")));
	}

	@Test
	public void aRefusedTokenFailsTheServerStep() throws Exception {
		server.serveLocalhost();
		server.web.setDispatcher(new Dispatcher() {
			@Override
			public MockResponse dispatch(RecordedRequest request) {
				return json(401, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"Unauthorized\",\"code\":401}");
			}
		});
		Step step = failed(report(authority(AUTHORITY), TOKEN), Kind.SERVER);
		assertTrue(step.found(), step.found().contains("does not know who asks"));
	}

	@Test
	public void aMissingRightIsNamedWithWhatIsLost() throws Exception {
		server.serveLocalhost();
		answerAsKubernetes("portforward");
		Report report = report(authority(AUTHORITY), TOKEN);
		assertTrue(report.passed());
		Step step = report.steps().getLast();
		assertEquals(Outcome.WARNED, step.outcome());
		assertEquals("Traffic from the agents: Nothing is seen of the traffic. (Missing: get pods/portforward, create pods/portforward)", step.found());
		assertEquals(List.of(Right.to("get", "", "pods/portforward"), Right.to("create", "", "pods/portforward")), report.missing().get(Feature.TRAFFIC));
	}

	@Test
	public void whoIsInterruptedStopsAtOnce() throws Exception {
		try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
				var connection = connection("https://127.0.0.1:" + silent.getLocalPort(), authority(AUTHORITY), TOKEN)) {
			var begun = new CountDownLatch(1);
			var cancelled = new CountDownLatch(1);
			Thread tester = Thread.ofPlatform().start(() -> assertThrows(InterruptedException.class, () -> {
				try {
					ConnectionTest.run(connection, step -> {
						if (step.kind() == Kind.TLS) {
							begun.countDown();
						}
					});
				} catch (InterruptedException e) {
					cancelled.countDown();
					throw e;
				}
			}));
			assertTrue(begun.await(30, TimeUnit.SECONDS));
			tester.interrupt();
			assertTrue("it ended by the interrupt, long before a silent server's time is over", cancelled.await(10, TimeUnit.SECONDS));
		}
	}
}
