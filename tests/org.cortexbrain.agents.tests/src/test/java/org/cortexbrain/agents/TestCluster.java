package org.cortexbrain.agents;

import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.cortexbrain.agents.internal.ObjectText;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Kubeconfig;
import org.cortexbrain.kubeconfig.PluginConsole;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.kubeconfig.Resolution;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The test cluster whose folder is in CORTEXBRAIN_TEST_CLUSTER; without it, the tests that ask for it are skipped. */
final class TestCluster {
	private static final Duration PATIENCE = Duration.ofSeconds(60);
	/* What happens by itself in a cluster, while nobody does anything. */
	private static final Set<String> RESTLESS = Set.of("Event", "Lease", "Node", "APIService", "FlowSchema", "PriorityLevelConfiguration", "ServiceCIDR", "IPAddress");

	private TestCluster() {
	}

	static ClusterConnection connection(String context) throws IOException {
		String named = System.getenv("CORTEXBRAIN_TEST_CLUSTER");
		assumeTrue("CORTEXBRAIN_TEST_CLUSTER names no test cluster", named != null);
		Path folder = Path.of(named);
		Path file = folder.resolve("kubeconfig");
		Resolution resolution = Kubeconfig.of(Files.readString(file), file.toString(), folder).resolve(context, Map.of());
		assertTrue(resolution.toString(), resolution instanceof Resolution.Usable);
		return ClusterConnection.of(((Resolution.Usable) resolution).access(), new PluginCredentials(Map::of, new Silent(), Duration.ofSeconds(5), InstantSource.system()));
	}

	private static final class Silent implements PluginConsole {
		@Override
		public void show(ExecPlugin plugin, String text) {
			throw new AssertionError("no context of the test cluster has a plug-in");
		}

		@Override
		public Input input(ExecPlugin plugin) {
			return new Input.Unavailable("this is a test");
		}
	}

	static void await(String what, BooleanSupplier condition) {
		await(() -> what, condition);
	}

	static void await(Supplier<String> what, BooleanSupplier condition) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				throw new AssertionError("waited for " + what.get());
			}
			LockSupport.parkNanos(20_000_000);
		}
	}

	/**
	 * All objects of all kinds as text, by kind, namespace and name, except those that change by themselves.
	 * What is in a namespace that is going, as those of former tests may be, is left out.
	 */
	static Map<String, String> everything(KubernetesClient kubernetes) {
		List<String> going = kubernetes.namespaces().list().getItems().stream().filter(each -> each.getMetadata().getDeletionTimestamp() != null)
				.map(each -> each.getMetadata().getName()).toList();
		Map<String, String> all = new TreeMap<>();
		List<String> versions = new ArrayList<>(List.of("v1"));
		kubernetes.getApiGroups().getGroups().forEach(group -> versions.add(group.getPreferredVersion().getGroupVersion()));
		for (String version : versions) {
			for (APIResource resource : kubernetes.getApiResources(version).getResources()) {
				if (resource.getVerbs().contains("list") && !resource.getName().contains("/") && !RESTLESS.contains(resource.getKind())) {
					list(kubernetes, version, resource).forEach(object -> all.put(resource.getKind() + " " + object.getMetadata().getNamespace() + "/"
							+ object.getMetadata().getName(), ObjectText.of(object)));
				}
			}
		}
		all.keySet().removeIf(title -> going.stream().anyMatch(namespace -> title.contains(" " + namespace + "/") || title.equals("Namespace null/" + namespace)));
		return all;
	}

	private static List<GenericKubernetesResource> list(KubernetesClient kubernetes, String version, APIResource resource) {
		int slash = version.indexOf('/');
		var context = new ResourceDefinitionContext.Builder().withGroup(slash < 0 ? "" : version.substring(0, slash)).withVersion(version.substring(slash + 1))
				.withKind(resource.getKind()).withPlural(resource.getName()).withNamespaced(resource.getNamespaced()).build();
		var all = kubernetes.genericKubernetesResources(context);
		return resource.getNamespaced() ? all.inAnyNamespace().list().getItems() : all.list().getItems();
	}
}
