package org.cortexbrain.cluster.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import org.cortexbrain.cluster.ClusterConnection;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/**
 * Makes the cluster large: nodes without a kubelet, deployments with a service each, whose pods the cluster's own controllers make, and says of
 * every pod what a kubelet would. Does nothing that is done already.
 */
final class Fill {
	private static final int PODS_EACH = 20;
	private static final int NAMESPACES = 20;
	private static final int AT_ONCE = 32;
	private static final String LABEL = "cortexbrain-scale";

	private final KubernetesClient kubernetes;
	private final Semaphore requests = new Semaphore(AT_ONCE);

	private Fill(KubernetesClient kubernetes) {
		this.kubernetes = kubernetes;
	}

	/** Takes a kubeconfig, a context, and how many nodes and pods. */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		int nodes = Integer.parseInt(arguments[2]);
		int pods = Integer.parseInt(arguments[3]);
		try (ClusterConnection connection = Cluster.connect(Path.of(arguments[0]), arguments[1])) {
			long began = System.nanoTime();
			new Fill(connection.kubernetes()).fill(nodes, pods);
			System.out.printf("filled: %,d nodes, %,d pods in %d s%n", nodes, pods, (System.nanoTime() - began) / 1_000_000_000);
		}
	}

	private void inParallel(int count, IntConsumer step) throws InterruptedException {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			List<? extends Future<?>> all = IntStream.range(0, count).mapToObj(number -> threads.submit(() -> inTurn(step, number))).toList();
			for (Future<?> each : all) {
				each.get();
			}
		} catch (ExecutionException e) {
			throw new IllegalStateException("a request failed", e.getCause());
		}
	}

	private void inTurn(IntConsumer step, int number) {
		requests.acquireUninterruptibly();
		try {
			step.accept(number);
		} finally {
			requests.release();
		}
	}

	/** Makes one thing, unless it is there. */
	private static void make(Runnable creation) {
		try {
			creation.run();
		} catch (KubernetesClientException e) {
			if (e.getCode() != 409) {
				throw e;
			}
		}
	}

	private static String namespace(int deployment) {
		return "scale-" + deployment % NAMESPACES;
	}

	private void fill(int nodes, int pods) throws InterruptedException {
		int deployments = pods / PODS_EACH;
		inParallel(NAMESPACES, number -> make(
				() -> kubernetes.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace(number)).endMetadata().build()).create()));
		inParallel(nodes, number -> make(() -> kubernetes.nodes().resource(new NodeBuilder().withNewMetadata().withName("scale-node-" + number)
				.endMetadata().withNewStatus().addNewAddress("192.168." + number / 250 + "." + number % 250, "InternalIP").endStatus().build()).create()));
		inParallel(deployments, number -> {
			String name = "app-" + number;
			make(() -> kubernetes.services().inNamespace(namespace(number)).resource(service(name)).create());
			make(() -> kubernetes.apps().deployments().inNamespace(namespace(number)).resource(deployment(name, "scale-node-" + number % nodes)).create());
		});
		AtomicInteger given = new AtomicInteger();
		int running = 0;
		while (running < pods) {
			List<Pod> all = kubernetes.pods().inAnyNamespace().withLabel(LABEL, "pod").list().getItems();
			List<Pod> waiting = all.stream().filter(pod -> pod.getStatus().getPodIP() == null && pod.getMetadata().getDeletionTimestamp() == null).toList();
			running = all.size() - waiting.size();
			System.out.printf("%,d of %,d pods run%n", running, pods);
			inParallel(waiting.size(), number -> run(waiting.get(number), given.getAndIncrement()));
			if (waiting.isEmpty()) {
				LockSupport.parkNanos(1_000_000_000);
			}
		}
	}

	private static Service service(String app) {
		return new ServiceBuilder().withNewMetadata().withName(app).endMetadata().withNewSpec().addToSelector("app", app)
				.addNewPort().withPort(80).withNewTargetPort(8080).endPort().endSpec().build();
	}

	private static Deployment deployment(String app, String node) {
		PodTemplateSpec pods = new PodTemplateSpecBuilder().withNewMetadata().addToLabels("app", app).addToLabels(LABEL, "pod").endMetadata()
				.withNewSpec().withNodeName(node).addNewContainer().withName("main").withImage("none")
				.addNewEnv().withName("SOME_SETTING").withValue("of a usual length, as pods have them").endEnv().endContainer()
				.addNewToleration().withOperator("Exists").endToleration().endSpec().build();
		return new DeploymentBuilder().withNewMetadata().withName(app).endMetadata().withNewSpec().withReplicas(PODS_EACH)
				.withNewSelector().addToMatchLabels("app", app).endSelector().withTemplate(pods).endSpec().build();
	}

	/* No address twice, also in a second run: it begins where the process began. */
	private void run(Pod pod, int number) {
		int unique = (int) (ProcessHandle.current().pid() % 50) * 20_000 + number;
		String address = "10." + (128 + unique / 62_500 % 100) + "." + unique / 250 % 250 + "." + (1 + unique % 250);
		kubernetes.pods().inNamespace(pod.getMetadata().getNamespace()).withName(pod.getMetadata().getName()).subresource("status")
				.patch(PatchContext.of(PatchType.JSON_MERGE), """
						{"status":{"phase":"Running","podIP":"%1$s","podIPs":[{"ip":"%1$s"}],"conditions":[{"type":"Ready","status":"True"}]}}
						""".formatted(address));
	}
}
