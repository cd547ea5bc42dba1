package org.cortexbrain.cluster;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What identity needs of an object of the API server, and no more of it: ten thousand of them are held. The UID is never given twice.
 *
 * <p>Times are by this client's clock.
 */
public sealed interface ClusterObject {

	/** What sort of object it is. */
	enum Kind {
		NODE, POD, SERVICE, ENDPOINT_SLICE, REPLICA_SET, JOB
	}

	/** The one owner that is responsible for an object, by its {@code ownerReferences}. */
	record Owner(String kind, String name, String uid) {
	}

	/**
	 * @param created when the object was made
	 * @param node where it runs; empty before it is scheduled
	 * @param addresses of its network; with {@code hostNetwork} they are the node's and say nothing of the pod
	 * @param ended whether all its containers have ended for good, which gives its addresses back
	 */
	record Pod(String uid, String namespace, String name, Instant created, Optional<String> node, List<InetAddress> addresses, boolean hostNetwork,
			boolean ended, Optional<Owner> owner) implements ClusterObject {
		public Pod {
			Objects.requireNonNull(created);
			addresses = List.copyOf(addresses);
		}

		/** Those that are this pod's alone now. */
		List<InetAddress> own() {
			return hostNetwork || ended ? List.of() : addresses;
		}

		@Override
		public Kind kind() {
			return Kind.POD;
		}
	}

	/**
	 * @param name as the slices call the port; empty for the only one
	 * @param port that clients connect to
	 * @param nodePort the same on every node's own address; 0 where there is none
	 */
	record ServicePort(String name, int port, int nodePort) {
	}

	/** @param addresses its own, inside the cluster and outside; none where it is headless */
	record Service(String uid, String namespace, String name, Instant created, List<InetAddress> addresses, List<ServicePort> ports)
			implements ClusterObject {
		public Service {
			addresses = List.copyOf(addresses);
			ports = List.copyOf(ports);
		}

		@Override
		public Kind kind() {
			return Kind.SERVICE;
		}
	}

	/** Where a service leads: an address, and the pod that has it, if it is one's. */
	record Backend(InetAddress address, Optional<String> podUid) {
	}

	/** @param port that the backend listens on */
	record BackendPort(String name, int port) {
	}

	/**
	 * A part of the backends of a service.
	 *
	 * @param backends ready or not: an unready one still has the connections that it had
	 */
	record Slice(String uid, String namespace, String service, List<Backend> backends, List<BackendPort> ports) implements ClusterObject {
		public Slice {
			backends = List.copyOf(backends);
			ports = List.copyOf(ports);
		}

		@Override
		public Kind kind() {
			return Kind.ENDPOINT_SLICE;
		}
	}

	/** A node of the cluster, with its own addresses. */
	record Node(String uid, String name, Instant created, List<InetAddress> addresses) implements ClusterObject {
		public Node {
			addresses = List.copyOf(addresses);
		}

		@Override
		public Kind kind() {
			return Kind.NODE;
		}
	}

	/** An owner of pods that may have an owner itself: a ReplicaSet or a Job. */
	record Controller(Kind kind, String uid, String namespace, String name, Optional<Owner> owner) implements ClusterObject {
		public Controller {
			if (kind != Kind.REPLICA_SET && kind != Kind.JOB) {
				throw new IllegalArgumentException("a ReplicaSet or a Job, not " + kind);
			}
		}
	}

	Kind kind();

	String uid();
}
