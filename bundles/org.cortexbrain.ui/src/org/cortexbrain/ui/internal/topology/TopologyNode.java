package org.cortexbrain.ui.internal.topology;

import java.util.Locale;
import java.util.Optional;

import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Mesh;
import org.cortexbrain.model.Workload;

/** Something that the topology draws as a node or as a container of nodes. Equal as long as it is the same thing. */
public sealed interface TopologyNode {

	/** A namespace of Kubernetes. */
	record Namespace(Optional<String> cluster, String namespace) implements TopologyNode {
		@Override
		public String name() {
			return Mesh.place(cluster, namespace);
		}
	}

	/** A node whose own units, containers and processes are seen. */
	record Host(Optional<String> cluster, String node) implements TopologyNode {
		@Override
		public String name() {
			return Mesh.place(cluster, node);
		}
	}

	/** All pods of one owner; a container of them while it is expanded. */
	record Pods(Workload workload) implements TopologyNode {
		@Override
		public String name() {
			return workload.name();
		}
	}

	/** All addresses outside, as a cluster sees them; a container of them while it is expanded. */
	record Outside(Optional<String> cluster) implements TopologyNode {
		@Override
		public String name() {
			return Mesh.place(cluster, "External");
		}
	}

	/** One endpoint. */
	record Single(Endpoint endpoint) implements TopologyNode {
		@Override
		public String name() {
			return endpoint.name();
		}
	}

	/** What a person calls it. */
	String name();

	/** What sort of thing it is, for files that other programs read. */
	default String kind() {
		return switch (this) {
		case Namespace _ -> "namespace";
		case Host _ -> "host";
		case Pods pods -> pods.workload.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
		case Outside _ -> "external";
		case Single single -> single.endpoint.getClass().getSimpleName().toLowerCase(Locale.ROOT);
		};
	}
}
