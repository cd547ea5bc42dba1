package org.cortexbrain.connect;

import static org.hamcrest.CoreMatchers.instanceOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.connect.Trials.State;
import org.cortexbrain.connect.Trials.Trial;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class TrialsTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private final Origins origins = new Origins(Map.of(), Duration.ofMillis(20));
	private final PluginConsent consent = new PluginConsent(PluginConsent.newSalt(), Set.of(), _ -> {
	});
	private final ScriptedReach reach = new ScriptedReach();
	private final Trials trials = new Trials(origins, consent, new PluginConversation(), reach);
	private final Semaphore told = new Semaphore(0);
	private Path file;

	@Before
	public void readTheFile() throws Exception {
		file = folder.getRoot().toPath().toRealPath().resolve("config");
		trials.onChange(told::release);
		origins.onChange(told::release);
		Kubeconfigs.write(file, Kubeconfigs.of("a", "b").replace("users:\n",
				"users:\n- {name: x-user, user: {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: get-token}}}\n")
				.replace("contexts:\n", "contexts:\n- {name: x, context: {cluster: a-cluster, user: x-user}}\n"));
		origins.add(new Origin.InFile(file));
		await("the contexts", () -> origins.offers().size() == 3);
	}

	@After
	public void close() {
		trials.close();
		origins.close();
	}

	private void await(String what, BooleanSupplier condition) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (!condition.getAsBoolean()) {
			long left = deadline - System.nanoTime();
			if (left <= 0 || !told.tryAcquire(left, TimeUnit.NANOSECONDS)) {
				throw new AssertionError("waited for " + what + "; there is " + trials.all());
			}
		}
	}

	private ClusterId id(String context) {
		return new ClusterId("file:" + file, context);
	}

	private State state(String context) {
		return trials.find(id(context)).orElseThrow().state();
	}

	private void awaitState(String context, Class<? extends State> state) throws InterruptedException {
		await(context + " to be " + state.getSimpleName(), () -> state.isInstance(state(context)));
	}

	@Test
	public void whatPassesBringsWhatTheClusterSaysOfItself() throws Exception {
		reach.facts.put("a", ScriptedReach.facts());
		trials.want(List.of(id("a")));
		awaitState("a", State.Passed.class);
		assertEquals(new State.Passed(Optional.of(ScriptedReach.facts())), state("a"));
		assertEquals(Optional.empty(), trials.trouble(false));
		assertEquals("the reach is closed", 1, reach.closed.get());
	}

	@Test
	public void whatFailsSaysWhyAndIsInTheWayUntilItIsWantedAnyway() throws Exception {
		reach.faults.put("a", new ClusterFault("It is down.", "Start it.", null));
		trials.want(List.of(id("a")));
		awaitState("a", State.Failed.class);
		assertEquals(new State.Failed("It is down.", "Start it."), state("a"));
		assertTrue(trials.trouble(false).orElseThrow().contains("cannot be used"));
		assertEquals(Optional.empty(), trials.trouble(true));
	}

	@Test
	public void oneThatFailedIsNotInTheWayOfOneThatPassed() throws Exception {
		reach.facts.put("a", ScriptedReach.facts());
		reach.faults.put("b", new ClusterFault("It is down.", "Start it.", null));
		trials.want(List.of(id("a"), id("b")));
		awaitState("a", State.Passed.class);
		awaitState("b", State.Failed.class);
		assertEquals(Optional.empty(), trials.trouble(false));
	}

	@Test
	public void oneThatHangsCanBeStoppedWhileTheOtherPasses() throws Exception {
		reach.facts.put("a", ScriptedReach.facts());
		trials.want(List.of(id("a"), id("b")));
		awaitState("a", State.Passed.class);
		assertEquals(Optional.of("The test is running."), trials.trouble(true));
		trials.cancel(id("b"));
		awaitState("b", State.Cancelled.class);
		assertEquals(Optional.empty(), trials.trouble(false));
	}

	@Test
	public void aProgramIsRunOnlyOnceItIsAllowed() throws Exception {
		reach.facts.put("x", ScriptedReach.facts());
		trials.want(List.of(id("x")));
		awaitState("x", State.NeedsConsent.class);
		assertEquals(0, reach.made.get());
		assertTrue(trials.trouble(true).orElseThrow().contains("A program must run"));
		trials.allow(id("x"), false);
		awaitState("x", State.Passed.class);
	}

	@Test
	public void aProgramThatIsNotToRunLeavesItsTestStopped() throws Exception {
		trials.want(List.of(id("x")));
		awaitState("x", State.NeedsConsent.class);
		trials.cancel(id("x"));
		assertThat(state("x"), instanceOf(State.Cancelled.class));
		assertEquals(0, reach.made.get());
	}

	@Test
	public void whatIsWantedNoMoreIsTestedNoMoreAndTheRestIsKept() throws Exception {
		reach.facts.put("a", ScriptedReach.facts());
		trials.want(List.of(id("a")));
		awaitState("a", State.Passed.class);
		trials.want(List.of(id("a"), id("b")));
		assertEquals(1, trials.all().stream().filter(Trial::isPassed).count());
		trials.want(List.of(id("a")));
		assertEquals(List.of(id("a")), trials.all().stream().map(Trial::id).toList());
	}
}
