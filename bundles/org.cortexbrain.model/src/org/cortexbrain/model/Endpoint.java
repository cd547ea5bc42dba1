package org.cortexbrain.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One end of traffic.
 *
 * <p>What is inside the mesh is known by an identity that is never used twice (a pod's UID, not its address); what is outside is known
 * by its address.
 */
public sealed interface Endpoint {

	/** A pod of Kubernetes. The UID tells two pods of one name apart. */
	record Pod(String namespace, String name, String uid) implements Endpoint {
		public Pod {
			Objects.requireNonNull(namespace);
			Objects.requireNonNull(name);
			Objects.requireNonNull(uid);
		}

		@Override
		public String id() {
			return "pod/" + uid;
		}

		@Override
		public Optional<String> inNamespace() {
			return Optional.of(namespace);
		}
	}

	/** A unit of systemd on a node, for instance {@code nginx.service}. */
	record Unit(String node, String name) implements Endpoint {
		@Override
		public String id() {
			return "unit/" + node + "/" + name;
		}
	}

	/** A container that no pod owns; {@code containerId} in full. */
	record Container(String node, String runtime, String containerId) implements Endpoint {
		@Override
		public String id() {
			return "container/" + node + "/" + containerId;
		}

		/** The first twelve digits of the container's id, as container tools print it. */
		@Override
		public String name() {
			return containerId.length() > 12 ? containerId.substring(0, 12) : containerId;
		}
	}

	/** A process of a node that belongs to no pod, container or unit, by the name of its program. */
	record Process(String node, String name) implements Endpoint {
		@Override
		public String id() {
			return "process/" + node + "/" + name;
		}
	}

	/** An address that no agent owns, in its canonical text form ({@code 192.0.2.7}, {@code 2001:db8::7}). */
	record External(String address) implements Endpoint {
		@Override
		public String id() {
			return "external/" + address;
		}

		@Override
		public String name() {
			return address;
		}
	}

	/**
	 * The remote addresses that did not fit the kernel's table and were counted together, so that sums stay right. Each node has its
	 * own.
	 */
	record Others(String node) implements Endpoint {
		@Override
		public String id() {
			return "others/" + node;
		}

		@Override
		public String name() {
			return "others";
		}
	}

	/** A socket's owner whose control group was gone before it could be named. */
	record Unidentified(String node, long cgroupId) implements Endpoint {
		@Override
		public String id() {
			return "unidentified/" + node + "/" + Long.toUnsignedString(cgroupId);
		}

		@Override
		public String name() {
			return "unidentified";
		}
	}

	/** Unique among all endpoints, stable as long as the endpoint lives; opaque. */
	String id();

	/** What a person calls it, without its namespace or node. */
	String name();

	/** The Kubernetes namespace, if it has one. */
	default Optional<String> inNamespace() {
		return Optional.empty();
	}
}
