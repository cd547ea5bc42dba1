package org.cortexbrain.cli;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Commands on the real API server of the test cluster whose folder is in CORTEXBRAIN_TEST_CLUSTER; without it, these tests are skipped. */
public class CfcliOnClusterTest {
	private static final String IMAGE = "registry.example.org/team/cortexbrain-agent:0.1";
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	private final Map<String, String> environment = new TreeMap<>();
	private final StringWriter out = new StringWriter();
	private final StringWriter err = new StringWriter();
	private final String namespace = "cfcli-" + UUID.randomUUID().toString().substring(0, 8);
	private KubernetesClient kubernetes;
	private Path file;

	@Before
	public void connect() throws Exception {
		String named = System.getenv("CORTEXBRAIN_TEST_CLUSTER");
		assumeTrue("CORTEXBRAIN_TEST_CLUSTER names no test cluster", named != null);
		file = Path.of(named).resolve("kubeconfig");
		environment.put("KUBECONFIG", file.toString());
		environment.put("XDG_CONFIG_HOME", folder.getRoot().getPath());
		kubernetes = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig("admin", Files.readString(file), file.toString())).build();
	}

	@After
	public void close() {
		if (kubernetes != null) {
			kubernetes.rbac().clusterRoles().withLabel("app.kubernetes.io/managed-by", "cortexbrain").delete();
			kubernetes.apps().daemonSets().inNamespace(namespace).delete();
			kubernetes.pods().inNamespace(namespace).withGracePeriod(0).delete();
			kubernetes.namespaces().withName(namespace).delete();
			kubernetes.nodes().withName(namespace).delete();
			kubernetes.close();
		}
	}

	private void addNode() {
		kubernetes.nodes().resource(new NodeBuilder().withNewMetadata().withName(namespace).addToLabels("kubernetes.io/os", "linux").endMetadata().build()).create();
		kubernetes.nodes().withName(namespace).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
				{"status":{"capacity":{"cpu":"4","memory":"8Gi","pods":"50"},"allocatable":{"cpu":"4","memory":"8Gi","pods":"50"},"conditions":[{"type":"Ready","status":"True"}],
				"nodeInfo":{"kernelVersion":"6.12.0","architecture":"amd64","operatingSystem":"linux","osImage":"","containerRuntimeVersion":"","kubeletVersion":"","kubeProxyVersion":"",
				"machineID":"","systemUUID":"","bootID":""}}}
				""");
	}

	private int run(String... arguments) {
		out.getBuffer().setLength(0);
		err.getBuffer().setLength(0);
		return Main.run(new Surroundings(environment, folder.getRoot().toPath(), false, new PrintWriter(out), new PrintWriter(err)), arguments);
	}

	private void assertRun(int code, String... arguments) {
		assertEquals(String.join(" ", arguments) + "\n" + out + err, code, run(arguments));
	}

	@Test
	public void aTestOfTheConnectionSaysWhoOneIsAndEndsWellOnlyIfItPasses() throws Exception {
		assertRun(ExitCode.DONE, "context", "test", "--context", "admin", "-o", "json");
		Schemas.assertValid("connection-test", out.toString());
		assertRun(ExitCode.DONE, "context", "test", "--context", "admin");
		assertThat(out.toString(), containsString("ok      Who am I: admin"));
		Path wrong = folder.getRoot().toPath().resolve("wrong");
		Files.writeString(wrong, Files.readString(file).replaceAll("(?m)^( *)token: .*$", "$1token: nobody-gave-this-out"));
		assertRun(ExitCode.NOT_PERMITTED, "context", "test", "--context", "dev", "--kubeconfig", wrong.toString());
		assertThat(out.toString(), containsString("does not know who asks (401)"));
	}

	@Test
	public void whereNoAgentIsThereIsNothingToObserveAndWhoMayNotLookIsToldSo() {
		assertRun(ExitCode.FAILED, "observe", "--context", "admin", "-A", "-l", "app=cart");
		assertThat(err.toString(), containsString("No agent is installed."));
		assertRun(ExitCode.NOT_PERMITTED, "observe", "--context", "nobody");
		assertThat(err.toString(), containsString("list pods in all namespaces"));
	}

	@Test
	public void aServiceIsShownWithEachOfItsBackendsAndWhetherItIsReady() throws Exception {
		kubernetes.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
		kubernetes.services().inNamespace(namespace).resource(new ServiceBuilder().withNewMetadata().withName("cart").addToLabels("tier", "back").endMetadata()
				.withNewSpec().withClusterIP("None").addToSelector("app", "cart").addNewPort().withName("http").withPort(8080).endPort().endSpec().build()).create();
		kubernetes.discovery().v1().endpointSlices().inNamespace(namespace).resource(new EndpointSliceBuilder().withNewMetadata().withName("cart-x").addToLabels("kubernetes.io/service-name", "cart")
				.endMetadata().withAddressType("IPv4")
				.addNewEndpoint().withAddresses("10.1.0.1").withNodeName("n1").withNewTargetRef().withKind("Pod").withName("cart-0").withUid("u0").endTargetRef()
				.withNewConditions().withReady(true).endConditions().endEndpoint()
				.addNewEndpoint().withAddresses("10.1.0.2").withNewConditions().withReady(false).endConditions().endEndpoint().build()).create();
		assertRun(ExitCode.DONE, "service", "list", "--context", "admin", "-n", namespace, "-l", "tier=back");
		assertEquals("NAMESPACE        NAME   TYPE        ADDRESS   PORTS      READY\n" + namespace + "   cart   ClusterIP   None      8080/TCP   1/2\n", out.toString());
		assertRun(ExitCode.DONE, "service", "list", "--context", "admin", "-n", namespace, "-l", "tier=front", "-o", "json");
		assertEquals(List.of(), Serialization.unmarshal(out.toString(), List.class));
		assertRun(ExitCode.DONE, "service", "describe", "cart", "--context", "admin", "-n", namespace);
		assertEquals("""
				Name        cart
				Namespace   %s
				Type        ClusterIP
				Address     None
				Ports       8080/TCP
				Selector    app=cart

				BACKEND   ADDRESS    NODE   READY
				cart-0    10.1.0.1   n1     yes
				-         10.1.0.2   -      no
				""".formatted(namespace), out.toString());
		assertRun(ExitCode.DONE, "service", "describe", "cart", "--context", "admin", "-n", namespace, "-o", "json");
		Schemas.assertValid("service", out.toString());
		assertRun(ExitCode.DONE, "service", "list", "--context", "admin", "-A", "-o", "json");
		Schemas.assertValid("services", out.toString());
		assertRun(ExitCode.FAILED, "service", "describe", "cart", "--context", "admin");
		assertThat(err.toString(), containsString("There is no service cart in the namespace default."));
		assertRun(ExitCode.NOT_PERMITTED, "service", "list", "--context", "nobody");
	}

	@Test
	public void infoAndDoctorTellWhereOneIsAndThatNoAgentIsThere() throws Exception {
		assertRun(ExitCode.DONE, "info", "--context", "admin", "-o", "json");
		Schemas.assertValid("info", out.toString());
		Map<?, ?> info = Serialization.unmarshal(out.toString(), Map.class);
		assertEquals("admin", info.get("context"));
		assertEquals(List.of(), info.get("agents"));
		assertTrue(info.toString(), info.get("serverVersion").toString().startsWith("v1."));
		assertRun(ExitCode.DIFFERS, "doctor", "--context", "admin", "-o", "json");
		Schemas.assertValid("doctor", out.toString());
		assertRun(ExitCode.DIFFERS, "doctor", "--context", "admin");
		assertThat(out.toString(), containsString("ok      Who am I: admin"));
		assertThat(out.toString(), containsString("TROUBLE Agents: None is installed."));
	}

	@Test
	public void whoMayNotInstallIsToldWhichRightsAreMissingAndEndsWithThree() {
		addNode();
		assertRun(ExitCode.NOT_PERMITTED, "install", "--context", "viewer", "--image", IMAGE, "-n", namespace);
		assertThat(err.toString(), containsString("in the way: Your rights: You may not create namespaces"));
	}

	@Test
	public void anInstallationIsTriedMadeShownRolledBackAndRemoved() throws Exception {
		addNode();
		assertRun(ExitCode.DIFFERS, "status", "--context", "admin");
		assertThat(err.toString(), containsString("No agent is installed."));
		assertRun(ExitCode.DIFFERS, "install", "--context", "admin", "--image", IMAGE, "-n", namespace, "--dry-run");
		assertThat(out.toString(), containsString("made     DaemonSet cortexbrain-agent in the namespace " + namespace));
		assertEquals(null, kubernetes.namespaces().withName(namespace).get());
		assertRun(ExitCode.DONE, "install", "--context", "admin", "--image", IMAGE, "-n", namespace, "--no-wait");
		assertRun(ExitCode.DONE, "install", "--context", "admin", "-n", namespace, "--dry-run");
		assertThat(out.toString(), containsString("kept     DaemonSet"));
		assertRun(ExitCode.FAILED, "install", "--context", "admin", "--image", IMAGE + "-next", "-n", namespace, "--timeout", "1");
		assertThat(err.toString(), containsString("The agents are not ready after 1 seconds: 0 of 1 ready"));
		assertRun(ExitCode.DIFFERS, "status", "--context", "admin", "-o", "json");
		Schemas.assertValid("status", out.toString());
		Map<?, ?> status = (Map<?, ?>) Serialization.unmarshal(out.toString(), List.class).getFirst();
		assertEquals(IMAGE + "-next", status.get("image"));
		assertEquals(false, status.get("done"));
		assertRun(ExitCode.DONE, "rollback", "--context", "admin");
		assertThat(err.toString(), containsString("again: " + IMAGE + "."));
		assertRun(ExitCode.DONE, "restart", "--context", "admin");
		assertRun(ExitCode.FAILED, "logs", "elsewhere", "--context", "admin");
		assertThat(err.toString(), containsString("There is no agent on the node elsewhere."));
		assertRun(ExitCode.FAILED, "uninstall", "--context", "admin");
		assertThat(err.toString(), containsString("Nobody is at a terminal to be asked: say --yes."));
		assertRun(ExitCode.DONE, "uninstall", "--context", "admin", "--dry-run");
		assertThat(out.toString(), containsString("Namespace " + namespace));
		Thread kubelet = Thread.ofVirtual().start(() -> {
			/* No machine is behind the node: somebody must say that its pods have ended. */
			while (kubernetes.apps().daemonSets().inNamespace(namespace).withName("cortexbrain-agent").get() != null) {
				kubernetes.pods().inNamespace(namespace).withGracePeriod(0).delete();
			}
		});
		assertRun(ExitCode.DONE, "uninstall", "--context", "admin", "--yes");
		kubelet.join();
		assertEquals(null, kubernetes.namespaces().withName(namespace).get());
		assertRun(ExitCode.FAILED, "uninstall", "--context", "admin", "--yes");
		assertTrue(err.toString(), err.toString().startsWith("cfcli: No agent is installed."));
	}
}
