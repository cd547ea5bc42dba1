package org.cortexbrain.cluster.internal;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.cluster.ClusterObject;
import org.cortexbrain.model.Workload;
import org.cortexbrain.model.Workload.Kind;

/** Which workload a pod is of, by owner references up to the one that a person made. For one thread. */
public final class Workloads {
	private final Optional<String> cluster;
	private final Map<String, ClusterObject.Pod> pods = new HashMap<>();
	private final Map<String, ClusterObject.Controller> controllers = new HashMap<>();
	/** Of pods that are gone, whose traffic is still shown. */
	private final Map<String, Workload> gone;
	/** The kinds of which all are known that ever will be. */
	private final Set<ClusterObject.Kind> known = EnumSet.noneOf(ClusterObject.Kind.class);

	/** @param most how many pods that are gone are remembered */
	public Workloads(String cluster, int most) {
		this.cluster = Optional.of(cluster);
		gone = new LinkedHashMap<>() {
			private static final long serialVersionUID = 1L;

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, Workload> eldest) {
				return size() > most;
			}
		};
	}

	public void put(ClusterObject.Pod pod) {
		pods.put(pod.uid(), pod);
	}

	public void put(ClusterObject.Controller controller) {
		controllers.put(controller.uid(), controller);
	}

	public void remove(ClusterObject.Pod pod) {
		of(pod.uid()).ifPresent(workload -> gone.put(pod.uid(), workload));
		pods.remove(pod.uid());
	}

	public void remove(ClusterObject.Controller controller) {
		/* A ReplicaSet may be told gone before its pods are: they are its, still. */
		pods.values().stream().filter(pod -> pod.owner().filter(owner -> owner.uid().equals(controller.uid())).isPresent())
				.forEach(pod -> of(pod.uid()).ifPresent(workload -> gone.put(pod.uid(), workload)));
		controllers.remove(controller.uid());
	}

	/** From now on, an object of this kind that is not known is one of which nothing can be known. */
	public void areKnown(ClusterObject.Kind kind) {
		known.add(kind);
	}

	/** Empty for a pod that is not known, and as long as its owner's owner may still be told. */
	public Optional<Workload> of(String podUid) {
		ClusterObject.Pod pod = pods.get(podUid);
		if (gone.containsKey(podUid)) {
			return Optional.of(gone.get(podUid));
		}
		if (pod == null) {
			return Optional.empty();
		}
		if (pod.owner().isEmpty()) {
			return workload(pod, Kind.BARE_POD, pod.name());
		}
		ClusterObject.Owner owner = pod.owner().get();
		return switch (owner.kind()) {
		case "StatefulSet" -> workload(pod, Kind.STATEFUL_SET, owner.name());
		case "DaemonSet" -> workload(pod, Kind.DAEMON_SET, owner.name());
		/* A static pod, which the kubelet runs from a file. */
		case "Node" -> workload(pod, Kind.BARE_POD, pod.name());
		case "ReplicaSet" -> above(pod, owner, ClusterObject.Kind.REPLICA_SET, Kind.REPLICA_SET, "Deployment", Kind.DEPLOYMENT);
		case "Job" -> above(pod, owner, ClusterObject.Kind.JOB, Kind.JOB, "CronJob", Kind.CRON_JOB);
		default -> workload(pod, Kind.POD_OWNER, owner.name());
		};
	}

	private Optional<Workload> above(ClusterObject.Pod pod, ClusterObject.Owner owner, ClusterObject.Kind kind, Kind own, String expected,
			Kind higher) {
		ClusterObject.Controller controller = controllers.get(owner.uid());
		if (controller == null) {
			return known.contains(kind) ? workload(pod, own, owner.name()) : Optional.empty();
		}
		return controller.owner().map(top -> workload(pod, top.kind().equals(expected) ? higher : Kind.POD_OWNER, top.name()))
				.orElseGet(() -> workload(pod, own, owner.name()));
	}

	private Optional<Workload> workload(ClusterObject.Pod pod, Kind kind, String name) {
		return Optional.of(new Workload(cluster, Optional.of(pod.namespace()), kind, name));
	}
}
