package org.cortexbrain.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

import org.cortexbrain.cluster.ClusterObject.Backend;
import org.cortexbrain.cluster.ClusterObject.BackendPort;
import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.ClusterObject.Owner;
import org.cortexbrain.cluster.ClusterObject.ServicePort;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Workload;
import org.junit.Test;

public class AddressBookTest {
	private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
	private static final Endpoint.Service WEB = new Endpoint.Service(Optional.of("c"), "shop", "web", "uid-web");

	private final AddressBook book = new AddressBook("c");

	private static Instant at(long seconds) {
		return START.plusSeconds(seconds);
	}

	private static InetAddress address(String text) {
		return InetAddress.ofLiteral(text);
	}

	private static List<InetAddress> addresses(String text) {
		return text.isEmpty() ? List.of() : List.of(address(text));
	}

	private static ClusterObject.Pod pod(String name, String ip, long created) {
		return new ClusterObject.Pod("uid-" + name, "shop", name, at(created), Optional.of("n1"), addresses(ip), false, false, Optional.empty());
	}

	private static ClusterObject.Pod owned(String name, String kind, String owner) {
		return new ClusterObject.Pod("uid-" + name, "shop", name, START, Optional.of("n1"), List.of(), false, false,
				Optional.of(new Owner(kind, owner, "uid-" + owner)));
	}

	private static Endpoint.Pod endpoint(String name) {
		return new Endpoint.Pod(Optional.of("c"), "shop", name, "uid-" + name);
	}

	private Optional<Endpoint> target(String ip, long when) {
		return book.target(address(ip), 80, at(when));
	}

	private void removePod(String name, long seen) {
		book.remove(Kind.POD, "uid-" + name, at(seen));
	}

	@Test
	public void anAddressIsItsPodsFromWhenItWasMadeUntilItIsGone() {
		book.put(pod("a", "10.0.0.1", 10), at(12));
		removePod("a", 50);
		assertEquals("before it was made", Optional.empty(), target("10.0.0.1", 9));
		assertEquals("late samples of the time before it was told", Optional.of(endpoint("a")), target("10.0.0.1", 11));
		assertEquals(Optional.of(endpoint("a")), target("10.0.0.1", 49));
		assertEquals("after it is gone", Optional.empty(), target("10.0.0.1", 50));
		assertEquals("nobody else's", Optional.empty(), target("10.0.0.2", 20));
	}

	@Test
	public void anAddressThatIsUsedAgainIsEachPodsInItsOwnTime() {
		book.put(pod("a", "10.0.0.1", 0), at(1));
		removePod("a", 50);
		book.put(pod("b", "10.0.0.1", 55), at(60));
		assertEquals(Optional.of(endpoint("a")), target("10.0.0.1", 49));
		assertEquals("before the next was made", Optional.empty(), target("10.0.0.1", 54));
		assertEquals("it was free, so whoever came next had it", Optional.of(endpoint("b")), target("10.0.0.1", 55));
		assertEquals(Optional.of(endpoint("b")), target("10.0.0.1", 1000));
	}

	@Test
	public void aPodCannotHaveHadAnAddressWhileItWasSeenWithoutIt() {
		book.put(pod("b", "", 0), at(1));
		book.put(pod("b", "", 0), at(100));
		book.put(pod("b", "10.0.0.1", 0), at(103));
		assertEquals(Optional.empty(), target("10.0.0.1", 97));
		assertEquals(Optional.of(endpoint("b")), target("10.0.0.1", 101));
	}

	@Test
	public void whereTwoMayHaveHadAnAddressNobodyIsKnown() {
		book.put(pod("a", "10.0.0.1", 0), at(1));
		book.put(pod("b", "10.0.0.1", 40), at(60));
		removePod("a", 70);
		assertEquals(Optional.of(endpoint("a")), target("10.0.0.1", 39));
		assertEquals(Optional.empty(), target("10.0.0.1", 50));
		assertEquals(Optional.of(endpoint("b")), target("10.0.0.1", 60));
		assertEquals("that the first goes later changes nothing", Optional.of(endpoint("b")), target("10.0.0.1", 80));
	}

	@Test
	public void theEndOfAPodMayBeToldWhenTheNextHasItsAddressAlready() {
		book.put(pod("a", "10.0.0.1", 0), at(1));
		book.put(pod("b", "", 40), at(41));
		removePod("a", 50);
		book.put(pod("b", "10.0.0.1", 40), at(51));
		assertEquals(Optional.of(endpoint("a")), target("10.0.0.1", 39));
		assertEquals("either's", Optional.empty(), target("10.0.0.1", 45));
		assertEquals(Optional.of(endpoint("b")), target("10.0.0.1", 50));
	}

	@Test
	public void aPodThatHasEndedHasGivenItsAddressBack() {
		book.put(pod("a", "10.0.0.1", 0), at(1));
		book.put(new ClusterObject.Pod("uid-a", "shop", "a", at(0), Optional.of("n1"), addresses("10.0.0.1"), false, true, Optional.empty()), at(20));
		assertEquals(Optional.of(endpoint("a")), target("10.0.0.1", 19));
		assertEquals(Optional.empty(), target("10.0.0.1", 20));
	}

	@Test
	public void whoUsesTheNodesNetworkHasNoAddressOfHisOwn() {
		book.put(new ClusterObject.Node("uid-n1", "n1", at(0), addresses("192.0.2.1")), at(1));
		book.put(new ClusterObject.Pod("uid-h", "shop", "h", at(0), Optional.of("n1"), addresses("192.0.2.1"), true, false, Optional.empty()), at(1));
		assertEquals(Optional.of(new Endpoint.Node(Optional.of("c"), "n1")), target("192.0.2.1", 5));
	}

	@Test
	public void whatWentWhileNobodyLookedIsNotKnownFromThen() {
		book.put(pod("a", "10.0.0.1", 0), at(1));
		book.put(pod("b", "10.0.0.2", 0), at(1));
		book.replace(Kind.POD, List.of(pod("b", "10.0.0.2", 0), pod("d", "10.0.0.1", 30)), at(20), at(60));
		assertEquals(Optional.of(endpoint("a")), target("10.0.0.1", 19));
		assertEquals("between its end and the next one's beginning", Optional.empty(), target("10.0.0.1", 25));
		assertEquals(Optional.of(endpoint("d")), target("10.0.0.1", 31));
		assertEquals("who stayed was there all the time", Optional.of(endpoint("b")), target("10.0.0.2", 40));
	}

	@Test
	public void withoutNewsNothingIsKnownSoonUntilTheyWereTakenIn() {
		book.put(pod("a", "10.0.0.1", 0), at(1));
		book.silent(at(100));
		assertEquals(Optional.of(endpoint("a")), target("10.0.0.1", 105));
		assertEquals(Optional.empty(), target("10.0.0.1", 115));
		book.current();
		assertEquals(Optional.of(endpoint("a")), target("10.0.0.1", 115));
	}

	@Test
	public void whatEndedIsKnownForAStatedTimeAndNumber() {
		for (int i = 0; i < AddressBook.MOST_REMEMBERED + 10; i++) {
			String ip = "10.1." + i / 250 + "." + i % 250;
			book.put(pod("p" + i, ip, 0), at(1));
			removePod("p" + i, 2);
		}
		assertEquals("the oldest are forgotten", Optional.empty(), target("10.1.0.0", 1));
		assertEquals(Optional.of(endpoint("p10")), target("10.1.0.10", 1));
		book.put(pod("x", "10.9.0.1", 0), at(3));
		removePod("x", AddressBook.REMEMBERED.toSeconds() + 60);
		assertEquals("and those that are too old", Optional.empty(), target("10.1.0.10", 1));
	}

	private void service(List<Backend> backends) {
		book.put(new ClusterObject.Service("uid-web", "shop", "web", at(0), addresses("10.96.0.7"), List.of(new ServicePort("http", 80, 30080))), at(1));
		book.put(new ClusterObject.Slice("uid-slice", "shop", "web", backends, List.of(new BackendPort("http", 8080))), at(1));
	}

	@Test
	public void aServiceHasItsAddressesAndItsPortOnEveryNode() {
		service(List.of());
		book.put(new ClusterObject.Node("uid-n1", "n1", at(0), addresses("192.0.2.1")), at(1));
		assertEquals(Optional.of(WEB), target("10.96.0.7", 5));
		assertEquals(Optional.of(WEB), book.target(address("192.0.2.1"), 30080, at(5)));
		assertEquals(Optional.of(new Endpoint.Node(Optional.of("c"), "n1")), book.target(address("192.0.2.1"), 22, at(5)));
		assertEquals("no service connects", Optional.empty(), book.source(address("10.96.0.7"), at(5)));
	}

	@Test
	public void aServiceLeadsToThePortsOfItsPodsAlsoOfOneThatWasBehindIt() {
		service(List.of(new Backend(address("10.0.0.1"), Optional.of("uid-a"))));
		assertTrue(book.leads(WEB, 80, endpoint("a"), 8080));
		assertTrue("by the node's port", book.leads(WEB, 30080, endpoint("a"), 8080));
		assertFalse("another port of the service", book.leads(WEB, 81, endpoint("a"), 8080));
		assertFalse("another port of the pod", book.leads(WEB, 80, endpoint("a"), 80));
		assertFalse("another pod", book.leads(WEB, 80, endpoint("b"), 8080));
		book.put(new ClusterObject.Slice("uid-slice", "shop", "web", List.of(), List.of(new BackendPort("http", 8080))), at(10));
		assertTrue("its connections may live", book.leads(WEB, 80, endpoint("a"), 8080));
	}

	@Test
	public void theApiServersAreTheControlPlaneByEveryAddressOfTheirs() {
		book.put(new ClusterObject.Service("uid-k", "default", "kubernetes", at(0), addresses("10.96.0.1"), List.of(new ServicePort("https", 443, 0))), at(1));
		book.put(new ClusterObject.Slice("uid-ks", "default", "kubernetes", List.of(new Backend(address("192.0.2.1"), Optional.empty())),
				List.of(new BackendPort("https", 6443))), at(1));
		book.put(new ClusterObject.Node("uid-n1", "n1", at(0), addresses("192.0.2.1")), at(1));
		Optional<Endpoint> plane = Optional.of(new Endpoint.ControlPlane(Optional.of("c")));
		assertEquals(plane, book.target(address("10.96.0.1"), 443, at(5)));
		assertEquals(plane, book.target(address("192.0.2.1"), 6443, at(5)));
		assertEquals(Optional.of(new Endpoint.Node(Optional.of("c"), "n1")), book.target(address("192.0.2.1"), 10250, at(5)));
	}

	private Optional<Workload> workload(String pod) {
		return book.workload(endpoint(pod));
	}

	private static Optional<Workload> of(Workload.Kind kind, String name) {
		return Optional.of(new Workload(Optional.of("c"), Optional.of("shop"), kind, name));
	}

	@Test
	public void theWorkloadIsTheTopmostKnownOwner() {
		book.replace(Kind.REPLICA_SET, List.of(
				new ClusterObject.Controller(Kind.REPLICA_SET, "uid-web-7d", "shop", "web-7d", Optional.of(new Owner("Deployment", "web", "uid-d"))),
				new ClusterObject.Controller(Kind.REPLICA_SET, "uid-canary", "shop", "canary", Optional.of(new Owner("Rollout", "blue", "uid-r"))),
				new ClusterObject.Controller(Kind.REPLICA_SET, "uid-lone", "shop", "lone", Optional.empty())), at(0), at(1));
		book.replace(Kind.JOB, List.of(
				new ClusterObject.Controller(Kind.JOB, "uid-night-1", "shop", "night-1", Optional.of(new Owner("CronJob", "night", "uid-c"))),
				new ClusterObject.Controller(Kind.JOB, "uid-once", "shop", "once", Optional.empty())), at(0), at(1));
		Object[][] table = { { "ReplicaSet", "web-7d", Workload.Kind.DEPLOYMENT, "web" }, { "ReplicaSet", "canary", Workload.Kind.POD_OWNER, "blue" },
				{ "ReplicaSet", "lone", Workload.Kind.REPLICA_SET, "lone" }, { "ReplicaSet", "hidden", Workload.Kind.REPLICA_SET, "hidden" },
				{ "Job", "night-1", Workload.Kind.CRON_JOB, "night" }, { "Job", "once", Workload.Kind.JOB, "once" },
				{ "StatefulSet", "db", Workload.Kind.STATEFUL_SET, "db" }, { "DaemonSet", "log", Workload.Kind.DAEMON_SET, "log" },
				{ "Node", "n1", Workload.Kind.BARE_POD, "p7" }, { "Gang", "g", Workload.Kind.POD_OWNER, "g" } };
		int number = 0;
		for (Object[] row : table) {
			String name = "p" + number++;
			name = row[2] == Workload.Kind.BARE_POD ? "p7" : name + "x";
			book.put(owned(name, (String) row[0], (String) row[1]), at(2));
			assertEquals(row[0] + " " + row[1], of((Workload.Kind) row[2], (String) row[3]), workload(name));
		}
		book.put(pod("bare-x7k2p", "", 0), at(2));
		assertEquals("a name that looks like another's", of(Workload.Kind.BARE_POD, "bare-x7k2p"), workload("bare-x7k2p"));
	}

	@Test
	public void theWorkloadIsUnknownAsLongAsTheOwnersOwnerMayBeTold() {
		book.put(owned("a", "ReplicaSet", "web-7d"), at(2));
		assertEquals(Optional.empty(), workload("a"));
		book.hidden(Kind.REPLICA_SET);
		assertEquals(of(Workload.Kind.REPLICA_SET, "web-7d"), workload("a"));
		assertEquals("nobody's pod", Optional.empty(), workload("z"));
	}

	@Test
	public void aPodThatIsGoneKeepsItsWorkloadThoughItsOwnerWentBefore() {
		var set = new ClusterObject.Controller(Kind.REPLICA_SET, "uid-web-7d", "shop", "web-7d", Optional.of(new Owner("Deployment", "web", "uid-d")));
		book.replace(Kind.REPLICA_SET, List.of(set), at(0), at(1));
		book.put(owned("a", "ReplicaSet", "web-7d"), at(2));
		book.remove(Kind.REPLICA_SET, "uid-web-7d", at(3));
		assertEquals(of(Workload.Kind.DEPLOYMENT, "web"), workload("a"));
		removePod("a", 4);
		assertEquals(of(Workload.Kind.DEPLOYMENT, "web"), workload("a"));
	}

	@Test
	public void theWorkloadBehindAServiceIsKnownWhereItIsOne() {
		book.put(owned("a", "StatefulSet", "db"), at(1));
		book.put(owned("b", "StatefulSet", "db"), at(1));
		service(List.of(new Backend(address("10.0.0.1"), Optional.of("uid-a")), new Backend(address("10.0.0.2"), Optional.of("uid-b"))));
		assertEquals(of(Workload.Kind.STATEFUL_SET, "db"), book.workload(WEB));
		book.put(owned("e", "StatefulSet", "other"), at(1));
		service(List.of(new Backend(address("10.0.0.1"), Optional.of("uid-a")), new Backend(address("10.0.0.3"), Optional.of("uid-e"))));
		assertEquals("of two workloads it is neither's", Optional.empty(), book.workload(WEB));
	}

	@Test
	public void theSameAddressOfTwoClustersIsTwoPods() {
		var other = new AddressBook("d");
		book.put(pod("a", "10.0.0.1", 0), at(1));
		other.put(pod("a", "10.0.0.1", 0), at(1));
		assertEquals(Optional.of("c"), target("10.0.0.1", 5).orElseThrow().cluster());
		assertEquals(Optional.of("d"), other.target(address("10.0.0.1"), 80, at(5)).orElseThrow().cluster());
		assertFalse(target("10.0.0.1", 5).equals(other.target(address("10.0.0.1"), 80, at(5))));
		assertEquals(Duration.ofMinutes(15), AddressBook.REMEMBERED);
	}

	/** A pod's time with an address, and when the news of it came; in milliseconds from the start. */
	private record Life(String name, long made, long has, long gives, long told, long goneTold) {
	}

	@Test
	public void lateReadingNamesWhoHadTheAddressOrNobody() {
		for (int seed = 0; seed < 300; seed++) {
			neverTheWrongPod(new Random(seed), "seed " + seed);
		}
	}

	private static Instant millis(long time) {
		return START.plusMillis(time);
	}

	private static ClusterObject.Pod pod(Life life, boolean withAddress) {
		return new ClusterObject.Pod("uid-" + life.name, "shop", life.name, millis(life.made), Optional.of("n1"), addresses(withAddress ? "10.0.0.1" : ""),
				false, false, Optional.empty());
	}

	/** One address, taken by the next as soon as the one before has let it go, which is before anybody is told so; news come up to a second late. */
	private static void neverTheWrongPod(Random random, String seed) {
		var known = new AddressBook("c");
		List<Life> lives = new ArrayList<>();
		TreeMap<Long, List<Runnable>> news = new TreeMap<>();
		long free = 0;
		for (int i = 0; i < 12; i++) {
			long has = free + random.nextInt(4) * (long) random.nextInt(5_000);
			long made = Math.max(0, has - random.nextInt(20_000));
			long told = has + random.nextInt(1_000);
			long gives = told + 1 + random.nextInt(20_000);
			long goneTold = gives + random.nextInt(1_000);
			var life = new Life("p" + seed.replace(' ', '-') + i, made, has, gives, told, goneTold);
			lives.add(life);
			free = gives;
			long first = made + Math.min(told - made - 1, random.nextInt(1_000));
			if (first > made) {
				news.computeIfAbsent(first, _ -> new ArrayList<>()).add(() -> known.put(pod(life, false), millis(first)));
			}
			news.computeIfAbsent(told, _ -> new ArrayList<>()).add(() -> known.put(pod(life, true), millis(told)));
			news.computeIfAbsent(goneTold, _ -> new ArrayList<>()).add(() -> known.remove(Kind.POD, "uid-" + life.name, millis(goneTold)));
		}
		news.values().forEach(each -> each.forEach(Runnable::run));
		int named = 0;
		for (int i = 0; i < 400; i++) {
			long when = random.nextLong(free + 5_000);
			Optional<String> holder = lives.stream().filter(life -> life.has <= when && when < life.gives).map(Life::name).findFirst();
			Optional<String> said = known.target(address("10.0.0.1"), 80, millis(when)).map(Endpoint::name);
			/* Where nobody had it, the one before or the next may be named: nothing was there to be charged. */
			assertTrue(seed + " at " + when + " said " + said + ", was " + holder + " of " + lives, said.isEmpty() || holder.isEmpty() || said.equals(holder));
			named += said.isPresent() ? 1 : 0;
		}
		assertTrue(seed + " names somebody at all", named > 40);
	}

	@Test
	public void anotherBookThatIsToldTheSameGivesTheSameAnswers() {
		book.put(pod("before", "10.0.0.1", 0), at(1));
		var other = new AddressBook("c");
		Runnable end = book.onNews(other::take);
		book.put(pod("after", "10.0.0.2", 10), at(12));
		removePod("before", 20);
		book.put(pod("next", "10.0.0.1", 21), at(22));
		book.replace(Kind.POD, List.of(pod("after", "10.0.0.2", 10), pod("next", "10.0.0.1", 21)), at(30), at(31));
		book.silent(at(100));
		for (String ip : List.of("10.0.0.1", "10.0.0.2")) {
			for (long when = 2; when < 130; when++) {
				assertEquals(ip + " at " + when, target(ip, when), other.target(address(ip), 80, at(when)));
			}
		}
		book.current();
		assertEquals(target("10.0.0.2", 125), other.target(address("10.0.0.2"), 80, at(125)));
		end.run();
		removePod("after", 130);
		assertEquals("it is told no more", Optional.of(endpoint("after")), other.target(address("10.0.0.2"), 80, at(140)));
	}
}
