package org.cortexbrain.agents;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/**
 * Nodes that the API server knows and that no machine is behind: this says of their pods what a kubelet would say, as the test wants it. The
 * scheduler and the controllers are real.
 */
final class PlayedNodes implements AutoCloseable {
	/** What a kubelet says of a pod whose agent answers. */
	static final String READY = """
			{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"agent","image":"i","imageID":"i","ready":true,
			"restartCount":0,"state":{"running":{}}}]}}
			""";
	private final KubernetesClient kubernetes;
	private final List<String> names;
	private final Map<String, String> statuses = new ConcurrentHashMap<>();
	private final SharedIndexInformer<Pod> pods;
	private volatile boolean closed;

	PlayedNodes(KubernetesClient kubernetes, String kernel, String... names) {
		this.kubernetes = kubernetes;
		this.names = List.of(names);
		for (String name : names) {
			kubernetes.nodes().resource(new NodeBuilder().withNewMetadata().withName(name).addToLabels("kubernetes.io/os", "linux").addToLabels("kubernetes.io/hostname", name)
					.endMetadata().build()).create();
			statuses.put(name, READY);
			kubernetes.nodes().withName(name).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
					{"status":{"capacity":{"cpu":"4","memory":"8Gi","pods":"50"},"allocatable":{"cpu":"4","memory":"8Gi","pods":"50"},
					"conditions":[{"type":"Ready","status":"True","reason":"Played","lastHeartbeatTime":"%s"}],
					"nodeInfo":{"kernelVersion":"%s","architecture":"amd64","operatingSystem":"linux","osImage":"","containerRuntimeVersion":"containerd://1.7",
					"kubeletVersion":"v1.34.4","kubeProxyVersion":"","machineID":"","systemUUID":"","bootID":""}}}
					""".formatted(java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS), kernel));
		}
		pods = kubernetes.pods().inAnyNamespace().inform(new ResourceEventHandler<>() {
			@Override
			public void onAdd(Pod pod) {
				play(pod);
			}

			@Override
			public void onUpdate(Pod former, Pod pod) {
				play(pod);
			}

			@Override
			public void onDelete(Pod pod, boolean unknown) {
				/* It is gone, as a kubelet wants it. */
			}
		});
	}

	/** What its kubelet says of pods from now on, those that are there included. */
	void say(String node, String status) {
		statuses.put(node, status);
		pods.getStore().list().forEach(this::play);
	}

	/** From now on no kubelet says or does anything. */
	void fallSilent() {
		closed = true;
	}

	private void play(Pod pod) {
		String node = pod.getSpec().getNodeName();
		if (closed || node == null || !names.contains(node)) {
			return;
		}
		Thread.ofVirtual().start(() -> {
			var there = kubernetes.pods().inNamespace(pod.getMetadata().getNamespace()).withName(pod.getMetadata().getName());
			try {
				if (pod.getMetadata().getDeletionTimestamp() != null) {
					there.withGracePeriod(0).delete();
				} else {
					there.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), statuses.get(node));
				}
			} catch (KubernetesClientException gone) {
				if (gone.getCode() != 404 && !closed) {
					throw gone;
				}
			}
		});
	}

	@Override
	public void close() {
		closed = true;
		pods.close();
		names.forEach(name -> kubernetes.nodes().withName(name).delete());
	}
}
