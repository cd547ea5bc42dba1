package org.cortexbrain.agents;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

import org.cortexbrain.agents.NodeRollout.Stage;
import org.cortexbrain.cluster.ClusterConnection;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** What is told of agents that start, on a real API server with its scheduler and controllers; what kubelets say is played. */
public class RolloutWatchTest {
	private static final String WAITING = """
			{"status":{"phase":"Pending","conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[{"name":"agent","image":"i","imageID":"","ready":false,
			"restartCount":%d,"state":{"waiting":{"reason":"%s","message":"%s"}}%s}]}}
			""";
	private static final String ENDED = ",\"lastState\":{\"terminated\":{\"exitCode\":%d,\"reason\":\"%s\"}}";
	private final String namespace = "rollout-" + UUID.randomUUID().toString().substring(0, 8);
	private final AtomicReference<Rollout> told = new AtomicReference<>();
	private ClusterConnection admin;
	private KubernetesClient kubernetes;
	private PlayedNodes nodes;

	@Before
	public void connect() throws Exception {
		admin = TestCluster.connection("admin");
		kubernetes = admin.kubernetes();
		nodes = new PlayedNodes(kubernetes, "6.1.0", namespace + "-a", namespace + "-b");
	}

	@After
	public void close() {
		if (admin == null) {
			return;
		}
		kubernetes.rbac().clusterRoles().withLabel(AgentObjects.OWNER_LABEL, AgentObjects.OWNER).delete();
		kubernetes.apps().daemonSets().inNamespace(namespace).delete();
		kubernetes.pods().inNamespace(namespace).withGracePeriod(0).delete();
		kubernetes.namespaces().withName(namespace).delete();
		nodes.close();
		admin.close();
	}

	private AgentSettings settings(String image, String cpu) {
		return new AgentSettings(namespace, image, "", cpu, "96Mi", "256Mi", Map.of(), List.of("*"), "", false, 16384, 131072);
	}

	private void install(String image, String cpu) throws Exception {
		AgentPlan.of(admin, settings(image, cpu)).apply(admin, true, (_, _, _) -> {
		});
	}

	private NodeRollout firstNode(Rollout rollout) {
		return rollout.nodes().stream().filter(node -> node.node().equals(namespace + "-a")).findFirst().orElse(new NodeRollout("", "", Stage.WAITING, "", "", List.of()));
	}

	private Rollout await(String what, Predicate<Rollout> condition) {
		TestCluster.await(what, () -> told.get() != null && condition.test(told.get()));
		return told.get();
	}

	@Test
	public void itIsDoneWhenEveryNodeHasAnAgentThatAnswers() throws Exception {
		install("registry.example.org/agent:1", "20m");
		try (RolloutWatch _ = RolloutWatch.begin(admin, namespace, told::set)) {
			Rollout done = await("both nodes", Rollout::isDone);
			assertEquals(List.of(namespace + "-a", namespace + "-b"), done.nodes().stream().map(NodeRollout::node).toList());
			assertEquals(2, done.count(Stage.READY));
		}
	}

	@Test
	public void eachReasonWhyAnAgentDoesNotStartHasItsWordsAndARemedy() throws Exception {
		String[][] table = {
				{ WAITING.formatted(0, "ImagePullBackOff", "Back-off pulling image \\\"x\\\"", ""), "The node cannot get the image: Back-off pulling image \"x\"." },
				{ WAITING.formatted(0, "InvalidImageName", "invalid reference", ""), "The image's reference is wrong: invalid reference." },
				{ WAITING.formatted(0, "CreateContainerConfigError", "secret \\\"s\\\" not found", ""),
						"The node cannot start it (CreateContainerConfigError): secret \"s\" not found." },
				{ WAITING.formatted(3, "CrashLoopBackOff", "back-off", ENDED.formatted(137, "OOMKilled")),
						"The kernel has ended it, since it took more memory than its limit." },
				{ WAITING.formatted(4, "CrashLoopBackOff", "back-off", ENDED.formatted(2, "Error")), "It has ended with 2: this image does not know one of its options." },
				{ WAITING.formatted(5, "CrashLoopBackOff", "back-off", ENDED.formatted(3, "Error")), "It has ended with 3: it was not permitted what it needs." },
				{ WAITING.formatted(6, "CrashLoopBackOff", "back-off", ENDED.formatted(4, "Error")), "It has ended with 4: it is not possible on this node." },
				{ WAITING.formatted(7, "CrashLoopBackOff", "back-off", ENDED.formatted(1, "Error")), "It has ended with 1." },
		};
		nodes.say(namespace + "-a", table[0][0]);
		install("registry.example.org/agent:1", "20m");
		try (RolloutWatch _ = RolloutWatch.begin(admin, namespace, told::set)) {
			for (String[] row : table) {
				nodes.say(namespace + "-a", row[0]);
				Rollout rollout = await(row[1], each -> firstNode(each).cause().equals(row[1]));
				assertEquals(Stage.FAILING, firstNode(rollout).stage());
				assertTrue(rollout.toString(), firstNode(rollout).remedy().endsWith("."));
				assertTrue(rollout.isStuck());
			}
			/* No machine is behind the node, so that nobody has a log: that is said, too. */
			await("why there is no log", each -> firstNode(each).log().stream().anyMatch(line -> line.startsWith("Its log could not be read: ")));
		}
	}

	@Test
	public void aPodThatNoNodeTakesSaysWhatTheSchedulerSays() throws Exception {
		install("registry.example.org/agent:1", "100");
		try (RolloutWatch _ = RolloutWatch.begin(admin, namespace, told::set)) {
			Rollout rollout = await("the scheduler's words", each -> each.nodes().stream().anyMatch(node -> node.cause().contains("Insufficient cpu")));
			assertEquals(Stage.WAITING, rollout.nodes().getFirst().stage());
		}
	}

	@Test
	public void podsThatAreNotEvenMadeSayWhatAdmissionSays() throws Exception {
		kubernetes.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
		kubernetes.resourceQuotas().inNamespace(namespace).resource(new ResourceQuotaBuilder().withNewMetadata().withName("none").endMetadata().withNewSpec()
				.addToHard("pods", new Quantity("0")).endSpec().build()).create();
		TestCluster.await("the quota to be counted", () -> {
			var status = kubernetes.resourceQuotas().inNamespace(namespace).withName("none").get().getStatus();
			return status != null && status.getUsed() != null && status.getUsed().containsKey("pods");
		});
		AgentPlan plan = AgentPlan.of(admin, settings("registry.example.org/agent:1", "20m"));
		assertTrue("the preflight says it before: " + plan.findings(), plan.isBlocked() && plan.findings().toString().contains("exceeded quota: none"));
		plan.apply(admin, false, (_, _, _) -> {
		});
		try (RolloutWatch _ = RolloutWatch.begin(admin, namespace, told::set)) {
			Rollout rollout = await("the refusal", each -> !each.cause().isEmpty());
			assertTrue(rollout.cause(), rollout.cause().contains("exceeded quota: none"));
			assertTrue(rollout.isStuck());
		}
	}

	@Test
	public void whatRunsAFormerTemplateIsNotDone() throws Exception {
		install("registry.example.org/agent:1", "20m");
		try (RolloutWatch _ = RolloutWatch.begin(admin, namespace, told::set)) {
			await("both nodes", Rollout::isDone);
			new AgentRollout(admin, namespace).pause();
			install("registry.example.org/agent:2", "20m");
			Rollout paused = await("both to be of a former template", each -> each.count(Stage.FORMER) == 2);
			assertTrue(paused.paused());
			new AgentRollout(admin, namespace).resume();
			await("both nodes again", each -> each.isDone() && !each.paused());
		}
	}

	@Test
	public void aDaemonSetThatIsDeletedByHandIsTold() throws Exception {
		install("registry.example.org/agent:1", "20m");
		try (RolloutWatch _ = RolloutWatch.begin(admin, namespace, told::set)) {
			await("both nodes", Rollout::isDone);
			kubernetes.apps().daemonSets().inNamespace(namespace).delete();
			Rollout gone = await("it to be gone", each -> !each.there());
			assertEquals("There is no daemon set of the agents.", gone.cause());
		}
	}
}
