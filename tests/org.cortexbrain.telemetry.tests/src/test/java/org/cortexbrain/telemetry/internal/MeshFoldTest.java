package org.cortexbrain.telemetry.internal;

import static org.cortexbrain.telemetry.internal.Node.client;
import static org.cortexbrain.telemetry.internal.Node.pod;
import static org.cortexbrain.telemetry.internal.Node.server;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Rates;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Sample;
import org.junit.Before;
import org.junit.Test;

public class MeshFoldTest {
	private static final FlowKey CART_TO_DB = client(1, "10.0.0.1", "10.0.0.2", 5432);
	private static final FlowKey DB_FROM_CART = server(2, "10.0.0.2", "10.0.0.1", 5432);
	private static final Edge.Key CART_DB = new Edge.Key(pod("cart"), pod("db"), 5432);

	private final MeshFold fold = new MeshFold();
	private final Node node = new Node("a").party(1, pod("cart")).party(2, pod("db"));

	@Before
	public void observe() {
		fold.hello("a", 0, node.description());
	}

	private void sample() {
		fold.sample("a", 0, node.sample());
	}

	private Edge edge(Edge.Key key) {
		return fold.mesh().edges().stream().filter(edge -> edge.key().equals(key)).findFirst()
				.orElseThrow(() -> new AssertionError(key + " is not among " + keys()));
	}

	private List<Edge.Key> keys() {
		return fold.mesh().edges().stream().map(Edge::key).toList();
	}

	private static long opened(Optional<Observation> side) {
		return side.orElseThrow().total().opened();
	}

	@Test
	public void theTwoSidesOfAConnectionMeetInOneEdge() {
		node.count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		sample();
		assertEquals(List.of(CART_DB), keys());
		assertEquals(Node.connections(3, 100, 50), edge(CART_DB).client().orElseThrow().total());
		assertEquals(Node.connections(3, 50, 100), edge(CART_DB).server().orElseThrow().total());
	}

	@Test
	public void theTwoSidesMeetAcrossNodesWhicheverTellsFirst() {
		for (boolean clientFirst : List.of(true, false)) {
			MeshFold both = new MeshFold();
			Node a = new Node("a").party(1, pod("cart")).count(CART_TO_DB, 3, 100, 50);
			Node b = new Node("b").party(2, pod("db")).count(DB_FROM_CART, 3, 50, 100);
			both.hello("a", 0, a.description());
			both.hello("b", 0, b.description());
			both.sample(clientFirst ? "a" : "b", 0, (clientFirst ? a : b).sample());
			both.sample(clientFirst ? "b" : "a", 0, (clientFirst ? b : a).sample());
			assertEquals(List.of(CART_DB), both.mesh().edges().stream().map(Edge::key).toList());
			assertEquals(3, opened(both.mesh().edges().getFirst().client()));
			assertEquals(3, opened(both.mesh().edges().getFirst().server()));
		}
	}

	@Test
	public void theEndpointsAreThoseWithAnEdgeAndNobodyElseHoweverAlive() {
		node.party(3, pod("silent")).count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		sample();
		assertEquals(List.of(pod("cart"), pod("db")), fold.mesh().endpoints());
		node.gone(2);
		sample();
		assertEquals("who is gone had traffic all the same", List.of(pod("cart"), pod("db")), fold.mesh().endpoints());
	}

	@Test
	public void anAddressThatNobodyOwnsIsExternal() {
		node.count(client(1, "10.0.0.1", "2001:db8:0:0:0:0:0:7", 443), 1, 10, 20);
		sample();
		assertEquals(List.of(new Edge.Key(pod("cart"), new Endpoint.External("2001:db8::7"), 443)), keys());
	}

	@Test
	public void connectionsThatDidNotFitGoToTheOthers() {
		node.count(client(1, "10.0.0.1", "", 0), 9, 1, 1);
		sample();
		assertEquals(List.of(new Edge.Key(pod("cart"), new Endpoint.Others("a"), 0)), keys());
	}

	@Test
	public void aRefusedConnectionGoesToThePodThatHasTheAddress() {
		node.count(server(2, "10.0.0.2", "10.0.0.9", 5432), 1, 1, 1).refuse(client(1, "10.0.0.1", "10.0.0.2", 81), 7);
		sample();
		assertEquals(7, edge(new Edge.Key(pod("cart"), pod("db"), 81)).client().orElseThrow().total().failures().refused());
	}

	@Test
	public void loopbackMeetsOnlyInsideItsNodeAndNamespace() {
		Node b = new Node("b").party(2, pod("db")).count(server(2, "127.0.0.1", "127.0.0.1", 80), 1, 1, 1);
		node.count(client(1, "127.0.0.1", "127.0.0.1", 80), 1, 1, 1);
		sample();
		fold.hello("b", 0, b.description());
		fold.sample("b", 0, b.sample());
		assertFalse(keys().contains(new Edge.Key(pod("cart"), pod("db"), 80)));
		node.count(server(2, "127.0.0.1", "127.0.0.1", 80), 1, 1, 1);
		sample();
		assertTrue(keys().contains(new Edge.Key(pod("cart"), pod("db"), 80)));
	}

	@Test
	public void clientsThatShareAnAddressAreToldByTheirOwnSidesAndNeverDoubled() {
		node.party(3, pod("worker")).count(client(1, "10.0.0.1", "10.0.0.2", 80), 2, 20, 2).count(client(3, "10.0.0.1", "10.0.0.2", 80), 5, 50, 5)
				.count(server(2, "10.0.0.2", "10.0.0.1", 80), 7, 7, 70);
		sample();
		assertEquals(2, fold.mesh().edges().size());
		assertEquals(2, opened(edge(new Edge.Key(pod("cart"), pod("db"), 80)).client()));
		assertEquals(5, opened(edge(new Edge.Key(pod("worker"), pod("db"), 80)).client()));
		assertTrue(fold.mesh().edges().stream().allMatch(edge -> edge.server().isEmpty()));
	}

	@Test
	public void countersGoOnOverARestartOfTheAgent() {
		node.count(CART_TO_DB, 3, 100, 50);
		sample();
		node.restart().count(CART_TO_DB, 2, 10, 5);
		sample();
		assertEquals(Node.connections(5, 110, 55), edge(new Edge.Key(pod("cart"), new Endpoint.External("10.0.0.2"), 5432)).client().orElseThrow().total());
	}

	@Test
	public void aNewStreamOfTheSameAgentCountsNothingTwice() {
		node.count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		sample();
		node.reconnect();
		fold.hello("a", 0, node.description());
		sample();
		assertEquals(3, opened(edge(CART_DB).client()));
	}

	@Test
	public void twoLinksToOneAgentCountNothingTwice() {
		node.count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		Sample sample = node.sample();
		fold.sample("a", 0, sample);
		fold.hello("again", 0, node.description());
		fold.sample("again", 0, sample);
		assertEquals(1, fold.mesh().edges().size());
		assertEquals(3, opened(edge(CART_DB).client()));
	}

	@Test
	public void anAddressThatIsUsedAgainNeverMovesOldTraffic() {
		node.count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		sample();
		node.gone(2).party(5, pod("web")).count(CART_TO_DB, 4, 40, 20).count(server(5, "10.0.0.2", "10.0.0.1", 5432), 4, 20, 40);
		sample();
		assertEquals(3, opened(edge(CART_DB).client()));
		assertEquals(3, opened(edge(CART_DB).server()));
		var web = new Edge.Key(pod("cart"), pod("web"), 5432);
		assertEquals(4, opened(edge(web).client()));
		assertEquals(4, opened(edge(web).server()));
	}

	@Test
	public void aPodThatIsNamedLateKeepsItsNumbers() {
		node.party(2, new Endpoint.Pod("unknown", "uid-db", "uid-db")).count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		sample();
		node.party(2, pod("db"));
		sample();
		assertEquals(List.of(CART_DB), keys());
		assertEquals(3, opened(edge(CART_DB).server()));
	}

	@Test
	public void aFlowOfAnUnknownOwnerIsShownAndNamedWhenItIsKnown() {
		fold.sample("a", 0, new Node("a").count(CART_TO_DB, 3, 1, 1).sample());
		assertTrue(keys().getFirst().source() instanceof Endpoint.Unidentified);
	}

	@Test
	public void retiredFlowsKeepTheirSumsAndMayComeBack() {
		node.count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		sample();
		node.retire(CART_TO_DB).retire(DB_FROM_CART);
		sample();
		assertEquals(3, opened(edge(CART_DB).client()));
		node.count(CART_TO_DB, 2, 1, 1).count(DB_FROM_CART, 2, 1, 1);
		sample();
		assertEquals(5, opened(edge(CART_DB).client()));
		assertEquals(5, opened(edge(CART_DB).server()));
	}

	@Test
	public void whatASourceToldLeavesWithIt() {
		Node b = new Node("b").party(2, pod("db")).count(DB_FROM_CART, 3, 50, 100);
		fold.hello("b", 0, b.description());
		fold.sample("b", 0, b.sample());
		node.count(CART_TO_DB, 3, 100, 50);
		sample();
		assertEquals(List.of(CART_DB), keys());
		fold.remove("b");
		assertEquals(List.of(new Edge.Key(pod("cart"), new Endpoint.External("10.0.0.2"), 5432)), keys());
		assertEquals(3, opened(fold.mesh().edges().getFirst().client()));
		fold.remove("a");
		assertEquals(Mesh.EMPTY, fold.mesh());
	}

	@Test
	public void ratesAreOfTheNewestIntervalByTheMonotonicClock() {
		node.count(CART_TO_DB, 3, 100, 50);
		sample();
		assertEquals(Optional.empty(), fold.mesh().edges().getFirst().observation().rates());
		node.count(CART_TO_DB, 4, 400, 8).turnClock(Duration.ofHours(-5)).pass(Duration.ofSeconds(1));
		sample();
		Rates rates = fold.mesh().edges().getFirst().observation().rates().orElseThrow();
		assertEquals(2, rates.openedPerSecond(), 1e-9);
		assertEquals(200, rates.bytesSentPerSecond(), 1e-9);
	}

	@Test
	public void aSilentEdgeHasRatesOfZero() {
		node.count(CART_TO_DB, 3, 100, 50);
		sample();
		sample();
		assertEquals(0, fold.mesh().edges().getFirst().observation().rates().orElseThrow().openedPerSecond(), 0);
	}

	@Test
	public void lateRepeatedAndReorderedSamplesChangeNothingThatIsNewer() {
		var random = new Random(7);
		for (int round = 0; round < 200; round++) {
			Node generated = new Node("g").party(1, pod("cart")).party(2, pod("db"));
			List<Sample> samples = new ArrayList<>();
			Counters sum = Counters.ZERO;
			for (int i = 0; i < 8; i++) {
				long opened = random.nextInt(5);
				long sent = random.nextInt(1000);
				generated.count(CART_TO_DB, opened, sent, 1).count(DB_FROM_CART, opened, 1, sent);
				sum = sum.plus(Node.connections(opened, sent, 1));
				samples.add(generated.sample());
			}
			List<Sample> received = new ArrayList<>(samples);
			received.addAll(samples.subList(2, 5));
			Collections.shuffle(received, random);
			/* The stream's first sample comes first: it is what makes a stream. */
			received.addFirst(samples.getFirst());
			MeshFold shuffled = new MeshFold();
			shuffled.hello("g", 0, generated.description());
			received.forEach(sample -> shuffled.sample("g", 0, sample));
			Edge edge = shuffled.mesh().edges().stream().filter(each -> each.key().equals(CART_DB)).findFirst().orElseThrow();
			assertEquals(sum, edge.client().orElseThrow().total());
		}
	}

	/**
	 * Pods on three nodes talk at random, agents restart, streams break, pods are replaced on the same address. The oracle adds up what each
	 * pod did, and knows nothing of flows.
	 */
	@Test
	public void generatedHistoriesGiveTheSumsOfAnOracle() {
		for (int seed = 0; seed < 60; seed++) {
			history(new Random(seed), seed);
		}
	}

	private static final class Live {
		final int home;
		final String address;
		long cgroup;
		Endpoint.Pod pod;

		Live(int home, String address, long cgroup, Endpoint.Pod pod) {
			this.home = home;
			this.address = address;
			this.cgroup = cgroup;
			this.pod = pod;
		}
	}

	private static void history(Random random, int seed) {
		MeshFold fold = new MeshFold();
		Node[] nodes = { new Node("n0"), new Node("n1"), new Node("n2") };
		List<Live> pods = new ArrayList<>();
		Map<Edge.Key, long[]> oracle = new HashMap<>();
		long cgroups = 100;
		for (int i = 0; i < 7; i++) {
			pods.add(new Live(i % 3, "10.0.0." + (i + 1), cgroups++, pod("p" + i)));
			nodes[i % 3].party(pods.get(i).cgroup, pods.get(i).pod);
		}
		for (int i = 0; i < 3; i++) {
			fold.hello("s" + i, 0, nodes[i].description());
		}
		/* Every pod shows its address once, so that none of them is a stranger when its traffic is shared out. */
		for (Live one : pods) {
			talk(nodes, one, pods.get((pods.indexOf(one) + 1) % pods.size()), 1, oracle);
		}
		sampleAll(fold, nodes, random);
		int replaced = 0;
		for (int step = 0; step < 40; step++) {
			for (int i = random.nextInt(6); i > 0; i--) {
				Live from = pods.get(random.nextInt(pods.size()));
				Live to = pods.get(random.nextInt(pods.size()));
				if (from != to) {
					talk(nodes, from, to, 1 + random.nextInt(9), oracle);
				}
			}
			sampleAll(fold, nodes, random);
			int what = random.nextInt(12);
			if (what == 0) {
				int which = random.nextInt(3);
				nodes[which].restart();
				fold.hello("s" + which, 0, nodes[which].description());
			} else if (what == 1) {
				nodes[random.nextInt(3)].reconnect();
			} else if (what == 2) {
				Live gone = pods.get(random.nextInt(pods.size()));
				nodes[gone.home].gone(gone.cgroup);
				gone.cgroup = cgroups++;
				gone.pod = pod("r" + replaced++);
				nodes[gone.home].party(gone.cgroup, gone.pod);
				/* Its first word, before anybody may take it for the one before. */
				Live neighbour = pods.get((pods.indexOf(gone) + 1) % pods.size());
				for (Live other : pods) {
					if (other != gone) {
						talk(nodes, other, gone, 1, oracle);
					}
				}
				talk(nodes, gone, neighbour, 1, oracle);
				/* Its own node tells first: what another tells before the new owner is known is the old one's. */
				fold.sample("s" + gone.home, 0, nodes[gone.home].sample());
				sampleAll(fold, nodes, random);
			}
		}
		Map<Edge.Key, Edge> edges = new HashMap<>();
		fold.mesh().edges().forEach(edge -> edges.put(edge.key(), edge));
		Set<Edge.Key> expected = new HashSet<>(oracle.keySet());
		Set<Edge.Key> missing = new HashSet<>(expected);
		missing.removeAll(edges.keySet());
		Set<Edge.Key> invented = new HashSet<>(edges.keySet());
		invented.removeAll(expected);
		assertEquals("seed " + seed + ", missing " + missing + ", invented " + invented, 0, missing.size() + invented.size());
		oracle.forEach((key, count) -> {
			Edge edge = edges.get(key);
			assertEquals("seed " + seed + " client " + key, count[0], opened(edge.client()));
			assertEquals("seed " + seed + " server " + key, count[0], opened(edge.server()));
			assertEquals("seed " + seed + " bytes " + key, count[1], edge.bytesToTarget());
		});
	}

	private static void talk(Node[] nodes, Live from, Live to, long connections, Map<Edge.Key, long[]> oracle) {
		nodes[from.home].count(client(from.cgroup, from.address, to.address, 80), connections, connections * 10, connections);
		nodes[to.home].count(server(to.cgroup, to.address, from.address, 80), connections, connections, connections * 10);
		long[] count = oracle.computeIfAbsent(new Edge.Key(from.pod, to.pod, 80), _ -> new long[2]);
		count[0] += connections;
		count[1] += connections * 10;
	}

	private static void sampleAll(MeshFold fold, Node[] nodes, Random random) {
		List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
		Collections.shuffle(order, random);
		for (int i : order) {
			fold.sample("s" + i, 0, nodes[i].sample());
		}
		fold.mesh();
	}
}
