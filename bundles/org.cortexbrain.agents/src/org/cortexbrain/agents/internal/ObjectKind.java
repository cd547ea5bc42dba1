package org.cortexbrain.agents.internal;

import java.util.List;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;

/** The kinds of objects that an installation may consist of, in the order in which they are applied. */
public enum ObjectKind {
	NAMESPACE("", "Namespace", "namespaces", false),
	SERVICE_ACCOUNT("", "ServiceAccount", "serviceaccounts", true),
	CONFIG_MAP("", "ConfigMap", "configmaps", true),
	CLUSTER_ROLE("rbac.authorization.k8s.io", "ClusterRole", "clusterroles", false),
	NETWORK_POLICY("networking.k8s.io", "NetworkPolicy", "networkpolicies", true),
	DAEMON_SET("apps", "DaemonSet", "daemonsets", true);

	/**
	 * In which they are removed: what stops the agents first, the namespace last, for the others are found by it.
	 */
	public static final List<ObjectKind> REMOVAL = List.of(DAEMON_SET, NETWORK_POLICY, CONFIG_MAP, SERVICE_ACCOUNT, CLUSTER_ROLE, NAMESPACE);
	private final String group;
	private final String kind;
	private final String plural;
	private final boolean namespaced;

	ObjectKind(String group, String kind, String plural, boolean namespaced) {
		this.group = group;
		this.kind = kind;
		this.plural = plural;
		this.namespaced = namespaced;
	}

	/** @throws IllegalArgumentException if no installation has such objects */
	public static ObjectKind of(String kind) {
		return Stream.of(values()).filter(each -> each.kind.equals(kind)).findFirst().orElseThrow(() -> new IllegalArgumentException(kind));
	}

	/** As Kubernetes names it: {@code DaemonSet}. */
	public String kind() {
		return kind;
	}

	public String plural() {
		return plural;
	}

	public boolean namespaced() {
		return namespaced;
	}

	ResourceDefinitionContext context() {
		return new ResourceDefinitionContext.Builder().withGroup(group).withVersion("v1").withKind(kind).withPlural(plural).withNamespaced(namespaced).build();
	}
}
