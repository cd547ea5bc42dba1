package org.cortexbrain.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What owns pods (Deployment, StatefulSet, DaemonSet, Job, a bare pod), or what stands in its place outside Kubernetes.
 *
 * @param cluster the cluster, by this client's name for it; empty outside of clusters
 * @param namespace the Kubernetes namespace, if it has one
 * @param kind what sort of thing this is
 * @param name without hash or ordinal
 */
public record Workload(Optional<String> cluster, Optional<String> namespace, Kind kind, String name) {

	/**
	 * Sorts of workload. {@link #REPLICA_SET} is one that nothing owns, or whose owner may not be read; {@link #POD_OWNER} is an owner of a kind that
	 * is none of these, or that is known by its pods' names alone.
	 */
	public enum Kind {
		DEPLOYMENT, STATEFUL_SET, DAEMON_SET, CRON_JOB, JOB, REPLICA_SET, BARE_POD, POD_OWNER, SERVICE, NODE, CONTROL_PLANE, UNIT, CONTAINER, PROCESS,
		EXTERNAL, UNIDENTIFIED
	}

	/** In no cluster that is known. */
	public Workload(Optional<String> namespace, Kind kind, String name) {
		this(Optional.empty(), namespace, kind, name);
	}

	/*
	 * The name generators of Kubernetes draw from this alphabet, which has no vowels and no 0, 1, 3
	 * (k8s.io/apimachinery/pkg/util/rand).
	 */
	private static final String SAFE = "[bcdfghjklmnpqrstvwxz2456789]";
	private static final Pattern REPLICA_SET_POD = Pattern.compile("(.+)-" + SAFE + "{6,10}-" + SAFE + "{5}");
	private static final Pattern STATEFUL_SET_POD = Pattern.compile("(.+)-\\d{1,6}");
	private static final Pattern GENERATED_POD = Pattern.compile("(.+)-" + SAFE + "{5}");

	/**
	 * The workload of an endpoint as far as names alone can tell. A cluster's owner references, where they are known, take precedence.
	 */
	public static Workload of(Endpoint endpoint) {
		Optional<String> cluster = endpoint.cluster();
		return switch (endpoint) {
		case Endpoint.Pod pod -> ofPodName(cluster, pod.namespace(), pod.name());
		case Endpoint.Service service -> new Workload(cluster, service.inNamespace(), Kind.SERVICE, service.name());
		case Endpoint.Node node -> new Workload(cluster, Optional.empty(), Kind.NODE, node.name());
		case Endpoint.ControlPlane plane -> new Workload(cluster, Optional.empty(), Kind.CONTROL_PLANE, plane.name());
		case Endpoint.Unit unit -> new Workload(cluster, Optional.empty(), Kind.UNIT, unit.name());
		case Endpoint.Container container -> new Workload(cluster, Optional.empty(), Kind.CONTAINER, container.name());
		case Endpoint.Process process -> new Workload(cluster, Optional.empty(), Kind.PROCESS, process.name());
		case Endpoint.Network network -> new Workload(cluster, Optional.empty(), Kind.EXTERNAL, network.name());
		case Endpoint.External _, Endpoint.Others _ -> new Workload(cluster, Optional.empty(), Kind.EXTERNAL, "external");
		case Endpoint.Unidentified _ -> new Workload(cluster, Optional.empty(), Kind.UNIDENTIFIED, "unidentified");
		};
	}

	private static Workload ofPodName(Optional<String> cluster, String namespace, String pod) {
		var in = Optional.of(namespace);
		var matcher = REPLICA_SET_POD.matcher(pod);
		if (matcher.matches()) {
			return new Workload(cluster, in, Kind.DEPLOYMENT, matcher.group(1));
		}
		matcher = STATEFUL_SET_POD.matcher(pod);
		if (matcher.matches()) {
			return new Workload(cluster, in, Kind.STATEFUL_SET, matcher.group(1));
		}
		matcher = GENERATED_POD.matcher(pod);
		if (matcher.matches()) {
			return new Workload(cluster, in, Kind.POD_OWNER, matcher.group(1));
		}
		return new Workload(cluster, in, Kind.BARE_POD, pod);
	}

	/** Unique among workloads; opaque. */
	public String id() {
		return "workload/" + cluster.map(name -> name + "/").orElse("") + namespace.orElse("") + "/" + kind + "/" + name;
	}
}
