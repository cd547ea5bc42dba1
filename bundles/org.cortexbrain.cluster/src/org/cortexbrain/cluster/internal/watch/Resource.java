package org.cortexbrain.cluster.internal.watch;

import org.cortexbrain.cluster.ClusterObject.Kind;

/** What is watched, and where the API server has it. */
public enum Resource {
	NODES(Kind.NODE, "api/v1", "nodes", false, false),
	PODS(Kind.POD, "api/v1", "pods", true, false),
	SERVICES(Kind.SERVICE, "api/v1", "services", true, false),
	ENDPOINT_SLICES(Kind.ENDPOINT_SLICE, "apis/discovery.k8s.io/v1", "endpointslices", true, false),
	/* Of these only the owner counts, which the metadata have. */
	REPLICA_SETS(Kind.REPLICA_SET, "apis/apps/v1", "replicasets", true, true),
	JOBS(Kind.JOB, "apis/batch/v1", "jobs", true, true);

	final Kind kind;
	final String group;
	final String plural;
	final boolean namespaced;
	final boolean metadataOnly;

	Resource(Kind kind, String group, String plural, boolean namespaced, boolean metadataOnly) {
		this.kind = kind;
		this.group = group;
		this.plural = plural;
		this.namespaced = namespaced;
		this.metadataOnly = metadataOnly;
	}

	public Kind kind() {
		return kind;
	}
}
