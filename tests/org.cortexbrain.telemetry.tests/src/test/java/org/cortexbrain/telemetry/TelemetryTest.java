package org.cortexbrain.telemetry;

import static org.cortexbrain.telemetry.internal.Node.client;
import static org.cortexbrain.telemetry.internal.Node.pod;
import static org.cortexbrain.telemetry.internal.Node.server;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Loss;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.protocol.Sample;
import org.cortexbrain.telemetry.internal.Node;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TelemetryTest {
	private static final Edge.Key CART_DB = new Edge.Key(pod("cart"), pod("db"), 80);

	/** A source that says what a test wants it to, on the test's thread. */
	private static final class Told implements Source {
		final String id;
		Receiver receiver;
		volatile boolean closed;

		Told(String id) {
			this.id = id;
		}

		@Override
		public String id() {
			return id;
		}

		@Override
		public String name() {
			return "name of " + id;
		}

		@Override
		public void open(Receiver to) {
			receiver = to;
		}

		@Override
		public void close() {
			closed = true;
		}
	}

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Telemetry telemetry = new Telemetry();
	private final Told a = new Told("a");
	private final Node node = new Node("a").party(1, pod("cart")).party(2, pod("db"));
	private final BlockingQueue<Mesh> meshes = new LinkedBlockingQueue<>();

	@Before
	public void observe() {
		telemetry.onMesh(meshes::add);
		telemetry.add(a);
		a.receiver.hello(0, node.description());
	}

	@After
	public void close() {
		telemetry.close();
	}

	private Node talk(long connections) {
		return node.count(client(1, "10.0.0.1", "10.0.0.2", 80), connections, 10, 1).count(server(2, "10.0.0.2", "10.0.0.1", 80), connections, 1, 10);
	}

	private Mesh awaitMesh(Predicate<Mesh> condition) throws InterruptedException {
		return awaitMesh(meshes, condition);
	}

	private static Mesh awaitMesh(BlockingQueue<Mesh> meshes, Predicate<Mesh> condition) throws InterruptedException {
		long deadline = System.nanoTime() + Collected.DEADLINE.toNanos();
		Mesh last = Mesh.EMPTY;
		while (true) {
			Mesh mesh = meshes.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (mesh == null) {
				throw new AssertionError("waited in vain; the last mesh is " + last);
			}
			if (condition.test(mesh)) {
				return mesh;
			}
			last = mesh;
		}
	}

	private static Predicate<Mesh> opened(long connections) {
		return mesh -> mesh.edges().stream().anyMatch(edge -> edge.key().equals(CART_DB) && edge.observation().total().opened() == connections);
	}

	/** Waits until all that was asked of the telemetry before is done and published. */
	private void awaitIdle() throws InterruptedException {
		/* What is published after a batch is there when the next batch begins. */
		for (int i = 0; i < 2; i++) {
			var done = new CountDownLatch(1);
			telemetry.stopRecording(done::countDown);
			assertTrue(done.await(Collected.DEADLINE.toSeconds(), TimeUnit.SECONDS));
		}
	}

	@Test
	public void listenersGetTheMeshOfTheSamples() throws Exception {
		a.receiver.sample(0, talk(3).sample());
		Mesh mesh = awaitMesh(opened(3));
		assertEquals(mesh, telemetry.mesh());
	}

	@Test
	public void aListenerThatThrowsHarmsNobodyElse() throws Exception {
		telemetry.onMesh(_ -> {
			throw new IllegalStateException("thrown by the test");
		});
		BlockingQueue<Mesh> later = new LinkedBlockingQueue<>();
		telemetry.onMesh(later::add);
		a.receiver.sample(0, talk(3).sample());
		awaitMesh(opened(3));
		a.receiver.sample(0, talk(1).sample());
		awaitMesh(opened(4));
		assertTrue(later.poll(Collected.DEADLINE.toSeconds(), TimeUnit.SECONDS) != null);
	}

	@Test
	public void aListenerThatIsTakenAwayHearsNothingMore() throws Exception {
		BlockingQueue<Mesh> heard = new LinkedBlockingQueue<>();
		telemetry.onMesh(heard::add).run();
		a.receiver.sample(0, talk(3).sample());
		awaitMesh(opened(3));
		awaitIdle();
		assertTrue(heard.isEmpty());
	}

	@Test
	public void sourcesAreToldWithStateAndNode() throws Exception {
		var states = new LinkedBlockingQueue<List<Telemetry.Observed>>();
		telemetry.onSources(states::add);
		var live = new SourceState.Live(Instant.EPOCH);
		a.receiver.state(live);
		Telemetry.Observed observed;
		do {
			observed = states.poll(Collected.DEADLINE.toSeconds(), TimeUnit.SECONDS).getFirst();
		} while (!observed.state().equals(live));
		assertEquals("a", observed.node().orElseThrow().node());
		assertEquals("name of a", observed.name());
	}

	@Test
	public void aSourceIsObservedOnce() {
		assertThrows(IllegalArgumentException.class, () -> telemetry.add(new Told("a")));
	}

	@Test
	public void whatARemovedSourceToldLeavesTheMesh() throws Exception {
		a.receiver.sample(0, talk(3).sample());
		awaitMesh(opened(3));
		telemetry.remove("a");
		assertTrue(a.closed);
		assertEquals(Mesh.EMPTY, awaitMesh(mesh -> mesh.edges().isEmpty()));
		assertEquals(List.of(), telemetry.sources());
	}

	@Test
	public void aRemovedSourceThatStillSpeaksIsNotTakenForItsSuccessor() throws Exception {
		a.receiver.sample(0, talk(3).sample());
		awaitMesh(opened(3));
		telemetry.remove("a");
		var again = new Told("a");
		telemetry.add(again);
		a.receiver.state(new SourceState.Ended(""));
		a.receiver.sample(0, talk(100).sample());
		awaitIdle();
		assertEquals(List.of(), telemetry.mesh().edges());
		assertTrue(telemetry.sources().getFirst().state() instanceof SourceState.Connecting);
	}

	@Test
	public void historyHasOnePointForEachSampleHoweverManySourcesSpeak() throws Exception {
		var b = new Told("b");
		telemetry.add(b);
		Node other = new Node("b").turnClock(Duration.ofHours(2));
		b.receiver.hello(0, other.description());
		for (int i = 0; i < 6; i++) {
			a.receiver.sample(0, talk(1).sample());
			awaitMesh(opened(i + 1));
			b.receiver.sample(0, other.sample());
			awaitIdle();
		}
		List<HistoryPoint> history = telemetry.history(CART_DB);
		assertEquals("the first sample has no interval", 5, history.size());
		assertTrue(history.stream().allMatch(point -> point.rates().openedPerSecond() == 1));
		assertEquals(5, history.stream().map(HistoryPoint::at).distinct().count());
	}

	@Test
	public void historyGoesOnWhenAClockIsSetBackAndIsBounded() throws Exception {
		a.receiver.sample(0, talk(1).sample());
		node.turnClock(Duration.ofHours(-2));
		for (int i = 0; i < 310; i++) {
			a.receiver.sample(0, talk(1).sample());
			awaitMesh(opened(i + 2));
		}
		awaitIdle();
		assertEquals(300, telemetry.history(CART_DB).size());
	}

	@Test
	public void aRecordingThatBeginsInTheMidstHoldsTheWholeState() throws Exception {
		a.receiver.sample(0, talk(3).sample());
		a.receiver.sample(0, node.count(client(1, "10.0.0.1", "10.0.0.9", 443), 2, 1, 1).sample());
		Path file = folder.getRoot().toPath().resolve("midst.cortex");
		telemetry.record(RecordingWriter.create(file, false), problem -> {
			throw new AssertionError(problem);
		});
		a.receiver.sample(0, talk(1).sample());
		Mesh live = awaitMesh(opened(4));
		awaitIdle();
		try (var player = new Telemetry()) {
			var played = new RecordingSource(file, 0);
			BlockingQueue<List<Telemetry.Observed>> states = new LinkedBlockingQueue<>();
			player.onSources(states::add);
			BlockingQueue<Mesh> playerMeshes = new LinkedBlockingQueue<>();
			player.onMesh(playerMeshes::add);
			player.add(played);
			SourceState state;
			do {
				state = states.poll(Collected.DEADLINE.toSeconds(), TimeUnit.SECONDS).getFirst().state();
			} while (!(state instanceof SourceState.Ended));
			assertEquals(new SourceState.Ended(""), state);
			var expected = new HashMap<Edge.Key, Object>();
			live.edges().forEach(edge -> expected.put(edge.key(), edge.observation().total()));
			awaitMesh(playerMeshes, mesh -> {
				var shown = new HashMap<Edge.Key, Object>();
				mesh.edges().forEach(edge -> shown.put(edge.key(), edge.observation().total()));
				return shown.equals(expected);
			});
		}
	}

	@Test
	public void closingEndsASourceThatWaitsForRoom() throws Exception {
		var hold = new CountDownLatch(1);
		telemetry.onMesh(_ -> {
			try {
				hold.await();
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		});
		Thread busy = Thread.ofPlatform().daemon().start(() -> {
			for (int i = 0; i < 2_000; i++) {
				a.receiver.sample(0, talk(1).sample());
			}
		});
		Thread closer = Thread.ofPlatform().daemon().start(telemetry::close);
		hold.countDown();
		closer.join(Collected.DEADLINE);
		busy.join(Collected.DEADLINE);
		assertTrue(!closer.isAlive() && !busy.isAlive());
	}

	@Test
	public void whereNoMeshCanBeMadeForWantOfMemoryThatIsToldAndItIsTriedAgainUntilItIsPossible() throws Exception {
		var failing = new AtomicBoolean(true);
		try (var small = new Telemetry(fold -> {
			if (failing.get()) {
				throw new OutOfMemoryError("thrown by the test");
			}
			return fold.mesh();
		})) {
			BlockingQueue<Optional<Telemetry.Trouble>> troubles = new LinkedBlockingQueue<>();
			small.onTrouble(troubles::add);
			var source = new Told("b");
			small.add(source);
			source.receiver.hello(0, node.description());
			source.receiver.sample(0, talk(3).sample());
			Telemetry.Trouble trouble = troubles.poll(Collected.DEADLINE.toSeconds(), TimeUnit.SECONDS).orElseThrow();
			assertTrue(trouble.cause(), trouble.cause().contains("stands still") && trouble.cause().contains("memory"));
			assertTrue(trouble.remedy(), trouble.remedy().contains("-Xmx"));
			assertEquals(Optional.of(trouble), small.trouble());
			failing.set(false);
			assertEquals(Optional.empty(), troubles.poll(Collected.DEADLINE.toSeconds(), TimeUnit.SECONDS));
			assertTrue(opened(3).test(small.mesh()));
		}
	}

	@Test
	public void aListenerWithoutMemoryIsToldOfAgainAndHarmsNoMeshAfterIt() throws Exception {
		var failing = new AtomicBoolean(true);
		telemetry.onMesh(_ -> {
			if (failing.getAndSet(false)) {
				throw new OutOfMemoryError("thrown by the test");
			}
		});
		BlockingQueue<Optional<Telemetry.Trouble>> troubles = new LinkedBlockingQueue<>();
		telemetry.onTrouble(troubles::add);
		a.receiver.sample(0, talk(3).sample());
		assertTrue(troubles.poll(Collected.DEADLINE.toSeconds(), TimeUnit.SECONDS).isPresent());
		assertEquals(Optional.empty(), troubles.poll(Collected.DEADLINE.toSeconds(), TimeUnit.SECONDS));
		a.receiver.sample(0, talk(1).sample());
		awaitMesh(opened(4));
	}

	@Test
	public void aSampleThatCannotBeTakenInIsALossOfItsNode() throws Exception {
		Sample good = talk(3).sample();
		a.receiver.sample(0, good);
		/* A damaged recording, or an agent with a defect: no clock has run for so long. */
		a.receiver.sample(0, new Sample(good.epoch(), good.sequence() + 1, good.at(), Duration.ofSeconds(Long.MAX_VALUE), false, List.of(), good.flows(),
				List.of(), List.of()));
		Mesh mesh = awaitMesh(each -> !each.losses().isEmpty());
		Loss loss = mesh.losses().get("a").getFirst();
		assertEquals("samples_failed", loss.code());
		assertEquals(1, loss.count());
	}
}
