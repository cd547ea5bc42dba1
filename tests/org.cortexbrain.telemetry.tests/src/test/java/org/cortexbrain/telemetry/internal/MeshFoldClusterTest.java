package org.cortexbrain.telemetry.internal;

import static org.cortexbrain.telemetry.internal.Node.client;
import static org.cortexbrain.telemetry.internal.Node.server;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.ClusterObject;
import org.cortexbrain.cluster.ClusterObject.Backend;
import org.cortexbrain.cluster.ClusterObject.BackendPort;
import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.ClusterObject.Owner;
import org.cortexbrain.cluster.ClusterObject.ServicePort;
import org.cortexbrain.cluster.NamedNetwork;
import org.cortexbrain.cluster.NamedNetworks;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Observation;
import org.cortexbrain.model.Workload;
import org.junit.Before;
import org.junit.Test;

/** The fold with a cluster that tells who is behind addresses. */
public class MeshFoldClusterTest {
	private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
	private static final Endpoint.Service WEB_SERVICE = new Endpoint.Service(Optional.of("c"), "shop", "web", "uid-service");

	private final MeshFold fold = new MeshFold();
	private final AddressBook book = new AddressBook("c");
	private final Node node = new Node("n1").party(1, Node.pod("cart"));
	private Instant now = START;

	@Before
	public void observe() {
		List.of(Kind.NODE, Kind.POD, Kind.SERVICE, Kind.ENDPOINT_SLICE).forEach(book::late);
		fold.belongs("a", book);
		fold.hello("a", 0, node.description());
	}

	private static Endpoint.Pod pod(String name) {
		return Node.pod(name).in("c");
	}

	private static ClusterObject.Pod object(String name, String ip) {
		return object(name, ip, START.minusSeconds(60));
	}

	private static ClusterObject.Pod object(String name, String ip, Instant made) {
		return new ClusterObject.Pod("uid-" + name, "shop", name, made, Optional.of("n2"), List.of(InetAddress.ofLiteral(ip)), false, false, Optional.empty());
	}

	private void put(ClusterObject object) {
		book.put(object, now);
	}

	/** A sample that arrives at once. */
	private void sample() {
		now = now.plusSeconds(1);
		fold.sample("a", 0, node.sample(), now);
	}

	private List<Edge.Key> keys() {
		return fold.mesh().edges().stream().map(Edge::key).toList();
	}

	private Edge edge(Endpoint source, Endpoint target, int port) {
		var key = new Edge.Key(source, target, port);
		return fold.mesh().edges().stream().filter(edge -> edge.key().equals(key)).findFirst().orElseThrow(() -> new AssertionError(key + " is not among " + keys()));
	}

	private static long opened(Optional<Observation> side) {
		return side.orElseThrow().total().opened();
	}

	private static long opened(Edge edge, Endpoint backend) {
		return edge.backends().get(backend).total().opened();
	}

	@Test
	public void aPodWithoutAnAgentIsNamedByItsCluster() {
		put(object("db", "10.0.0.2"));
		node.count(client(1, "10.0.0.1", "10.0.0.2", 5432), 3, 1, 1).count(server(1, "10.0.0.1", "10.0.0.2", 80), 2, 1, 1);
		sample();
		assertEquals(3, opened(edge(pod("cart"), pod("db"), 5432).client()));
		assertEquals(2, opened(edge(pod("db"), pod("cart"), 80).server()));
	}

	@Test
	public void aPodThatTheClusterTellsLateTakesItsNumbersWhole() {
		node.count(client(1, "10.0.0.1", "10.0.0.2", 5432), 3, 1, 1);
		sample();
		assertTrue(keys().getFirst().target() instanceof Endpoint.External);
		put(object("db", "10.0.0.2"));
		assertEquals(3, opened(edge(pod("cart"), pod("db"), 5432).client()));
		assertEquals(1, keys().size());
	}

	@Test
	public void anAddressThatIsUsedAgainNeverChargesThePodBefore() {
		put(object("old", "10.0.0.2"));
		node.count(client(1, "10.0.0.1", "10.0.0.2", 80), 3, 1, 1);
		sample();
		book.remove(Kind.POD, "uid-old", now);
		node.count(client(1, "10.0.0.1", "10.0.0.2", 80), 5, 1, 1);
		sample();
		assertEquals(3, opened(edge(pod("cart"), pod("old"), 80).client()));
		assertEquals("nobody is known to have it", 5, opened(edge(pod("cart"), new Endpoint.External(Optional.of("c"), "10.0.0.2"), 80).client()));
		put(object("new", "10.0.0.2"));
		node.count(client(1, "10.0.0.1", "10.0.0.2", 80), 7, 1, 1);
		sample();
		assertEquals(3, opened(edge(pod("cart"), pod("old"), 80).client()));
		assertEquals("it was the next one's from when the first had gone", 12, opened(edge(pod("cart"), pod("new"), 80).client()));
	}

	@Test
	public void whatNobodyHadStaysTheAddresssWhenSomebodyGetsItLater() {
		node.count(client(1, "10.0.0.1", "10.0.0.2", 80), 3, 1, 1);
		sample();
		now = now.plusSeconds(600);
		put(object("new", "10.0.0.2", now));
		node.pass(Duration.ofSeconds(600)).count(client(1, "10.0.0.1", "10.0.0.2", 80), 4, 1, 1);
		sample();
		assertEquals(3, opened(edge(pod("cart"), new Endpoint.External(Optional.of("c"), "10.0.0.2"), 80).client()));
		assertEquals(4, opened(edge(pod("cart"), pod("new"), 80).client()));
	}

	@Test
	public void aLateSampleIsReadAtItsOwnTimeWhateverTheNodesClockSays() {
		put(object("old", "10.0.0.2"));
		node.turnClock(Duration.ofHours(-1)).count(client(1, "10.0.0.1", "10.0.0.2", 80), 1, 1, 1);
		sample();
		node.count(client(1, "10.0.0.1", "10.0.0.2", 80), 5, 1, 1);
		var late = node.sample();
		now = now.plusSeconds(30);
		book.remove(Kind.POD, "uid-old", now);
		put(object("new", "10.0.0.2", now));
		fold.sample("a", 0, late, now.plusSeconds(5));
		assertEquals(6, opened(edge(pod("cart"), pod("old"), 80).client()));
		assertEquals(1, keys().size());
	}

	@Test
	public void aNodesAddressIsWhoeverAnAgentSeesThereElseTheNode() {
		put(new ClusterObject.Node("uid-n2", "n2", START, List.of(InetAddress.ofLiteral("192.0.2.2"))));
		put(new ClusterObject.Pod("uid-host", "shop", "host", START, Optional.of("n2"), List.of(InetAddress.ofLiteral("192.0.2.2")), true, false, Optional.empty()));
		node.count(client(1, "10.0.0.1", "192.0.2.2", 9100), 3, 1, 1);
		sample();
		assertEquals(3, opened(edge(pod("cart"), new Endpoint.Node(Optional.of("c"), "n2"), 9100).client()));
		Node other = new Node("n2").party(7, Node.pod("host")).count(server(7, "192.0.2.2", "10.0.0.1", 9100), 3, 1, 1);
		fold.belongs("b", book);
		fold.hello("b", 0, other.description());
		fold.sample("b", 0, other.sample(), now);
		assertEquals("by its control group", 3, opened(edge(pod("cart"), pod("host"), 9100).client()));
		assertEquals(1, keys().size());
	}

	@Test
	public void nobodysWordIsTakenForAnAddressWhileTheClusterIsAboutToTell() {
		var second = new AddressBook("d");
		Node other = new Node("n1").party(1, Node.pod("cart")).party(2, new Endpoint.Process("n1", "kubelet"))
				.count(server(2, "192.0.2.1", "192.0.2.9", 10250), 1, 1, 1).count(client(1, "10.0.0.1", "192.0.2.1", 6443), 3, 1, 1);
		fold.belongs("z", second);
		fold.hello("z", 0, other.description());
		fold.sample("z", 0, other.sample(), now);
		second.replace(Kind.ENDPOINT_SLICE, List.of(new ClusterObject.Slice("s", "default", "kubernetes",
				List.of(new Backend(InetAddress.ofLiteral("192.0.2.1"), Optional.empty())), List.of(new BackendPort("https", 6443)))), now, now);
		Endpoint cart = Node.pod("cart").in("d");
		assertEquals("not the only program that was seen at that address", 3, opened(edge(cart, new Endpoint.ControlPlane(Optional.of("d")), 6443).client()));
	}

	@Test
	public void aPodThatItsNodeCannotNameHasTheNamesOfItsCluster() {
		node.party(1, new Endpoint.Pod("unknown", "uid-cart", "uid-cart")).count(client(1, "10.0.0.1", "203.0.113.7", 443), 3, 1, 1);
		sample();
		put(object("cart", "10.0.0.1"));
		assertEquals(pod("cart"), keys().getFirst().source());
		book.remove(Kind.POD, "uid-cart", now);
		assertEquals("also when it is gone", pod("cart"), keys().getFirst().source());
	}

	@Test
	public void anAddressOutsideHasTheNameThatAPersonGaveAlsoForWhatWasToldBeforeAndLosesItWhenItIsTakenBack() {
		node.count(client(1, "10.0.0.1", "203.0.113.7", 443), 3, 1, 1).count(client(1, "10.0.0.1", "203.0.113.8", 443), 4, 1, 1);
		sample();
		assertEquals(2, keys().size());
		fold.name(NamedNetworks.of(List.of(NamedNetwork.of("payments", "203.0.113.0/24"))));
		var payments = new Endpoint.Network(Optional.of("c"), "payments");
		assertEquals(7, opened(edge(pod("cart"), payments, 443).client()));
		assertEquals(List.of(pod("cart"), payments), fold.mesh().endpoints());
		node.count(client(1, "10.0.0.1", "203.0.113.8", 443), 1, 1, 1);
		sample();
		assertEquals(8, opened(edge(pod("cart"), payments, 443).client()));
		fold.name(NamedNetworks.NONE);
		assertEquals(5, opened(edge(pod("cart"), new Endpoint.External(Optional.of("c"), "203.0.113.8"), 443).client()));
	}

	/** A service on port 80, and pods behind it on port 8080. */
	private void service(String... pods) {
		List<Backend> backends = new ArrayList<>();
		for (String pod : pods) {
			String ip = "10.0.1." + (pod.charAt(pod.length() - 1) - '0');
			put(object(pod, ip));
			backends.add(new Backend(InetAddress.ofLiteral(ip), Optional.of("uid-" + pod)));
		}
		put(new ClusterObject.Service("uid-service", "shop", "web", START, List.of(InetAddress.ofLiteral("10.96.0.7")), List.of(new ServicePort("", 80, 0))));
		put(new ClusterObject.Slice("uid-slice", "shop", "web", backends, List.of(new BackendPort("", 8080))));
	}

	private Node backendNode() {
		return new Node("n2").party(11, Node.pod("web-1")).party(12, Node.pod("web-2"));
	}

	private void tell(Node other) {
		fold.belongs("b", book);
		fold.hello("b", 0, other.description());
		fold.sample("b", 0, other.sample(), now);
	}

	@Test
	public void bothSidesMeetInTheEdgeToTheServiceWhicheverBackendServed() {
		service("web-1", "web-2");
		node.count(client(1, "10.0.0.1", "10.96.0.7", 80), 10, 100, 50);
		sample();
		tell(backendNode().count(server(11, "10.0.1.1", "10.0.0.1", 8080), 6, 30, 60).count(server(12, "10.0.1.2", "10.0.0.1", 8080), 4, 20, 40));
		put(object("cart", "10.0.0.1"));
		Edge edge = edge(pod("cart"), WEB_SERVICE, 80);
		assertEquals("one edge, nothing twice", 1, keys().size());
		assertEquals(10, opened(edge.client()));
		assertEquals(10, opened(edge.server()));
		assertEquals(100, edge.server().orElseThrow().total().bytesReceived());
		assertEquals(6, opened(edge, pod("web-1")));
		assertEquals(4, opened(edge, pod("web-2")));
		assertTrue(fold.mesh().endpoints().containsAll(List.of(pod("cart"), WEB_SERVICE, pod("web-1"), pod("web-2"))));
	}

	@Test
	public void aBackendThatIsGoneKeepsWhatItCounted() {
		service("web-1", "web-2");
		node.count(client(1, "10.0.0.1", "10.96.0.7", 80), 10, 100, 50);
		sample();
		tell(backendNode().count(server(11, "10.0.1.1", "10.0.0.1", 8080), 10, 50, 100));
		fold.mesh();
		book.remove(Kind.ENDPOINT_SLICE, "uid-slice", now);
		book.remove(Kind.SERVICE, "uid-service", now);
		assertEquals(10, opened(edge(pod("cart"), WEB_SERVICE, 80), pod("web-1")));
	}

	@Test
	public void whoConnectsToThePodItselfHasAnEdgeToThePod() {
		service("web-1", "web-2");
		node.count(client(1, "10.0.0.1", "10.0.1.1", 8080), 3, 1, 1);
		sample();
		tell(backendNode().count(server(11, "10.0.1.1", "10.0.0.1", 8080), 3, 1, 1));
		Edge edge = edge(pod("cart"), pod("web-1"), 8080);
		assertEquals(3, opened(edge.client()));
		assertEquals(3, opened(edge.server()));
	}

	@Test
	public void whatCameDirectlyAndThroughTheServiceIsNotSharedOut() {
		service("web-1");
		node.count(client(1, "10.0.0.1", "10.0.1.1", 8080), 3, 1, 1).count(client(1, "10.0.0.1", "10.96.0.7", 80), 5, 1, 1);
		sample();
		tell(backendNode().count(server(11, "10.0.1.1", "10.0.0.1", 8080), 8, 1, 1));
		assertEquals(3, opened(edge(pod("cart"), pod("web-1"), 8080).client()));
		assertEquals(5, opened(edge(pod("cart"), WEB_SERVICE, 80).client()));
		assertEquals(Optional.empty(), edge(pod("cart"), WEB_SERVICE, 80).server());
	}

	@Test
	public void whatMayHaveComeThroughTwoServicesIsToldByTheClientsSidesAlone() {
		service("web-1");
		put(new ClusterObject.Service("uid-two", "shop", "two", START, List.of(InetAddress.ofLiteral("10.96.0.8")), List.of(new ServicePort("", 80, 0))));
		put(new ClusterObject.Slice("uid-slice2", "shop", "two", List.of(new Backend(InetAddress.ofLiteral("10.0.1.1"), Optional.of("uid-web-1"))),
				List.of(new BackendPort("", 8080))));
		node.count(client(1, "10.0.0.1", "10.96.0.7", 80), 5, 1, 1).count(client(1, "10.0.0.1", "10.96.0.8", 80), 2, 1, 1);
		sample();
		tell(backendNode().count(server(11, "10.0.1.1", "10.0.0.1", 8080), 7, 1, 1));
		assertEquals(2, keys().size());
		assertTrue(fold.mesh().edges().stream().allMatch(edge -> edge.server().isEmpty()));
	}

	@Test
	public void aClientThatNobodyObservesHasAnEdgeToThePod() {
		service("web-1");
		put(object("far", "10.0.0.9"));
		tell(backendNode().count(server(11, "10.0.1.1", "10.0.0.9", 8080), 7, 1, 1));
		assertEquals(7, opened(edge(pod("far"), pod("web-1"), 8080).server()));
	}

	@Test
	public void theSameNamesAndAddressesOfTwoClustersNeverMix() {
		var second = new AddressBook("d");
		fold.belongs("z", second);
		Node twin = new Node("n1").party(1, Node.pod("cart"));
		fold.hello("z", 0, twin.description());
		put(object("db", "10.0.0.2"));
		node.party(5, new Endpoint.Unit("n1", "sshd.service")).count(server(5, "192.0.2.1", "198.51.100.1", 22), 1, 1, 1)
				.count(client(1, "10.0.0.1", "10.0.0.2", 5432), 3, 1, 1).count(server(1, "10.0.0.1", "10.0.0.5", 80), 1, 1, 1);
		twin.party(5, new Endpoint.Unit("n1", "sshd.service")).count(server(5, "192.0.2.1", "198.51.100.1", 22), 2, 1, 1)
				.count(client(1, "10.0.0.9", "10.0.0.1", 80), 4, 1, 1).count(client(1, "10.0.0.9", "10.0.0.2", 5432), 6, 1, 1);
		sample();
		fold.sample("z", 0, twin.sample(), now);
		Endpoint other = Node.pod("cart").in("d");
		assertEquals(3, opened(edge(pod("cart"), pod("db"), 5432).client()));
		assertEquals(6, opened(edge(other, new Endpoint.External(Optional.of("d"), "10.0.0.2"), 5432).client()));
		assertEquals("not the other cluster's pod", 4, opened(edge(other, new Endpoint.External(Optional.of("d"), "10.0.0.1"), 80).client()));
		assertEquals(1, opened(edge(new Endpoint.External(Optional.of("c"), "198.51.100.1"), new Endpoint.Unit("n1", "sshd.service").in("c"), 22).server()));
		assertEquals(2, opened(edge(new Endpoint.External(Optional.of("d"), "198.51.100.1"), new Endpoint.Unit("n1", "sshd.service").in("d"), 22).server()));
		assertFalse(Workload.of(pod("cart")).equals(Workload.of(other)));
		assertFalse(Workload.of(pod("cart")).id().equals(Workload.of(other).id()));
	}

	@Test
	public void theWorkloadIsTheClustersAndKnownAsLongAsItsTrafficIsShown() {
		put(new ClusterObject.Pod("uid-cart", "shop", "cart", START, Optional.of("n1"), List.of(InetAddress.ofLiteral("10.0.0.1")), false, false,
				Optional.of(new Owner("StatefulSet", "trolley", "uid-set"))));
		node.count(client(1, "10.0.0.1", "203.0.113.7", 443), 3, 1, 1);
		sample();
		var trolley = new Workload(Optional.of("c"), Optional.of("shop"), Workload.Kind.STATEFUL_SET, "trolley");
		assertEquals(trolley, fold.mesh().workload(pod("cart")));
		book.replace(Kind.POD, List.of(), now, now);
		assertEquals(trolley, fold.mesh().workload(pod("cart")));
		assertEquals(Map.of(pod("cart").id(), trolley), fold.mesh().workloads());
	}
}
