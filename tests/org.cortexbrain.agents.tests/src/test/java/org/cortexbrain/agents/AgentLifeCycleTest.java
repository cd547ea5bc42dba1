package org.cortexbrain.agents;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.cortexbrain.agents.AgentRollout.Revision;
import org.cortexbrain.agents.Change.Effect;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** Installing, changing and removing agents on a real API server, whose nodes the test plays. */
public class AgentLifeCycleTest {
	private static final Progress QUIET = (_, _, _) -> {
	};
	private final String namespace = "life-" + UUID.randomUUID().toString().substring(0, 8);
	private ClusterConnection admin;
	private KubernetesClient kubernetes;
	private PlayedNodes nodes;
	private Map<String, String> before;

	/** Stands for the end of the client: nothing runs after it. */
	private static final class Killed extends Error {
		private static final long serialVersionUID = 1L;
	}

	@Before
	public void connect() throws Exception {
		admin = TestCluster.connection("admin");
		kubernetes = admin.kubernetes();
		nodes = new PlayedNodes(kubernetes, "6.1.0", namespace + "-a", namespace + "-b");
		before = TestCluster.everything(kubernetes);
	}

	@After
	public void close() {
		if (admin == null) {
			return;
		}
		/* Nobody waits for its end; the next test has a namespace of its own. */
		kubernetes.rbac().clusterRoles().withLabel(AgentObjects.OWNER_LABEL, AgentObjects.OWNER).delete();
		kubernetes.apps().daemonSets().inNamespace(namespace).delete();
		kubernetes.pods().inNamespace(namespace).withGracePeriod(0).delete();
		kubernetes.namespaces().withName(namespace).delete();
		nodes.close();
		admin.close();
	}

	private AgentSettings settings() {
		return new AgentSettings(namespace, "registry.example.org/team/cortexbrain-agent:0.1", "", "20m", "96Mi", "256Mi", Map.of(), List.of("*"), "", true, 16384, 131072);
	}

	private AgentSettings image(String image) {
		AgentSettings all = settings();
		return new AgentSettings(all.namespace(), image, all.pullSecret(), all.cpuRequest(), all.memoryRequest(), all.memoryLimit(), all.nodeSelector(), all.tolerations(),
				all.priorityClass(), all.roles(), all.flows(), all.connections());
	}

	private void install(AgentSettings settings) throws Exception {
		AgentPlan plan = AgentPlan.of(admin, settings);
		assertFalse(plan.findings().toString(), plan.isBlocked());
		plan.apply(admin, false, QUIET);
	}

	private AgentInstallation installed() throws Exception {
		List<AgentInstallation> found = AgentInstallation.find(admin);
		assertEquals(found.toString(), 1, found.size());
		return found.getFirst();
	}

	private AgentInstallation settled() throws Exception {
		TestCluster.await("the agents to be ready on both nodes", () -> {
			try {
				AgentInstallation now = installed();
				return now.wanted() == 2 && now.isSettled();
			} catch (Exception e) {
				throw new AssertionError(e);
			}
		});
		return installed();
	}

	private DaemonSet daemonSet() {
		return kubernetes.apps().daemonSets().inNamespace(namespace).withName(AgentPod.NAME).get();
	}

	private void assertAsBefore() {
		AtomicReference<Map<String, String>> now = new AtomicReference<>(Map.of());
		TestCluster.await(() -> "the objects of before\n" + before.keySet() + "\nand not\n" + now.get().keySet(), () -> {
			now.set(TestCluster.everything(kubernetes));
			return now.get().keySet().equals(before.keySet());
		});
		assertEquals(before, TestCluster.everything(kubernetes));
	}

	@Test
	public void anInstallationIsFoundAgainWithItsSettingsByAnotherClient() throws Exception {
		install(settings());
		AgentInstallation found = settled();
		assertEquals(namespace, found.namespace());
		assertEquals(settings(), found.settings().orElseThrow());
		assertEquals(2, found.ready());
		assertTrue(found.namespaceMade());
	}

	@Test
	public void theFirstPlanMakesEveryObjectAndTheSameAfterwardsChangesNothing() throws Exception {
		AgentPlan first = AgentPlan.of(admin, settings());
		assertEquals(Set.of(Effect.MADE), Set.copyOf(first.changes().stream().map(Change::effect).toList()));
		assertEquals(before, TestCluster.everything(kubernetes));
		first.apply(admin, false, QUIET);
		AgentPlan second = AgentPlan.of(admin, settings());
		assertTrue(second.changes().toString(), second.isInForce());
		String generation = String.valueOf(daemonSet().getMetadata().getGeneration());
		second.apply(admin, false, QUIET);
		assertEquals(generation, String.valueOf(daemonSet().getMetadata().getGeneration()));
	}

	@Test
	public void removingLeavesExactlyWhatWasThereBefore() throws Exception {
		install(settings());
		settled();
		AgentRemoval.of(admin, installed()).apply(admin, QUIET);
		assertAsBefore();
	}

	@Test
	public void aNamespaceThatWasThereBeforeStaysAsItWas() throws Exception {
		kubernetes.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).addToLabels("team", "mesh").endMetadata().build()).create();
		TestCluster.await("the namespace's account", () -> kubernetes.serviceAccounts().inNamespace(namespace).withName("default").get() != null
				&& kubernetes.configMaps().inNamespace(namespace).withName("kube-root-ca.crt").get() != null);
		before = TestCluster.everything(kubernetes);
		install(settings());
		settled();
		AgentRemoval removal = AgentRemoval.of(admin, installed());
		assertFalse(removal.namespaceRemoved());
		assertEquals("The namespace " + namespace + " was there before the agents.", removal.namespaceKept());
		removal.apply(admin, QUIET);
		assertAsBefore();
	}

	@Test
	public void aNamespaceInWhichSomebodyHasPutSomethingStays() throws Exception {
		install(settings());
		kubernetes.configMaps().inNamespace(namespace).resource(new ConfigMapBuilder().withNewMetadata().withName("theirs").endMetadata().build()).create();
		AgentRemoval removal = AgentRemoval.of(admin, installed());
		assertEquals("The namespace " + namespace + " holds what is not of CortexBrain: ConfigMap theirs.", removal.namespaceKept());
		removal.apply(admin, QUIET);
		assertEquals(List.of(), AgentInstallation.find(admin));
		assertTrue(kubernetes.configMaps().inNamespace(namespace).withName("theirs").get() != null);
	}

	@Test
	public void aNamespaceThatIsHeldByAFinalizerIsToldWithWhatHoldsIt() throws Exception {
		install(settings());
		var account = kubernetes.serviceAccounts().inNamespace(namespace).withName(AgentPod.NAME);
		account.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":[\"example.org/hold\"]}}");
		ClusterFault fault = assertThrows(ClusterFault.class, () -> AgentRemoval.of(admin, installed()).apply(admin, QUIET, Duration.ofSeconds(8)));
		assertTrue(fault.getMessage(), fault.getMessage().startsWith("The namespace " + namespace + " is being removed since 8 seconds: ")
				&& fault.getMessage().contains("example.org/hold"));
		account.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
	}

	@Test
	public void agentsOnNodesThatDoNotAnswerAreToldWithTheirNodes() throws Exception {
		install(settings());
		settled();
		nodes.fallSilent();
		ClusterFault fault = assertThrows(ClusterFault.class, () -> AgentRemoval.of(admin, installed()).apply(admin, QUIET, Duration.ofSeconds(2)));
		assertTrue(fault.getMessage(), fault.getMessage().startsWith("The agents have not ended after 2 seconds on ") && fault.getMessage().contains(namespace + "-a"));
		kubernetes.pods().inNamespace(namespace).withGracePeriod(0).delete();
		TestCluster.await("the daemon set to go", () -> daemonSet() == null);
		AgentRemoval.of(admin, installed()).apply(admin, QUIET);
		assertAsBefore();
	}

	@Test
	public void anInstallationThatIsKilledBeforeAnyOfItsObjectsIsCompletedByTheNext() throws Exception {
		int objects = AgentPlan.of(admin, settings()).changes().size();
		for (int at = 0; at < objects; at++) {
			int end = at;
			AgentPlan plan = AgentPlan.of(admin, settings());
			assertThrows(Killed.class, () -> plan.apply(admin, false, (done, _, _) -> {
				if (done == end) {
					throw new Killed();
				}
			}));
		}
		assertEquals(null, daemonSet());
		install(settings());
		assertTrue(AgentPlan.of(admin, settings()).isInForce());
		assertTrue("the namespace is known to be made for the agents", installed().namespaceMade());
	}

	@Test
	public void aRemovalThatIsKilledBeforeAnyOfItsObjectsIsCompletedByTheNext() throws Exception {
		install(settings());
		settled();
		int steps = AgentRemoval.of(admin, installed()).objects().size();
		for (int i = 0; i < steps; i++) {
			/* Each run removes one object and dies before the second. */
			assertThrows(Killed.class, () -> AgentRemoval.of(admin, installed()).apply(admin, (done, all, _) -> {
				if (done == 1 || all == 1) {
					throw new Killed();
				}
			}));
		}
		AgentRemoval.of(admin, installed()).apply(admin, QUIET);
		assertAsBefore();
	}

	@Test
	public void aFieldThatSomebodyElseHasSetIsNamedAndTakenOverOnlyWhenThatIsWanted() throws Exception {
		install(settings());
		kubernetes.apps().daemonSets().inNamespace(namespace).withName(AgentPod.NAME).patch(PatchContext.of(PatchType.STRATEGIC_MERGE), """
				{"spec":{"template":{"spec":{"containers":[{"name":"agent","image":"elsewhere.example.org/agent:2"}]}}}}
				""");
		AgentPlan plan = AgentPlan.of(admin, settings());
		List<Change.Conflict> conflicts = plan.changes().stream().flatMap(change -> change.conflicts().stream()).toList();
		assertEquals(List.of(".spec.template.spec.containers[name=\"agent\"].image"), conflicts.stream().map(Change.Conflict::field).toList());
		assertTrue(plan.hasConflicts());
		assertFalse(plan.isBlocked());
		ClusterFault fault = assertThrows(ClusterFault.class, () -> plan.apply(admin, false, QUIET));
		assertTrue(fault.getMessage(), fault.getMessage().contains("(409)"));
		assertEquals("elsewhere.example.org/agent:2", daemonSet().getSpec().getTemplate().getSpec().getContainers().getFirst().getImage());
		plan.apply(admin, true, QUIET);
		assertEquals(settings().image(), daemonSet().getSpec().getTemplate().getSpec().getContainers().getFirst().getImage());
	}

	@Test
	public void whatDriftedIsShownAndRepaired() throws Exception {
		install(settings());
		kubernetes.network().v1().networkPolicies().inNamespace(namespace).withName(AgentPod.NAME).delete();
		AgentPlan plan = AgentPlan.of(admin, installed().settings().orElseThrow());
		assertEquals(List.of("NetworkPolicy " + AgentPod.NAME + " in the namespace " + namespace),
				plan.changes().stream().filter(change -> change.effect() != Effect.KEPT).map(Change::object).toList());
		plan.apply(admin, false, QUIET);
		assertTrue(AgentPlan.of(admin, settings()).isInForce());
	}

	@Test
	public void anObjectOfSomebodyElseWithTheSameNameIsRefused() throws Exception {
		kubernetes.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
		kubernetes.serviceAccounts().inNamespace(namespace).resource(new ServiceAccountBuilder().withNewMetadata().withName(AgentPod.NAME).endMetadata().build()).create();
		AgentPlan plan = AgentPlan.of(admin, settings());
		assertTrue(plan.isBlocked());
		assertTrue(plan.findings().toString(), plan.findings().contains(new Finding(Finding.Severity.BLOCKING, "ServiceAccount " + AgentPod.NAME + " in the namespace " + namespace,
				"It is there already, and is not of CortexBrain.", "Choose another namespace, or remove it if nobody needs it.")));
	}

	@Test
	public void rolesThatAreNoLongerWantedAreRemoved() throws Exception {
		install(settings());
		AgentSettings all = settings();
		AgentSettings without = new AgentSettings(all.namespace(), all.image(), all.pullSecret(), all.cpuRequest(), all.memoryRequest(), all.memoryLimit(), all.nodeSelector(),
				all.tolerations(), all.priorityClass(), false, all.flows(), all.connections());
		AgentPlan plan = AgentPlan.of(admin, without);
		assertEquals(List.of("ClusterRole cortexbrain-operator", "ClusterRole cortexbrain-viewer"),
				plan.changes().stream().filter(change -> change.effect() == Effect.REMOVED).map(Change::object).sorted().toList());
		plan.apply(admin, false, QUIET);
		assertEquals(null, kubernetes.rbac().clusterRoles().withName(AgentObjects.VIEWER).get());
	}

	@Test
	public void rollingBackGivesTheFormerTemplateExactly() throws Exception {
		install(settings());
		settled();
		var first = daemonSet().getSpec().getTemplate();
		install(image("registry.example.org/team/cortexbrain-agent:0.2"));
		settled();
		AgentRollout rollout = new AgentRollout(admin, namespace);
		TestCluster.await("both revisions", () -> revisions(rollout).size() == 2);
		List<Revision> revisions = revisions(rollout);
		assertEquals(List.of("registry.example.org/team/cortexbrain-agent:0.2", "registry.example.org/team/cortexbrain-agent:0.1"),
				revisions.stream().map(Revision::image).toList());
		rollout.rollBack(revisions.get(1), false);
		assertEquals(first, daemonSet().getSpec().getTemplate());
		assertEquals(settings(), settled().settings().orElseThrow());
		AgentPlan.of(admin, settings()).changes().forEach(change -> assertEquals(change.before(), change.after()));
	}

	private static List<Revision> revisions(AgentRollout rollout) {
		try {
			return rollout.revisions();
		} catch (ClusterFault | InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	public void aRestartMakesEveryPodAnewAndIsNoDrift() throws Exception {
		install(settings());
		settled();
		Set<String> former = uids();
		new AgentRollout(admin, namespace).restart(Instant.now());
		TestCluster.await("new pods on both nodes", () -> uids().size() == 2 && uids().stream().noneMatch(former::contains));
		assertTrue(AgentPlan.of(admin, settings()).isInForce());
	}

	private Set<String> uids() {
		Map<String, String> uids = new TreeMap<>();
		kubernetes.pods().inNamespace(namespace).list().getItems().forEach(pod -> uids.put(pod.getMetadata().getUid(), ""));
		return uids.keySet();
	}

	@Test
	public void aPausedRolloutStaysPausedThroughAChangeAndGoesOnWhenToldTo() throws Exception {
		install(settings());
		settled();
		AgentRollout rollout = new AgentRollout(admin, namespace);
		rollout.pause();
		install(image("registry.example.org/team/cortexbrain-agent:0.2"));
		TestCluster.await("the controller to look at it", () -> daemonSet().getStatus().getObservedGeneration().equals(daemonSet().getMetadata().getGeneration()));
		assertTrue(installed().paused());
		assertNotEquals("no node has the new template", 2, installed().updated());
		rollout.resume();
		AgentInstallation after = settled();
		assertFalse(after.paused());
		assertEquals(2, after.updated());
	}

	@Test
	public void exportedObjectsAreThoseThatWouldBeApplied() throws Exception {
		kubernetes.load(new ByteArrayInputStream(new AgentObjects(settings()).yaml().getBytes(StandardCharsets.UTF_8))).items()
				.forEach(object -> kubernetes.resource(object).fieldManager("kubectl").serverSideApply());
		AgentPlan plan = AgentPlan.of(admin, settings());
		assertTrue(plan.changes().toString(), plan.isInForce());
	}
}
