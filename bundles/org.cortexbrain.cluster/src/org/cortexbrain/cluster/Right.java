package org.cortexbrain.cluster;

import java.util.Objects;

/**
 * What Kubernetes may allow a person to do, as its RBAC names it.
 *
 * @param verb {@code get}, {@code list}, {@code create} and so on
 * @param group the API group; empty for the core group
 * @param resource in the plural, with its subresource: {@code pods}, {@code pods/portforward}
 * @param namespace empty for all of them, and for what is in no namespace
 */
public record Right(String verb, String group, String resource, String namespace) {
	public Right {
		Objects.requireNonNull(verb);
		Objects.requireNonNull(group);
		Objects.requireNonNull(resource);
		Objects.requireNonNull(namespace);
	}

	/** In all namespaces. */
	public static Right to(String verb, String group, String resource) {
		return new Right(verb, group, resource, "");
	}

	/** For a person: {@code list pods}, {@code patch daemonsets.apps in the namespace mesh}. */
	@Override
	public String toString() {
		return verb + " " + resource + (group.isEmpty() ? "" : "." + group) + (namespace.isEmpty() ? "" : " in the namespace " + namespace);
	}
}
