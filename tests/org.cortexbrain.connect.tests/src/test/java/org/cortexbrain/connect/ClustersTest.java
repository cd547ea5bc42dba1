package org.cortexbrain.connect;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.instanceOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ClustersTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Origins origins = new Origins(Map.of(), Duration.ofMillis(20));
	private final PluginConsent consent = new PluginConsent(PluginConsent.newSalt(), Set.of(), _ -> {
	});
	private final ScriptedReach reach = new ScriptedReach();
	private final ScriptedReach.Links links = new ScriptedReach.Links();
	private final List<List<KnownCluster>> saved = new CopyOnWriteArrayList<>();
	private final Clusters clusters = new Clusters(origins, consent, reach, links, () -> Duration.ofSeconds(1), saved::add);
	private final Semaphore told = new Semaphore(0);
	private Path file;

	@Before
	public void readTheFile() throws Exception {
		file = folder.getRoot().toPath().toRealPath().resolve("config");
		clusters.onChange(told::release);
		origins.onChange(told::release);
		Kubeconfigs.write(file, Kubeconfigs.of("a", "b"));
		origins.add(new Origin.InFile(file));
		await("the contexts", origins::isComplete);
	}

	@After
	public void close() {
		clusters.close();
		origins.close();
	}

	private void await(String what, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.getAsBoolean()) {
			long left = deadline - System.nanoTime();
			if (left <= 0) {
				throw new AssertionError("waited for " + what + "; there is " + clusters.all());
			}
			/* Links and requests change without a word to the listeners: looked at again soon. */
			told.tryAcquire(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)), TimeUnit.NANOSECONDS);
		}
	}

	private ClusterId id(String context) {
		return new ClusterId("file:" + file, context);
	}

	private KnownCluster cluster(String context) {
		return new KnownCluster(id(context), context, ClusterColor.BLUE, false, true);
	}

	private ClusterState state(String context) {
		return clusters.find(id(context)).orElseThrow().state();
	}

	private void awaitState(String context, Class<? extends ClusterState> state) throws InterruptedException {
		await(context + " to be " + state.getSimpleName(), () -> state.isInstance(state(context)));
	}

	@Test
	public void aClusterThatAnswersIsLiveAndEachReadyAgentHasALinkWithTheClustersName() throws Exception {
		reach.facts.put("a", ScriptedReach.facts(ScriptedReach.agent("1", true), ScriptedReach.agent("2", false)));
		clusters.put(cluster("a"));
		awaitState("a", ClusterState.Live.class);
		assertEquals(List.of("a / node-1"), links.names());
	}

	@Test
	public void afterASleepOfTheMachineAClusterIsAskedAtOnce() throws Exception {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T22:00:00Z"));
		try (Clusters asleep = new Clusters(origins, consent, reach, links, () -> Duration.ofSeconds(1), _ -> {
		}, now::get)) {
			reach.facts.put("a", ScriptedReach.facts());
			asleep.onChange(told::release);
			asleep.put(cluster("a"));
			await("the first answer", () -> asleep.find(id("a")).orElseThrow().state() instanceof ClusterState.Live);
			int before = reach.asked.get();
			now.set(Instant.parse("2026-01-02T07:00:00Z"));
			await("another question", () -> reach.asked.get() > before);
		}
	}

	@Test
	public void permissionToChangeAProductionClusterEndsByItself() throws Exception {
		AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T22:00:00Z"));
		try (Clusters known = new Clusters(origins, consent, reach, links, () -> Duration.ofSeconds(1), _ -> {
		}, now::get)) {
			known.put(new KnownCluster(id("a"), "a", ClusterColor.BLUE, true, false));
			assertTrue(known.allowChanges(id("a"), "a"));
			now.set(now.get().plus(Clusters.CHANGES_ALLOWED));
			assertTrue(known.changesRefused(id("a")).isPresent());
		}
	}

	@Test
	public void oneThatHangsHarmsNoOther() throws Exception {
		reach.facts.put("b", ScriptedReach.facts());
		clusters.put(cluster("a"));
		await("a question to a", () -> reach.asked.get() == 1);
		clusters.put(cluster("b"));
		awaitState("b", ClusterState.Live.class);
		assertThat(state("a"), instanceOf(ClusterState.Connecting.class));
		clusters.disconnect(id("a"));
		assertThat(state("a"), instanceOf(ClusterState.Disconnected.class));
	}

	@Test
	public void agentsOfOneNameInTwoClustersHaveLinksOfTheirOwn() throws Exception {
		reach.facts.put("a", ScriptedReach.facts(ScriptedReach.agent("1", true)));
		reach.facts.put("b", ScriptedReach.facts(ScriptedReach.agent("1", true)));
		clusters.put(cluster("a"));
		clusters.put(cluster("b"));
		awaitState("a", ClusterState.Live.class);
		awaitState("b", ClusterState.Live.class);
		assertEquals(List.of("a / node-1", "b / node-1"), links.names());
		assertEquals(Map.of("a / node-1", "a", "b / node-1", "b"), links.books);
	}

	@Test
	public void oneThatDoesNotAnswerIsTriedAgainByItself() throws Exception {
		reach.faults.put("a", new ClusterFault("It is down.", "Start it.", null));
		reach.facts.put("a", ScriptedReach.facts());
		clusters.put(cluster("a"));
		awaitState("a", ClusterState.Retrying.class);
		assertThat(state("a").toString(), containsString("It is down."));
		reach.faults.clear();
		awaitState("a", ClusterState.Live.class);
	}

	@Test
	public void linksStayOpenWhileTheServerIsAway() throws Exception {
		reach.facts.put("a", ScriptedReach.facts(ScriptedReach.agent("1", true)));
		clusters.put(cluster("a"));
		awaitState("a", ClusterState.Live.class);
		reach.faults.put("a", new ClusterFault("It is down.", "Start it.", null));
		clusters.connect(id("a"));
		awaitState("a", ClusterState.Retrying.class);
		assertEquals(List.of("a / node-1"), links.names());
		assertEquals(0, reach.closed.get());
	}

	@Test
	public void aCredentialThatAPluginDoesNotGiveIsNotAskedForAgainByItself() throws Exception {
		usePlugin();
		Problem problem = Problem.error(new Place.Whole("x"), "No", "Log in");
		reach.faults.put("a", new ClusterFault("The plug-in failed.", "Log in.", new CredentialException(problem)));
		clusters.put(cluster("a"));
		awaitState("a", ClusterState.NeedsConsent.class);
		consent.allow(((ClusterState.NeedsConsent) state("a")).plugin(), false);
		clusters.wakeAll();
		awaitState("a", ClusterState.Failed.class);
		reach.faults.clear();
		reach.facts.put("a", ScriptedReach.facts());
		clusters.connect(id("a"));
		awaitState("a", ClusterState.Live.class);
	}

	private void usePlugin() throws InterruptedException {
		Kubeconfigs.write(file, Kubeconfigs.of("a").replace("token: secret-of-a",
				"exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: get-token}"));
		await("the changed file", () -> origins.offers().size() == 1);
	}

	@Test
	public void aPluginThatNobodyHasAllowedIsNotRun() throws Exception {
		usePlugin();
		reach.facts.put("a", ScriptedReach.facts());
		clusters.put(cluster("a"));
		awaitState("a", ClusterState.NeedsConsent.class);
		assertEquals(0, reach.made.get());
	}

	@Test
	public void anAgentThatIsGoneLosesItsLinkAndOneThatComesGetsOne() throws Exception {
		reach.facts.put("a", ScriptedReach.facts(ScriptedReach.agent("1", true)));
		clusters.put(cluster("a"));
		await("the link", () -> links.names().equals(List.of("a / node-1")));
		reach.facts.put("a", ScriptedReach.facts(ScriptedReach.agent("2", true)));
		clusters.connect(id("a"));
		await("the other link", () -> links.names().equals(List.of("a / node-2")));
	}

	@Test
	public void aKubeconfigThatChangesIsConnectedAnew() throws Exception {
		reach.facts.put("a", ScriptedReach.facts());
		clusters.put(cluster("a"));
		awaitState("a", ClusterState.Live.class);
		Kubeconfigs.write(file, Kubeconfigs.of("a", "b").replace("secret-of-a", "another"));
		await("another reach", () -> reach.made.get() == 2 && reach.closed.get() == 1);
		awaitState("a", ClusterState.Live.class);
	}

	@Test
	public void aKubeconfigThatStaysTheSameForAClusterDoesNotBreakItsConnection() throws Exception {
		reach.facts.put("a", ScriptedReach.facts());
		clusters.put(cluster("a"));
		awaitState("a", ClusterState.Live.class);
		int before = reach.asked.get();
		Kubeconfigs.write(file, Kubeconfigs.of("a", "b", "c"));
		await("the third context", () -> origins.offers().size() == 3);
		await("another question", () -> reach.asked.get() > before);
		assertEquals(1, reach.made.get());
	}

	@Test
	public void aContextThatLeavesItsFileIsToldAndConnectedWhenItIsBack() throws Exception {
		reach.facts.put("a", ScriptedReach.facts(ScriptedReach.agent("1", true)));
		clusters.put(cluster("a"));
		awaitState("a", ClusterState.Live.class);
		Kubeconfigs.write(file, Kubeconfigs.of("b"));
		awaitState("a", ClusterState.Unusable.class);
		assertEquals(List.of(), links.names());
		assertThat(state("a").toString(), containsString("is not in " + file + " any more"));
		Kubeconfigs.write(file, Kubeconfigs.of("a"));
		awaitState("a", ClusterState.Live.class);
	}

	@Test
	public void disconnectedItHasNoLinksAndIsRememberedSo() throws Exception {
		reach.facts.put("a", ScriptedReach.facts(ScriptedReach.agent("1", true)));
		clusters.put(cluster("a"));
		await("the link", () -> links.names().size() == 1);
		clusters.disconnect(id("a"));
		await("no link", () -> links.names().isEmpty());
		assertEquals(List.of(cluster("a").connected(false)), saved.getLast());
		assertEquals(Optional.empty(), clusters.find(id("a")).orElseThrow().facts());
	}

	@Test
	public void forgottenItIsRememberedNoMore() throws Exception {
		clusters.put(cluster("a"));
		clusters.forget(id("a"));
		assertEquals(List.of(), clusters.all());
		assertEquals(List.of(), saved.getLast());
	}

	@Test
	public void whatWasConnectedBeforeIsConnectedAgainAndTheRestIsNot() throws Exception {
		reach.facts.put("a", ScriptedReach.facts());
		reach.facts.put("b", ScriptedReach.facts());
		clusters.restore(List.of(cluster("a"), cluster("b").connected(false)));
		awaitState("a", ClusterState.Live.class);
		assertThat(state("b"), instanceOf(ClusterState.Disconnected.class));
		assertEquals(List.of(), saved);
	}

	@Test
	public void aProductionClusterIsReadOnlyUntilItsNameIsTyped() {
		clusters.put(new KnownCluster(id("a"), "shop", ClusterColor.BLUE, true, false));
		assertTrue(clusters.changesRefused(id("a")).orElseThrow().contains("read-only until its name is typed"));
		assertFalse(clusters.allowChanges(id("a"), "shopp"));
		assertTrue(clusters.allowChanges(id("a"), " shop "));
		assertEquals(Optional.empty(), clusters.changesRefused(id("a")));
		clusters.disconnect(id("a"));
		assertTrue(clusters.changesRefused(id("a")).isPresent());
	}

	@Test
	public void aClusterWithoutTheMarkMayBeChanged() {
		clusters.put(cluster("a"));
		assertEquals(Optional.empty(), clusters.changesRefused(id("a")));
	}
}
