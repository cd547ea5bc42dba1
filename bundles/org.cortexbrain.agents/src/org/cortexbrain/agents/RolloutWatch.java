package org.cortexbrain.agents;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.cortexbrain.agents.internal.PodStages;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterConnection;
import org.cortexbrain.cluster.ClusterFault;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;

/**
 * Watches the agents of a namespace while a template goes through the nodes. The cluster tells each change; nothing is asked again and again.
 *
 * <p>Threading: listeners are called on the client's threads, one at a time.
 */
public final class RolloutWatch implements AutoCloseable {
	private static final int LOG_LINES = 12;
	private final ClusterConnection connection;
	private final String namespace;
	private final Consumer<Rollout> listener;
	private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
	private final Map<String, List<String>> logs = new ConcurrentHashMap<>();
	/** Guarded by this: ends of agents whose log was asked for, as UID and number of restarts. */
	private final Set<String> asked = new HashSet<>();
	private SharedIndexInformer<DaemonSet> sets;
	private SharedIndexInformer<Pod> pods;
	private Optional<SharedIndexInformer<Event>> events = Optional.empty();
	private volatile boolean begun;
	private volatile boolean closed;

	private RolloutWatch(ClusterConnection connection, String namespace, Consumer<Rollout> listener) {
		this.connection = connection;
		this.namespace = namespace;
		this.listener = Objects.requireNonNull(listener);
	}

	/**
	 * Begins; the listener has been called once when this returns. Blocks.
	 *
	 * @throws ClusterFault if daemon sets or pods of the namespace may not be watched; without events, reasons are told that pods themselves have
	 */
	public static RolloutWatch begin(ClusterConnection connection, String namespace, Consumer<Rollout> listener) throws ClusterFault {
		RolloutWatch watch = new RolloutWatch(connection, namespace, listener);
		try {
			watch.sets = watch.keep(connection.kubernetes().apps().daemonSets().inNamespace(namespace).withName(AgentPod.NAME).inform(watch.handler()));
			watch.pods = watch.keep(connection.kubernetes().pods().inNamespace(namespace).withLabel(AgentPod.NAME_LABEL, AgentPod.NAME).inform(watch.handler()));
			watch.events = watch.watchEvents();
		} catch (KubernetesClientException failure) {
			watch.close();
			throw connection.explain("watch daemonsets.apps and pods in the namespace " + namespace, failure);
		}
		watch.begun = true;
		watch.tell();
		return watch;
	}

	private Optional<SharedIndexInformer<Event>> watchEvents() {
		try {
			return Optional.of(keep(connection.kubernetes().v1().events().inNamespace(namespace).inform(handler())));
		} catch (KubernetesClientException refused) {
			if (refused.getCode() != 403) {
				throw refused;
			}
			return Optional.empty();
		}
	}

	private <T> SharedIndexInformer<T> keep(SharedIndexInformer<T> informer) {
		informers.add(informer);
		return informer;
	}

	private <T> ResourceEventHandler<T> handler() {
		return new ResourceEventHandler<>() {
			@Override
			public void onAdd(T object) {
				tell();
			}

			@Override
			public void onUpdate(T former, T object) {
				tell();
			}

			@Override
			public void onDelete(T object, boolean unknown) {
				tell();
			}
		};
	}

	private synchronized void tell() {
		if (!begun || closed) {
			return;
		}
		List<Pod> now = pods.getStore().list();
		now.forEach(this::askLog);
		listener.accept(PodStages.of(sets.getStore().list().stream().findFirst(), now, events.map(all -> all.getStore().list()).orElse(List.of()), logs));
	}

	/* Of an agent that ended, once for each end. */
	private void askLog(Pod pod) {
		List<ContainerStatus> containers = Optional.ofNullable(pod.getStatus().getContainerStatuses()).orElse(List.of());
		containers.stream().filter(container -> container.getLastState() != null && container.getLastState().getTerminated() != null
				|| container.getState() != null && container.getState().getTerminated() != null).findFirst().ifPresent(container -> {
					if (asked.add(pod.getMetadata().getUid() + "/" + container.getRestartCount())) {
						boolean former = container.getState() == null || container.getState().getTerminated() == null;
						Thread.ofVirtual().name("log of " + pod.getMetadata().getName()).start(() -> readLog(pod, former));
					}
				});
	}

	private void readLog(Pod pod, boolean former) {
		var resource = connection.kubernetes().pods().inNamespace(namespace).withName(pod.getMetadata().getName());
		List<String> lines;
		try {
			lines = (former ? resource.terminated() : resource).tailingLines(LOG_LINES).getLog().lines().toList();
		} catch (KubernetesClientException failure) {
			lines = List.of("Its log could not be read: " + connection.explain("get the log of the pod " + pod.getMetadata().getName(), failure).getMessage());
		}
		logs.put(pod.getMetadata().getUid(), lines);
		tell();
	}

	@Override
	public void close() {
		closed = true;
		informers.forEach(SharedIndexInformer::close);
	}
}
