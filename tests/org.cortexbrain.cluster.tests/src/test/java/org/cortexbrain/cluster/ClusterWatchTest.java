package org.cortexbrain.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.internal.watch.KindWatch.Pace;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import okhttp3.OkHttpClient;

/** The watch against faults that a server shows seldom; {@link ClusterWatchOnServerTest} has a real server. */
public class ClusterWatchTest {
	private static final Duration PATIENCE = Duration.ofSeconds(20);
	/** Quick, so that a test need not wait; a minute of silence, so that only the tests of silence meet it. */
	private static final Pace QUICK = new Pace(Duration.ofMinutes(1), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(200));

	private final AddressBook book = new AddressBook("c");
	private final OkHttpClient client = new OkHttpClient();
	private ApiServer server;

	@Before
	public void serve() throws IOException {
		server = new ApiServer();
		server.put("a", "10.0.0.1");
		server.put("b", "10.0.0.2");
		server.put("d", "10.0.0.4");
	}

	@After
	public void close() {
		server.close();
	}

	private ClusterWatch watch(Pace pace) {
		return new ClusterWatch(client, server.url(), Optional.of("shop"), book, pace);
	}

	private static void await(String what, BooleanSupplier condition) {
		Instant deadline = Instant.now().plus(PATIENCE);
		while (!condition.getAsBoolean()) {
			assertTrue(what + " did not come within " + PATIENCE, Instant.now().isBefore(deadline));
			LockSupport.parkNanos(2_000_000);
		}
	}

	private boolean isPod(String name, String address) {
		return book.target(InetAddress.ofLiteral(address), 80, Instant.now()).filter(found -> found.name().equals(name)).isPresent();
	}

	private boolean isNobody(String address) {
		return book.target(InetAddress.ofLiteral(address), 80, Instant.now()).isEmpty();
	}

	private long watchesSent() {
		return server.requests.stream().filter(request -> request.contains("resourceVersion=")).count();
	}

	private List<String> lists() {
		return server.requests.stream().filter(request -> !request.contains("watch=true")).toList();
	}

	@Test
	public void allObjectsComeAsAStreamAndThenTheChanges() {
		try (var watch = watch(QUICK)) {
			await("the pods", () -> isPod("a", "10.0.0.1") && isPod("d", "10.0.0.4"));
			server.put("e", "10.0.0.5");
			server.delete("a");
			await("the changes", () -> isPod("e", "10.0.0.5") && isNobody("10.0.0.1"));
			assertEquals("nothing was listed", List.of(), lists());
			assertEquals(1, server.requests.size());
		}
	}

	@Test
	public void aServerWithoutStreamedListsIsReadByPages() {
		server.setStreams(false);
		try (var watch = watch(QUICK)) {
			await("the pods", () -> isPod("a", "10.0.0.1") && isPod("d", "10.0.0.4"));
			assertEquals(2, lists().size());
			await("the watch", () -> watchesSent() == 1);
			server.put("e", "10.0.0.5");
			await("the changes", () -> isPod("e", "10.0.0.5"));
		}
	}

	@Test
	public void aListWhosePagesExpireIsReadAtOnce() {
		server.setStreams(false);
		server.expirePages(1);
		try (var watch = watch(QUICK)) {
			await("the pods", () -> isPod("a", "10.0.0.1") && isPod("d", "10.0.0.4"));
			assertFalse(lists().getLast(), lists().getLast().contains("limit="));
		}
	}

	@Test
	public void afterABreakTheWatchGoesOnWhereItWas() {
		try (var watch = watch(QUICK)) {
			await("the pods", () -> isPod("a", "10.0.0.1"));
			server.endWatches();
			server.put("e", "10.0.0.5");
			server.delete("a");
			await("the changes", () -> isPod("e", "10.0.0.5") && isNobody("10.0.0.1"));
			assertEquals(1, server.requests.stream().filter(request -> request.contains("sendInitialEvents")).count());
		}
	}

	@Test
	public void whoWentWhileTheWatchWasBrokenIsNotKnownInThatTime() {
		try (var watch = watch(QUICK)) {
			await("the pods", () -> isPod("a", "10.0.0.1"));
			server.answerOnly(503);
			server.endWatches();
			await("the break", () -> watch.states().get(Kind.POD) instanceof WatchState.Broken);
			server.delete("a");
			Instant meanwhile = Instant.now();
			server.answerOnly(200);
			await("the changes", () -> isNobody("10.0.0.1") && watch.states().get(Kind.POD) instanceof WatchState.Live);
			assertEquals(Optional.empty(), book.target(InetAddress.ofLiteral("10.0.0.1"), 80, meanwhile));
			assertEquals("who stayed", 1, book.target(InetAddress.ofLiteral("10.0.0.2"), 80, meanwhile).stream().count());
		}
	}

	@Test
	public void aBookmarkIsWhereTheWatchGoesOn() {
		try (var watch = watch(QUICK)) {
			await("the pods", () -> isPod("a", "10.0.0.1"));
			server.bookmark();
			/* Without the bookmark, the watch would now be too old. */
			server.compact();
			server.endWatches();
			server.put("e", "10.0.0.5");
			await("the changes", () -> isPod("e", "10.0.0.5"));
			assertEquals(1, server.requests.stream().filter(request -> request.contains("sendInitialEvents")).count());
		}
	}

	@Test
	public void ofReplicaSetsAndJobsOnlyTheMetadataAreAskedFor() {
		try (var watch = watch(QUICK)) {
			await("the requests", () -> server.others.size() == 5);
			for (String request : server.others) {
				assertEquals(request, request.contains("/replicasets?") || request.contains("/jobs?"), request.contains("as=PartialObjectMetadata;"));
			}
		}
	}

	@Test
	public void whatTheServerHasForgottenIsReadAnewWithoutLoss() {
		Instant before = Instant.now();
		try (var watch = watch(QUICK)) {
			await("the pods", () -> isPod("a", "10.0.0.1"));
			server.answerOnly(503);
			server.endWatches();
			await("the break", () -> watch.states().get(Kind.POD) instanceof WatchState.Broken);
			server.delete("a");
			server.put("e", "10.0.0.5");
			server.compact();
			server.answerOnly(200);
			await("the changes", () -> isPod("e", "10.0.0.5") && isNobody("10.0.0.1"));
			assertTrue("who stayed is there", isPod("b", "10.0.0.2"));
			assertEquals("and who went was there before", Optional.of("a"),
					book.target(InetAddress.ofLiteral("10.0.0.1"), 80, before).map(found -> found.name()));
		}
	}

	@Test
	public void aWatchThatFallsSilentIsBegunAnew() {
		try (var watch = watch(new Pace(Duration.ofMillis(300), Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(200)))) {
			await("the pods", () -> isPod("a", "10.0.0.1"));
			server.fallSilent();
			await("the break", () -> watch.states().get(Kind.POD) instanceof WatchState.Broken);
			var broken = (WatchState.Broken) watch.states().get(Kind.POD);
			assertTrue(broken.fault().getMessage(), broken.fault().getMessage().contains("has fallen silent"));
			server.speakAgain();
			server.put("e", "10.0.0.5");
			await("the changes", () -> isPod("e", "10.0.0.5"));
		}
	}

	@Test
	public void afterASleepTheWatchIsBegunAnewAtOnce() {
		/* It would wait for a minute until it takes the silent watch for dead. */
		try (var watch = watch(QUICK)) {
			await("the pods", () -> isPod("a", "10.0.0.1"));
			server.fallSilent();
			server.put("e", "10.0.0.5");
			server.speakAgain();
			watch.retryNow();
			await("the changes", () -> isPod("e", "10.0.0.5"));
		}
	}

	@Test
	public void aRefusalIsToldWithItsCauseAndEndsWhenTheRightIsGiven() {
		server.answerOnly(403);
		try (var watch = watch(QUICK)) {
			await("the refusal", () -> watch.states().get(Kind.POD) instanceof WatchState.Refused);
			var refused = (WatchState.Refused) watch.states().get(Kind.POD);
			assertTrue(refused.fault().getMessage(), refused.fault().getMessage().startsWith("You may not list and watch pods in "));
			server.answerOnly(200);
			await("the pods", () -> isPod("a", "10.0.0.1"));
		}
	}

	@Test
	public void whoMayReadOneNamespaceWatchesThatOne() {
		server.allowOnly("shop");
		try (var watch = watch(QUICK)) {
			await("the pods", () -> isPod("a", "10.0.0.1"));
			assertEquals(Optional.of("shop"), ((WatchState.Live) watch.states().get(Kind.POD)).onlyNamespace());
			await("the refusal of nodes", () -> watch.states().get(Kind.NODE) instanceof WatchState.Refused);
		}
	}

	@Test
	public void aClusterThatHangsStallsNoOther() throws IOException {
		try (var dead = new ApiServer()) {
			dead.fallSilent();
			try (var hanging = new ClusterWatch(client, dead.url(), Optional.empty(), new AddressBook("dead"), QUICK); var watch = watch(QUICK)) {
				await("the pods of the other", () -> isPod("a", "10.0.0.1"));
				server.put("e", "10.0.0.5");
				await("the changes of the other", () -> isPod("e", "10.0.0.5"));
			}
		}
	}

	@Test
	public void closingEndsEveryRequest() {
		var watch = watch(QUICK);
		await("the pods", () -> isPod("a", "10.0.0.1"));
		watch.close();
		await("the end of all requests", () -> client.dispatcher().runningCallsCount() == 0);
		long sent = server.requests.size();
		server.endWatches();
		server.put("e", "10.0.0.5");
		assertEquals(sent, server.requests.size());
		assertTrue("nothing comes any more", isNobody("10.0.0.5"));
	}
}
