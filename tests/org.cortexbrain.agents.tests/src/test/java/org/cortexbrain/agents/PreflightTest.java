package org.cortexbrain.agents;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.cortexbrain.agents.Finding.Severity;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** What is found before anything is changed, on a real API server. */
public class PreflightTest {
	private final String namespace = "preflight-" + UUID.randomUUID().toString().substring(0, 8);
	private ClusterConnection admin;
	private PlayedNodes nodes;

	@Before
	public void connect() throws Exception {
		admin = TestCluster.connection("admin");
	}

	@After
	public void close() {
		if (nodes != null) {
			nodes.close();
		}
		if (admin != null) {
			admin.close();
		}
	}

	private void nodes(String kernel) {
		nodes = new PlayedNodes(admin.kubernetes(), kernel, namespace + "-a", namespace + "-b");
	}

	private AgentPlan plan(ClusterConnection connection, List<String> tolerations) throws Exception {
		return AgentPlan.of(connection, new AgentSettings(namespace, "registry.example.org/agent:1", "", "20m", "96Mi", "256Mi",
				Map.of("kubernetes.io/hostname", namespace + "-a"), tolerations, "", true, 16384, 131072));
	}

	private static Finding finding(AgentPlan plan, String title) {
		return plan.findings().stream().filter(finding -> finding.title().equals(title)).findFirst().orElseThrow(() -> new AssertionError(plan.findings()));
	}

	@Test
	public void whereEverythingIsRightNothingIsInTheWay() throws Exception {
		nodes("6.1.0");
		AgentPlan plan = plan(admin, List.of("*"));
		assertFalse(plan.findings().toString(), plan.isBlocked());
		assertEquals("1 of 2 would get an agent.", finding(plan, "Nodes").cause());
	}

	@Test
	public void whoMayOnlyReadIsToldWhichRightsAreMissing() throws Exception {
		nodes("6.1.0");
		try (ClusterConnection viewer = TestCluster.connection("viewer")) {
			AgentPlan plan = plan(viewer, List.of("*"));
			assertTrue(plan.isBlocked());
			assertEquals(Severity.BLOCKING, finding(plan, "Your rights").severity());
			assertTrue(finding(plan, "Your rights").cause(), finding(plan, "Your rights").cause().startsWith("You may not create namespaces, "));
		}
	}

	@Test
	public void whoMayNothingIsToldSo() throws Exception {
		try (ClusterConnection nobody = TestCluster.connection("nobody")) {
			ClusterFault fault = assertThrows(ClusterFault.class, () -> plan(nobody, List.of("*")));
			assertTrue(fault.getMessage(), fault.getMessage().startsWith("You may not list serviceaccounts"));
		}
	}

	@Test
	public void aTaintThatIsNotToleratedIsNamedAndBlocksWhereNoNodeIsLeft() throws Exception {
		nodes("6.1.0");
		admin.kubernetes().nodes().withName(namespace + "-a").patch(PatchContext.of(PatchType.STRATEGIC_MERGE), """
				{"spec":{"taints":[{"key":"dedicated","value":"db","effect":"NoSchedule"}]}}
				""");
		AgentPlan plan = plan(admin, List.of("other"));
		assertEquals("None of 2 nodes would get an agent.", finding(plan, "Nodes").cause());
		assertEquals(Severity.BLOCKING, finding(plan, "Nodes").severity());
		assertEquals(Severity.GOOD, finding(plan(admin, List.of("dedicated=db:NoSchedule", "node.kubernetes.io/not-ready")), "Nodes").severity());
	}

	@Test
	public void aKernelThatIsTooOldIsNamed() throws Exception {
		nodes("5.10.0-8-amd64");
		AgentPlan plan = plan(admin, List.of("*"));
		assertEquals(namespace + "-a has Linux 5.10.0-8-amd64, and an agent needs 5.15 or newer: it will end there.", finding(plan, "Kernels").cause());
		assertEquals(Severity.WARNED, finding(plan, "Kernels").severity());
	}

	@Test
	public void aClusterWithoutNodesIsToldSo() throws Exception {
		AgentPlan plan = plan(admin, List.of("*"));
		assertEquals("The cluster has no nodes.", finding(plan, "Nodes").cause());
		assertTrue(plan.isBlocked());
	}

	@Test
	public void aPriorityClassThatIsNotThereIsFoundByTryingAPod() throws Exception {
		nodes("6.1.0");
		admin.kubernetes().namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
		try {
			TestCluster.await("the namespace's account", () -> admin.kubernetes().serviceAccounts().inNamespace(namespace).withName("default").get() != null);
			AgentPlan plan = AgentPlan.of(admin, new AgentSettings(namespace, "registry.example.org/agent:1", "", "20m", "96Mi", "256Mi", Map.of(), List.of("*"),
					"not-there", true, 16384, 131072));
			assertEquals(Severity.BLOCKING, finding(plan, "Admission of pods").severity());
			assertTrue(finding(plan, "Admission of pods").cause(), finding(plan, "Admission of pods").cause().contains("not-there"));
		} finally {
			admin.kubernetes().namespaces().withName(namespace).delete();
		}
	}
}
