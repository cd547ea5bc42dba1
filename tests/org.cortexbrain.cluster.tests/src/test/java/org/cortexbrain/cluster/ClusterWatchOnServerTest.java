package org.cortexbrain.cluster;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.cortexbrain.cluster.ClusterObject.Kind;
import org.cortexbrain.cluster.internal.watch.KindWatch;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Kubeconfig;
import org.cortexbrain.kubeconfig.PluginConsole;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.kubeconfig.Resolution;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Workload;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import okhttp3.OkHttpClient;

/**
 * The watch on a real API server: that of the test cluster whose folder is in the environment variable CORTEXBRAIN_TEST_CLUSTER; without it, these
 * tests are skipped. Needs no node: the tests say themselves what a kubelet would say of pods.
 */
public class ClusterWatchOnServerTest {
	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final String namespace = "watch-" + UUID.randomUUID().toString().substring(0, 8);
	private Path folder;
	private ClusterConnection admin;
	private KubernetesClient kubernetes;
	private final AddressBook book = new AddressBook("test");

	@Before
	public void connect() throws IOException {
		String named = System.getenv("CORTEXBRAIN_TEST_CLUSTER");
		assumeTrue("CORTEXBRAIN_TEST_CLUSTER names no test cluster", named != null);
		folder = Path.of(named);
		admin = connection("admin");
		kubernetes = admin.kubernetes();
		kubernetes.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
		/* Pods that no scheduler and no kubelet touches. */
		kubernetes.nodes().resource(new NodeBuilder().withNewMetadata().withName(namespace).endMetadata().build()).create();
		await("the namespace's service account", () -> kubernetes.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
	}

	@After
	public void close() {
		if (admin != null) {
			kubernetes.pods().inNamespace(namespace).withGracePeriod(0).delete();
			kubernetes.namespaces().withName(namespace).delete();
			kubernetes.nodes().withName(namespace).delete();
			admin.close();
		}
	}

	private ClusterConnection connection(String context) throws IOException {
		Path file = folder.resolve("kubeconfig");
		Resolution resolution = Kubeconfig.of(Files.readString(file), file.toString(), folder).resolve(context, Map.of());
		assertTrue(resolution.toString(), resolution instanceof Resolution.Usable);
		return ClusterConnection.of(((Resolution.Usable) resolution).access(),
				new PluginCredentials(Map::of, new Silent(), Duration.ofSeconds(5), InstantSource.system()));
	}

	private static final class Silent implements PluginConsole {
		@Override
		public void show(ExecPlugin plugin, String text) {
		}

		@Override
		public Input input(ExecPlugin plugin) {
			return new Input.Unavailable("this is a test");
		}
	}

	private static void await(String what, BooleanSupplier condition) {
		Instant deadline = Instant.now().plus(PATIENCE);
		while (!condition.getAsBoolean()) {
			assertTrue(what + " did not come within " + PATIENCE, Instant.now().isBefore(deadline));
			LockSupport.parkNanos(20_000_000);
		}
	}

	private static boolean isLive(ClusterWatch watch, Set<Kind> kinds) {
		return watch.states().entrySet().stream().filter(state -> kinds.contains(state.getKey())).allMatch(state -> state.getValue() instanceof WatchState.Live);
	}

	private Optional<Endpoint> target(String address, int port) {
		return book.target(InetAddress.ofLiteral(address), port, Instant.now());
	}

	private Pod create(String name, String address) {
		Pod pod = kubernetes.pods().inNamespace(namespace).resource(new PodBuilder().withNewMetadata().withName(name).endMetadata().withNewSpec().withNodeName(namespace)
				.addNewContainer().withName("main").withImage("none").endContainer().endSpec().build()).create();
		return give(pod, address);
	}

	/** What a kubelet tells of a pod that runs. */
	private Pod give(Pod pod, String address) {
		return kubernetes.pods().inNamespace(namespace).withName(pod.getMetadata().getName()).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
				{"status":{"phase":"Running","podIP":"%1$s","podIPs":[{"ip":"%1$s"}],"conditions":[{"type":"Ready","status":"True"}]}}
				""".formatted(address));
	}

	private static Endpoint endpoint(Pod pod) {
		var metadata = pod.getMetadata();
		return new Endpoint.Pod(Optional.of("test"), metadata.getNamespace(), metadata.getName(), metadata.getUid());
	}

	@Test
	public void whatIsThereAndWhatChangesIsKnown() {
		Pod before = create("before", "10.200.1.1");
		try (var watch = new ClusterWatch(admin, book)) {
			await("all kinds", () -> isLive(watch, EnumSet.allOf(Kind.class)));
			assertEquals(Optional.of(endpoint(before)), target("10.200.1.1", 80));
			Pod after = create("after", "10.200.1.2");
			await("a new pod", () -> target("10.200.1.2", 80).equals(Optional.of(endpoint(after))));
			kubernetes.resource(before).withGracePeriod(0).delete();
			await("the end of a pod", () -> target("10.200.1.1", 80).isEmpty());
			Pod next = create("next", "10.200.1.1");
			await("the next pod at its address", () -> target("10.200.1.1", 80).equals(Optional.of(endpoint(next))));
		}
	}

	@Test
	public void theWorkloadIsKnownByOwnersAndTheServiceByItsBackends() {
		try (var watch = new ClusterWatch(admin, book)) {
			await("all kinds", () -> isLive(watch, EnumSet.allOf(Kind.class)));
			Service service = kubernetes.services().inNamespace(namespace).resource(new ServiceBuilder().withNewMetadata().withName("web").endMetadata().withNewSpec()
					.addToSelector("app", "web").addNewPort().withPort(80).withNewTargetPort(8080).endPort().endSpec().build()).create();
			kubernetes.apps().deployments().inNamespace(namespace).resource(new DeploymentBuilder().withNewMetadata().withName("web").endMetadata().withNewSpec()
					.withNewSelector().addToMatchLabels("app", "web").endSelector().withNewTemplate().withNewMetadata().addToLabels("app", "web").endMetadata()
					.withNewSpec().withNodeName(namespace).addNewContainer().withName("main").withImage("none").endContainer().endSpec().endTemplate().endSpec().build()).create();
			await("the deployment's pod", () -> !kubernetes.pods().inNamespace(namespace).withLabel("app", "web").list().getItems().isEmpty());
			Pod pod = give(kubernetes.pods().inNamespace(namespace).withLabel("app", "web").list().getItems().getFirst(), "10.200.2.1");
			var workload = Optional.of(new Workload(Optional.of("test"), Optional.of(namespace), Workload.Kind.DEPLOYMENT, "web"));
			await("the workload of the pod", () -> book.workload(endpoint(pod)).equals(workload));
			Endpoint web = new Endpoint.Service(Optional.of("test"), namespace, "web", service.getMetadata().getUid());
			await("the service's address", () -> target(service.getSpec().getClusterIP(), 80).equals(Optional.of(web)));
			await("the service's backend", () -> book.leads((Endpoint.Service) web, 80, (Endpoint.Pod) endpoint(pod), 8080));
			assertEquals("the workload behind the service", workload, book.workload(web));
			Service apiServers = kubernetes.services().inNamespace("default").withName("kubernetes").get();
			assertEquals(Optional.of(new Endpoint.ControlPlane(Optional.of("test"))), target(apiServers.getSpec().getClusterIP(), 443));
		}
	}

	/** Many enough that they come in several pages. */
	@Test
	public void pagesAndStreamsKnowTheSamePods() {
		int pods = 600;
		IntStream.range(0, pods).parallel().forEach(number -> kubernetes.pods().inNamespace(namespace).resource(new PodBuilder().withNewMetadata()
				.withName("p" + number).endMetadata().withNewSpec().withNodeName(namespace).addNewContainer().withName("main").withImage("none").endContainer().endSpec()
				.build()).create());
		OkHttpClient withoutStreams = admin.http().newBuilder().addInterceptor(chain -> {
			boolean streamed = chain.request().url().queryParameter("sendInitialEvents") != null;
			return chain.proceed(streamed ? chain.request().newBuilder().url(chain.request().url().newBuilder().setQueryParameter("resourceVersionMatch", "None").build())
					.build() : chain.request());
		}).build();
		var paged = new AddressBook("paged");
		try (var watch = new ClusterWatch(admin, book);
				var second = new ClusterWatch(withoutStreams, admin.server(), Optional.empty(), paged, KindWatch.Pace.USUAL)) {
			await("all kinds by streams", () -> isLive(watch, EnumSet.allOf(Kind.class)));
			await("all kinds by pages", () -> isLive(second, EnumSet.allOf(Kind.class)));
			assertEquals(pods, own(book).size());
			assertEquals(own(book), own(paged));
		}
	}

	private Set<ClusterObject.Pod> own(AddressBook known) {
		return known.pods().stream().filter(pod -> pod.namespace().equals(namespace)).collect(Collectors.toSet());
	}

	@Test
	public void whatHappensWhileTheApiServerIsKilledIsKnownAfterwards() throws IOException {
		Pod before = create("before", "10.200.3.1");
		try (var watch = new ClusterWatch(admin, book)) {
			await("all kinds", () -> isLive(watch, EnumSet.allOf(Kind.class)));
			killApiServer();
			await("the break", () -> watch.states().get(Kind.POD) instanceof WatchState.Broken);
			await("the API server", () -> {
				try {
					kubernetes.resource(before).withGracePeriod(0).delete();
					return true;
				} catch (RuntimeException e) {
					/* Not yet. */
					return false;
				}
			});
			Pod after = create("after", "10.200.3.2");
			await("the news", () -> target("10.200.3.2", 80).equals(Optional.of(endpoint(after))) && target("10.200.3.1", 80).isEmpty());
			await("all kinds after the break", () -> isLive(watch, EnumSet.allOf(Kind.class)));
		}
	}

	private void killApiServer() throws IOException {
		long supervisor = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
		new ProcessBuilder("kill", "-USR1", Long.toString(supervisor)).inheritIO().start().onExit().join();
	}

	@Test
	public void whoMayReadOneNamespaceWatchesThat() throws IOException {
		try (var connection = connection("dev"); var watch = new ClusterWatch(connection, book)) {
			await("the own namespace", () -> watch.states().get(Kind.POD) instanceof WatchState.Live live && live.onlyNamespace().equals(Optional.of("default")));
			await("the refusal", () -> watch.states().get(Kind.NODE) instanceof WatchState.Refused);
			var refused = (WatchState.Refused) watch.states().get(Kind.NODE);
			assertTrue(refused.fault().getMessage(), refused.fault().getMessage().startsWith("You may not list and watch nodes (403)"));
		}
	}

	@Test
	public void whoMayReadNothingIsToldSoForEachKind() throws IOException {
		try (var connection = connection("nobody"); var watch = new ClusterWatch(connection, book)) {
			await("the refusals", () -> watch.states().values().stream().allMatch(WatchState.Refused.class::isInstance));
			assertEquals(List.of(), book.pods());
		}
	}
}
