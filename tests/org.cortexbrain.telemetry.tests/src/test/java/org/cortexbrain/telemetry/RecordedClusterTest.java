package org.cortexbrain.telemetry;

import static org.cortexbrain.telemetry.internal.Node.client;
import static org.cortexbrain.telemetry.internal.Node.pod;
import static org.cortexbrain.telemetry.internal.Node.server;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.ClusterObject;
import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Workload;
import org.cortexbrain.telemetry.internal.Node;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** That a recording shows the same names as live, without a cluster. */
public class RecordedClusterTest {
	private static final Instant LONG_AGO = Instant.now().minusSeconds(3_600);

	/** An agent of a cluster's node that says what a test wants it to, on the test's thread. */
	private static final class Told implements Source {
		Receiver receiver;

		@Override
		public String id() {
			return "agent prod cortexbrain/agent-x:7373";
		}

		@Override
		public String name() {
			return "n1";
		}

		@Override
		public void open(Receiver to) {
			receiver = to;
		}

		@Override
		public void close() {
			/* It has nothing open. */
		}
	}

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Telemetry live = new Telemetry();
	private final BlockingQueue<Mesh> meshes = new LinkedBlockingQueue<>();
	private final AddressBook book = new AddressBook("prod");
	private final Told agent = new Told();
	private final Node node = new Node("n1").party(1, pod("cart"));
	private Path file;

	@Before
	public void observe() {
		file = folder.getRoot().toPath().resolve("prod.cortex");
		live.onMesh(meshes::add);
		for (Kind kind : Kind.values()) {
			book.replace(kind, List.of(), LONG_AGO, LONG_AGO);
		}
		live.add(agent, book);
		agent.receiver.hello(0, node.description());
	}

	@After
	public void close() {
		live.close();
	}

	private static ClusterObject.Pod object(String name, String ip, Instant created) {
		return new ClusterObject.Pod("uid-" + name, "shop", name, created, Optional.of("n2"), List.of(InetAddress.ofLiteral(ip)), false, false,
				Optional.of(new ClusterObject.Owner("ReplicaSet", name + "-7d", "uid-rs-" + name)));
	}

	private void put(String name, String ip, Instant created) {
		Instant now = Instant.now();
		book.put(new ClusterObject.Controller(Kind.REPLICA_SET, "uid-rs-" + name, "shop", name + "-7d",
				Optional.of(new ClusterObject.Owner("Deployment", name, "uid-d-" + name))), now);
		book.put(object(name, ip, created), now);
	}

	private void record() throws Exception {
		live.record(RecordingWriter.create(file, false), problem -> {
			throw new AssertionError(problem);
		});
	}

	private void stop() throws InterruptedException {
		var done = new CountDownLatch(1);
		live.stopRecording(done::countDown);
		assertTrue(done.await(Collected.DEADLINE.toSeconds(), TimeUnit.SECONDS));
	}

	private void sample() {
		agent.receiver.sample(0, node.sample());
	}

	private static Mesh await(BlockingQueue<Mesh> from, Predicate<Mesh> condition) throws InterruptedException {
		long deadline = System.nanoTime() + Collected.DEADLINE.toNanos();
		Mesh last = Mesh.EMPTY;
		while (true) {
			Mesh mesh = from.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (mesh == null) {
				throw new AssertionError("waited in vain; the last mesh is " + last);
			}
			if (condition.test(mesh)) {
				return mesh;
			}
			last = mesh;
		}
	}

	/** What a person sees of a mesh: who talks to whom, how much, and whose they are. */
	private static Map<String, Object> shown(Mesh mesh) {
		Map<String, Object> shown = new LinkedHashMap<>();
		for (Edge edge : mesh.edges()) {
			shown.put(edge.key().toString(), List.of(edge.client().map(side -> side.total()), edge.server().map(side -> side.total()),
					Map.copyOf(edge.backends()).keySet(), mesh.workload(edge.key().source()), mesh.workload(edge.key().target())));
		}
		return new TreeMap<>(shown);
	}

	private void assertReplayShows(Mesh expected) throws InterruptedException {
		try (var player = new Telemetry()) {
			BlockingQueue<Mesh> played = new LinkedBlockingQueue<>();
			player.onMesh(played::add);
			player.add(new RecordingSource(file, 0));
			Map<String, Object> wanted = shown(expected);
			try {
				await(played, mesh -> shown(mesh).equals(wanted));
			} catch (AssertionError e) {
				assertEquals(wanted, shown(player.mesh()));
				throw e;
			}
		}
	}

	private static Predicate<Mesh> has(Endpoint target, long opened) {
		return mesh -> mesh.edges().stream().anyMatch(edge -> edge.key().target().equals(target) && edge.observation().total().opened() == opened);
	}

	@Test
	public void podsServicesNodesAndWorkloadsHaveTheirNamesAgain() throws Exception {
		put("db", "10.0.0.2", LONG_AGO);
		book.put(new ClusterObject.Node("uid-n2", "n2", LONG_AGO, List.of(InetAddress.ofLiteral("192.0.2.2"))), Instant.now());
		record();
		/* Also what is told while it is recorded. */
		put("web", "10.0.0.3", LONG_AGO);
		book.put(new ClusterObject.Service("uid-s", "shop", "web", LONG_AGO, List.of(InetAddress.ofLiteral("10.96.0.1")),
				List.of(new ClusterObject.ServicePort("http", 80, 0))), Instant.now());
		book.put(new ClusterObject.Slice("uid-sl", "shop", "web", List.of(new ClusterObject.Backend(InetAddress.ofLiteral("10.0.0.3"), Optional.of("uid-web"))),
				List.of(new ClusterObject.BackendPort("http", 8080))), Instant.now());
		node.count(client(1, "10.0.0.1", "10.0.0.2", 5432), 3, 1, 1).count(client(1, "10.0.0.1", "10.96.0.1", 80), 4, 1, 1)
				.count(client(1, "10.0.0.1", "192.0.2.2", 10250), 5, 1, 1).count(server(1, "10.0.0.1", "10.0.0.3", 9000), 6, 1, 1);
		sample();
		Mesh seen = await(meshes, has(pod("db").in("prod"), 3));
		stop();
		assertEquals(new Workload(Optional.of("prod"), Optional.of("shop"), Workload.Kind.DEPLOYMENT, "db"), seen.workload(pod("db").in("prod")));
		assertTrue(seen.edges().stream().anyMatch(edge -> edge.key().target() instanceof Endpoint.Service service && service.name().equals("web")));
		assertTrue(seen.edges().stream().anyMatch(edge -> edge.key().target() instanceof Endpoint.Node));
		assertReplayShows(seen);
	}

	@Test
	public void anAddressThatIsUsedAgainIsEachTimeWhoseItWas() throws Exception {
		put("old", "10.0.0.2", LONG_AGO);
		record();
		node.count(client(1, "10.0.0.1", "10.0.0.2", 80), 3, 1, 1);
		sample();
		await(meshes, has(pod("old").in("prod"), 3));
		Instant now = Instant.now();
		book.remove(Kind.POD, "uid-old", now);
		put("new", "10.0.0.2", now);
		node.count(client(1, "10.0.0.1", "10.0.0.2", 80), 5, 1, 1);
		sample();
		Mesh seen = await(meshes, has(pod("new").in("prod"), 5));
		stop();
		assertTrue(has(pod("old").in("prod"), 3).test(seen));
		assertReplayShows(seen);
	}

	@Test
	public void whoIsToldAfterItsTrafficIsNamedInTheReplayToo() throws Exception {
		record();
		node.count(client(1, "10.0.0.1", "10.0.0.2", 80), 3, 1, 1);
		sample();
		await(meshes, has(new Endpoint.External(Optional.of("prod"), "10.0.0.2"), 3));
		put("late", "10.0.0.2", LONG_AGO);
		sample();
		Mesh seen = await(meshes, has(pod("late").in("prod"), 3));
		stop();
		assertReplayShows(seen);
	}

	@Test
	public void aRecordingThatBeginsInTheMidstHasTheNamesThatWereKnownThen() throws Exception {
		put("db", "10.0.0.2", LONG_AGO);
		node.count(client(1, "10.0.0.1", "10.0.0.2", 5432), 3, 1, 1);
		sample();
		await(meshes, has(pod("db").in("prod"), 3));
		record();
		node.count(client(1, "10.0.0.1", "10.0.0.2", 5432), 1, 1, 1);
		sample();
		Mesh seen = await(meshes, has(pod("db").in("prod"), 4));
		stop();
		assertReplayShows(seen);
	}

	@Test
	public void aReplayThatIsRecordedAgainStillHasThem() throws Exception {
		put("db", "10.0.0.2", LONG_AGO);
		record();
		node.count(client(1, "10.0.0.1", "10.0.0.2", 5432), 3, 1, 1);
		sample();
		Mesh seen = await(meshes, has(pod("db").in("prod"), 3));
		stop();
		Path first = file;
		file = file.resolveSibling("again.cortex");
		try (var player = new Telemetry()) {
			BlockingQueue<Mesh> played = new LinkedBlockingQueue<>();
			player.onMesh(played::add);
			player.record(RecordingWriter.create(file, false), problem -> {
				throw new AssertionError(problem);
			});
			player.add(new RecordingSource(first, 0));
			await(played, has(pod("db").in("prod"), 3));
		}
		assertReplayShows(seen);
	}

	@Test
	public void itHoldsTheClustersNameAndNothingOfTheWayToIt() throws Exception {
		put("db", "10.0.0.2", LONG_AGO);
		record();
		node.count(client(1, "10.0.0.1", "10.0.0.2", 5432), 3, 1, 1);
		sample();
		await(meshes, has(pod("db").in("prod"), 3));
		stop();
		String text;
		try (var in = new GZIPInputStream(Files.newInputStream(file))) {
			text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		assertTrue(text, text.contains("cluster {\"cluster\":\"prod\",\"streams\":[0]"));
		assertFalse("the source's id", text.contains("agent prod"));
		assertFalse(text.contains("http"));
	}
}
