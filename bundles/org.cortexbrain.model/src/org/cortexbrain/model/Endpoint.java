package org.cortexbrain.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One end of traffic.
 *
 * <p>What is inside the mesh is known by an identity that is never used twice (a pod's UID, not its address); what is outside is known
 * by its address. Who is seen through a cluster's connection carries the cluster's name, so that the same names in two clusters, and the same
 * private addresses, never mix; what an agent tells has none until the client adds it.
 */
public sealed interface Endpoint {

	/** A pod of Kubernetes. The UID tells two pods of one name apart. */
	record Pod(Optional<String> cluster, String namespace, String name, String uid) implements Endpoint {
		public Pod {
			Objects.requireNonNull(cluster);
			Objects.requireNonNull(namespace);
			Objects.requireNonNull(name);
			Objects.requireNonNull(uid);
		}

		/** In no cluster that is known. */
		public Pod(String namespace, String name, String uid) {
			this(Optional.empty(), namespace, name, uid);
		}

		@Override
		public String id() {
			return "pod/" + scope(cluster) + uid;
		}

		@Override
		public Optional<String> inNamespace() {
			return Optional.of(namespace);
		}

		@Override
		public Pod in(String cluster) {
			return new Pod(Optional.of(cluster), namespace, name, uid);
		}
	}

	/** A service of Kubernetes by an address of its own: who connects to it reaches one of several pods and is not told which. */
	record Service(Optional<String> cluster, String namespace, String name, String uid) implements Endpoint {
		public Service {
			Objects.requireNonNull(cluster);
			Objects.requireNonNull(namespace);
			Objects.requireNonNull(name);
			Objects.requireNonNull(uid);
		}

		@Override
		public String id() {
			return "service/" + scope(cluster) + uid;
		}

		@Override
		public Optional<String> inNamespace() {
			return Optional.of(namespace);
		}

		@Override
		public Service in(String cluster) {
			return new Service(Optional.of(cluster), namespace, name, uid);
		}
	}

	/** A node of a cluster by its own address, where no agent tells which program on it. */
	record Node(Optional<String> cluster, String name) implements Endpoint {
		@Override
		public String id() {
			return "node/" + scope(cluster) + name;
		}

		@Override
		public Node in(String cluster) {
			return new Node(Optional.of(cluster), name);
		}
	}

	/** The API servers of a cluster, which are reached by several addresses. */
	record ControlPlane(Optional<String> cluster) implements Endpoint {
		@Override
		public String id() {
			return "control-plane/" + scope(cluster);
		}

		@Override
		public String name() {
			return "control plane";
		}

		@Override
		public ControlPlane in(String cluster) {
			return new ControlPlane(Optional.of(cluster));
		}
	}

	/** A unit of systemd on a node, for instance {@code nginx.service}. */
	record Unit(Optional<String> cluster, String node, String name) implements Endpoint {
		/** In no cluster that is known. */
		public Unit(String node, String name) {
			this(Optional.empty(), node, name);
		}

		@Override
		public String id() {
			return "unit/" + scope(cluster) + node + "/" + name;
		}

		@Override
		public Unit in(String cluster) {
			return new Unit(Optional.of(cluster), node, name);
		}
	}

	/** A container that no pod owns; {@code containerId} in full. */
	record Container(Optional<String> cluster, String node, String runtime, String containerId) implements Endpoint {
		/** In no cluster that is known. */
		public Container(String node, String runtime, String containerId) {
			this(Optional.empty(), node, runtime, containerId);
		}

		@Override
		public String id() {
			return "container/" + scope(cluster) + node + "/" + containerId;
		}

		/** The first twelve digits of the container's id, as container tools print it. */
		@Override
		public String name() {
			return containerId.length() > 12 ? containerId.substring(0, 12) : containerId;
		}

		@Override
		public Container in(String cluster) {
			return new Container(Optional.of(cluster), node, runtime, containerId);
		}
	}

	/** A process of a node that belongs to no pod, container or unit, by the name of its program. */
	record Process(Optional<String> cluster, String node, String name) implements Endpoint {
		/** In no cluster that is known. */
		public Process(String node, String name) {
			this(Optional.empty(), node, name);
		}

		@Override
		public String id() {
			return "process/" + scope(cluster) + node + "/" + name;
		}

		@Override
		public Process in(String cluster) {
			return new Process(Optional.of(cluster), node, name);
		}
	}

	/** An address that nobody known owns, in its canonical text form ({@code 192.0.2.7}, {@code 2001:db8::7}), as a cluster's nodes see it. */
	record External(Optional<String> cluster, String address) implements Endpoint {
		/** In no cluster that is known. */
		public External(String address) {
			this(Optional.empty(), address);
		}

		@Override
		public String id() {
			return "external/" + scope(cluster) + address;
		}

		@Override
		public String name() {
			return address;
		}

		@Override
		public External in(String cluster) {
			return new External(Optional.of(cluster), address);
		}
	}

	/** All addresses outside that a person gave one name, as a cluster's nodes see them. */
	record Network(Optional<String> cluster, String name) implements Endpoint {
		@Override
		public String id() {
			return "network/" + scope(cluster) + name;
		}

		@Override
		public Network in(String cluster) {
			return new Network(Optional.of(cluster), name);
		}
	}

	/**
	 * The remote addresses that did not fit the kernel's table and were counted together, so that sums stay right. Each node has its
	 * own.
	 */
	record Others(Optional<String> cluster, String node) implements Endpoint {
		/** In no cluster that is known. */
		public Others(String node) {
			this(Optional.empty(), node);
		}

		@Override
		public String id() {
			return "others/" + scope(cluster) + node;
		}

		@Override
		public String name() {
			return "others";
		}

		@Override
		public Others in(String cluster) {
			return new Others(Optional.of(cluster), node);
		}
	}

	/** A socket's owner whose control group was gone before it could be named. */
	record Unidentified(Optional<String> cluster, String node, long cgroupId) implements Endpoint {
		/** In no cluster that is known. */
		public Unidentified(String node, long cgroupId) {
			this(Optional.empty(), node, cgroupId);
		}

		@Override
		public String id() {
			return "unidentified/" + scope(cluster) + node + "/" + Long.toUnsignedString(cgroupId);
		}

		@Override
		public String name() {
			return "unidentified";
		}

		@Override
		public Unidentified in(String cluster) {
			return new Unidentified(Optional.of(cluster), node, cgroupId);
		}
	}

	/** Unique among all endpoints, stable as long as the endpoint lives; opaque. */
	String id();

	/** What a person calls it, without its cluster, namespace or node. */
	String name();

	/** The cluster through whose connection it is seen, by the name that this client has for it; empty outside of clusters. */
	Optional<String> cluster();

	/** The same, seen through the connection to a cluster. */
	Endpoint in(String cluster);

	/** The Kubernetes namespace, if it has one. */
	default Optional<String> inNamespace() {
		return Optional.empty();
	}

	/** What a person calls it in a list: {@code shop/cart-0}, {@code 192.0.2.7}. */
	default String scopedName() {
		return inNamespace().map(namespace -> namespace + "/").orElse("") + name();
	}

	private static String scope(Optional<String> cluster) {
		return cluster.map(name -> name + "/").orElse("");
	}
}
