package org.cortexbrain.telemetry.internal;

import static org.cortexbrain.telemetry.internal.Node.client;
import static org.cortexbrain.telemetry.internal.Node.pod;
import static org.cortexbrain.telemetry.internal.Node.server;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

import org.cortexbrain.model.Counters;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Failures;
import org.cortexbrain.model.Log2Histogram;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.protocol.FlowKey;
import org.cortexbrain.protocol.Sample;
import org.junit.Test;

/** What the fold makes of agents that start anew, of several sources, of shared addresses, and of more than it can keep. */
public class MeshFoldSourcesTest {
	private static final FlowKey CART_TO_DB = client(1, "10.0.0.1", "10.0.0.2", 5432);
	private static final FlowKey DB_FROM_CART = server(2, "10.0.0.2", "10.0.0.1", 5432);
	private static final Edge.Key CART_DB = new Edge.Key(pod("cart"), pod("db"), 5432);

	private final MeshFold fold = new MeshFold();

	private static Node node() {
		return new Node("a").party(1, pod("cart")).party(2, pod("db"));
	}

	private static Edge edge(Mesh mesh, Edge.Key key) {
		return mesh.edges().stream().filter(edge -> edge.key().equals(key)).findFirst()
				.orElseThrow(() -> new AssertionError(key + " is not among " + mesh.edges().stream().map(Edge::key).toList()));
	}

	private Edge edge(Edge.Key key) {
		return edge(fold.mesh(), key);
	}

	private static long opened(Edge edge) {
		return edge.client().orElseThrow().total().opened();
	}

	@Test
	public void aLateSampleFromBeforeARestartCountsNothingTwice() {
		Node node = node().count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		Sample before = node.sample();
		fold.sample("a", 0, before);
		node.restart().count(CART_TO_DB, 2, 10, 5).count(DB_FROM_CART, 2, 5, 10);
		fold.sample("a", 0, node.sample());
		fold.sample("a", 0, before);
		assertEquals(5, opened(edge(CART_DB)));
		assertEquals(5, edge(CART_DB).server().orElseThrow().total().opened());
	}

	@Test
	public void anAddressStaysItsOwnersWhileANewAgentHasNotSeenItYet() {
		Node node = node().count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		fold.sample("a", 0, node.sample());
		node.restart().refuse(CART_TO_DB, 4);
		fold.sample("a", 0, node.sample());
		assertEquals(4, edge(CART_DB).client().orElseThrow().total().failures().refused());
		assertEquals(1, fold.mesh().edges().size());
	}

	@Test
	public void anAddressOfBeforeARestartYieldsToItsNewOwner() {
		Node node = node().count(CART_TO_DB, 3, 100, 50).count(DB_FROM_CART, 3, 50, 100);
		fold.sample("a", 0, node.sample());
		node.restart().party(7, pod("web")).count(CART_TO_DB, 4, 40, 20).count(server(7, "10.0.0.2", "10.0.0.1", 5432), 4, 20, 40);
		fold.sample("a", 0, node.sample());
		assertEquals(3, opened(edge(CART_DB)));
		assertEquals(4, opened(edge(new Edge.Key(pod("cart"), pod("web"), 5432))));
	}

	@Test
	public void aPodThatIsNamedOnlyAfterARestartHasItsNameInAllSums() {
		Node node = node().party(2, new Endpoint.Pod("unknown", "uid-db", "uid-db")).count(CART_TO_DB, 3, 1, 1).count(DB_FROM_CART, 3, 1, 1);
		fold.sample("a", 0, node.sample());
		node.restart().party(2, pod("db")).count(CART_TO_DB, 1, 1, 1).count(DB_FROM_CART, 1, 1, 1);
		fold.sample("a", 0, node.sample());
		assertEquals(1, fold.mesh().edges().size());
		assertEquals(4, opened(edge(CART_DB)));
	}

	@Test
	public void aSourceThatLostItsAgentYieldsToOneThatSawItsRestart() {
		Node node = node().count(CART_TO_DB, 3, 100, 50);
		Sample first = node.sample();
		fold.sample("first", 0, first);
		fold.sample("second", 0, first);
		node.restart().count(CART_TO_DB, 2, 10, 5);
		fold.sample("second", 0, node.sample());
		assertEquals(1, fold.mesh().edges().size());
		assertEquals(5, opened(fold.mesh().edges().getFirst()));
	}

	@Test
	public void aSourceThatLagsFarBehindYieldsToAnotherOfTheSameAgent() {
		Node node = node().count(CART_TO_DB, 3, 100, 50);
		Sample first = node.sample();
		fold.sample("first", 0, first);
		fold.sample("second", 0, first);
		node.count(CART_TO_DB, 1, 1, 1);
		fold.sample("second", 0, node.sample());
		assertEquals("a second is no lag", 3, opened(fold.mesh().edges().getFirst()));
		node.pass(Duration.ofMinutes(10));
		fold.sample("second", 0, node.sample());
		assertEquals(4, opened(fold.mesh().edges().getFirst()));
		assertEquals(1, fold.mesh().edges().size());
	}

	@Test
	public void whatIsServedToSeveralClientsBehindOneAddressIsNobodysAlsoWhenAllButOneAreGone() {
		Node node = node().party(3, pod("worker")).count(CART_TO_DB, 2, 20, 2).count(client(3, "10.0.0.1", "10.0.0.2", 5432), 5, 50, 5)
				.count(DB_FROM_CART, 7, 7, 70);
		fold.sample("a", 0, node.sample());
		node.gone(3).count(CART_TO_DB, 1, 10, 1).count(DB_FROM_CART, 1, 1, 10);
		fold.sample("a", 0, node.sample());
		assertEquals(3, opened(edge(CART_DB)));
		assertEquals("only what came while it was alone", 1, edge(CART_DB).server().orElseThrow().total().opened());
	}

	@Test
	public void whatAServerCountedForOneClientStaysWhenAnotherSharesTheAddress() {
		Node node = node().count(CART_TO_DB, 2, 20, 2).count(DB_FROM_CART, 2, 2, 20);
		fold.sample("a", 0, node.sample());
		node.party(3, pod("worker")).count(client(3, "10.0.0.1", "10.0.0.2", 5432), 5, 50, 5).count(DB_FROM_CART, 5, 5, 50);
		fold.sample("a", 0, node.sample());
		assertEquals(2, edge(CART_DB).server().orElseThrow().total().opened());
	}

	@Test
	public void serversThatShareAnAddressAreToldApartByTheirPort() {
		Node node = new Node("a").party(1, pod("cart")).party(2, pod("db")).party(3, pod("web")) //
				.count(server(2, "192.168.1.1", "10.0.0.1", 5432), 2, 0, 0).count(server(3, "192.168.1.1", "10.0.0.1", 80), 3, 0, 0)
				.count(client(1, "10.0.0.1", "192.168.1.1", 5432), 2, 0, 0).count(client(1, "10.0.0.1", "192.168.1.1", 80), 3, 0, 0);
		fold.sample("a", 0, node.sample());
		assertEquals(2, opened(edge(new Edge.Key(pod("cart"), pod("db"), 5432))));
		assertEquals(3, opened(edge(new Edge.Key(pod("cart"), pod("web"), 80))));
		assertEquals(2, fold.mesh().edges().size());
	}

	@Test
	public void sumsOfTrafficWithPeersOfARemovedSourceStay() {
		Node a = new Node("a").party(1, pod("cart")).count(CART_TO_DB, 3, 100, 50);
		Node b = new Node("b").party(2, pod("db")).count(DB_FROM_CART, 3, 50, 100);
		fold.hello("a", 0, a.description());
		fold.sample("b", 0, b.sample());
		fold.sample("a", 0, a.sample());
		fold.sample("b", 0, b.restart().count(DB_FROM_CART, 1, 1, 1).sample());
		fold.sample("a", 0, a.gone(1).retire(CART_TO_DB).sample());
		assertEquals(3, opened(edge(CART_DB)));
		fold.remove("b");
		assertEquals(3, opened(edge(new Edge.Key(pod("cart"), new Endpoint.Others("a"), 0))));
		assertEquals(1, fold.mesh().edges().size());
	}

	@Test
	public void moreThanCanBeKeptByNameIsAddedToTheOthersAndCountedAsALoss() {
		Node node = new Node("a");
		fold.hello("a", 0, node.description());
		int many = SourceFold.MOST_PAST + 500;
		for (int i = 0; i < many; i += 1000) {
			List<FlowKey> keys = new ArrayList<>();
			for (int j = i; j < Math.min(many, i + 1000); j++) {
				keys.add(client(1, "10.0.0.1", "10." + (1 + j / 65536) + "." + j / 256 % 256 + "." + j % 256, 80));
			}
			node.party(1, pod("crawler"));
			keys.forEach(key -> node.count(key, 1, 10, 1));
			fold.sample("a", 0, node.sample());
			keys.forEach(node::retire);
			fold.sample("a", 0, node.sample());
		}
		Mesh mesh = fold.mesh();
		assertEquals(many, mesh.edges().stream().mapToLong(MeshFoldSourcesTest::opened).sum());
		assertTrue(mesh.edges().size() <= SourceFold.MOST_PAST + 1);
		List<Loss> losses = mesh.losses().get("a");
		assertEquals("past_traffic_grouped", losses.getFirst().code());
		assertEquals(opened(edge(mesh, new Edge.Key(pod("crawler"), new Endpoint.Others("a"), 0))), losses.getFirst().count());
	}

	@Test
	public void openConnectionsAreThoseOfNow() {
		var open = new Counters(2, 0, 2, Failures.NONE, 0, 0, 0, 0, 0, Log2Histogram.EMPTY,
				Log2Histogram.EMPTY);
		Node node = node().count(CART_TO_DB, open);
		fold.sample("a", 0, node.sample());
		fold.sample("a", 0, node.sample());
		Edge edge = fold.mesh().edges().getFirst();
		assertEquals(2, edge.observation().total().active());
		assertEquals("a quiet edge with open connections is not idle", 2, edge.observation().rates().orElseThrow().change().active());
	}

	/**
	 * Three nodes' samples arrive in any order between the nodes, repeated, and late within a node. Whatever the order, the sums are those of
	 * an oracle that adds up what each pod did.
	 */
	@Test
	public void theMeshDoesNotDependOnTheOrderInWhichSamplesArrive() {
		for (int seed = 0; seed < 100; seed++) {
			anyOrder(new Random(seed), "seed " + seed);
		}
	}

	private record Pair(int from, int to) {
	}

	private static void anyOrder(Random random, String seed) {
		int pods = 6;
		Node[] nodes = new Node[3];
		List<List<Sample>> told = new ArrayList<>();
		for (int i = 0; i < nodes.length; i++) {
			nodes[i] = new Node("n" + i);
			told.add(new ArrayList<>());
		}
		for (int i = 0; i < pods; i++) {
			nodes[i % 3].party(i, pod("p" + i));
		}
		Map<Pair, Counters> oracle = new HashMap<>();
		for (int step = 0; step < 15; step++) {
			for (int i = 0; i < 4; i++) {
				var pair = new Pair(random.nextInt(pods), random.nextInt(pods));
				if (pair.from != pair.to) {
					long opened = 1 + random.nextInt(9);
					long sent = random.nextInt(10_000);
					long received = random.nextInt(10_000);
					nodes[pair.from % 3].count(client(pair.from, "10.0.0." + pair.from, "10.0.0." + pair.to, 80), opened, sent, received);
					nodes[pair.to % 3].count(server(pair.to, "10.0.0." + pair.to, "10.0.0." + pair.from, 80), opened, received, sent);
					oracle.merge(pair, Node.connections(opened, sent, received), Counters::plus);
				}
			}
			for (int i = 0; i < nodes.length; i++) {
				told.get(i).add(nodes[i].sample());
			}
			if (random.nextInt(6) == 0) {
				nodes[random.nextInt(3)].restart();
			}
		}
		MeshFold fold = new MeshFold();
		Map<Edge.Key, Long> shown = new HashMap<>();
		int[] next = new int[3];
		while (next[0] + next[1] + next[2] < 45) {
			int node = random.nextInt(3);
			List<Sample> samples = told.get(node);
			if (next[node] < samples.size()) {
				Sample sample = samples.get(next[node]++);
				Predicate<Sample> swappable = later -> !sample.complete() && later.epoch().equals(sample.epoch());
				if (next[node] < samples.size() && random.nextInt(3) == 0 && swappable.test(samples.get(next[node]))) {
					fold.sample("s" + node, 0, samples.get(next[node]++));
				}
				fold.sample("s" + node, 0, sample);
				fold.sample("s" + node, 0, samples.get(random.nextInt(next[node])));
				for (Edge edge : fold.mesh().edges()) {
					edge.client().ifPresent(side -> {
						long now = side.total().opened();
						if (edge.key().target() instanceof Endpoint.Pod) {
							assertTrue(seed + ": totals never shrink", now >= shown.getOrDefault(edge.key(), 0L));
							shown.put(edge.key(), now);
						}
						side.rates().ifPresent(rates -> assertTrue(seed, rates.openedPerSecond() >= 0));
					});
				}
			}
		}
		Mesh mesh = fold.mesh();
		assertEquals(seed, oracle.size(), mesh.edges().size());
		oracle.forEach((pair, counters) -> {
			Edge edge = edge(mesh, new Edge.Key(pod("p" + pair.from), pod("p" + pair.to), 80));
			assertEquals(seed, counters, edge.client().orElseThrow().total());
			Counters server = edge.server().orElseThrow().total();
			assertEquals(seed, counters, Node.connections(server.opened(), server.bytesReceived(), server.bytesSent()));
		});
	}
}
