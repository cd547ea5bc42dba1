package org.cortexbrain.cluster;

import java.util.List;
import java.util.stream.Stream;

/** Something that the program does for a person with that person's own rights, and what is lost without them. */
public enum Feature {
	NAMES("Names of nodes, pods and services", "Addresses are shown without names of workloads and services.",
			read("", "nodes"), read("", "namespaces"), read("", "pods"), read("", "services"), read("discovery.k8s.io", "endpointslices"),
			read("apps", "replicasets"), read("batch", "jobs")),
	TRAFFIC("Traffic from the agents", "Nothing is seen of the traffic.",
			Stream.of(Right.to("list", "", "pods"), Right.to("get", "", "pods/portforward"), Right.to("create", "", "pods/portforward"))),
	AGENT_LOGS("Logs of the agents", "Why an agent fails must be looked up elsewhere.", Stream.of(Right.to("get", "", "pods/log"))),
	AGENT_INSTALLATION("Installing and removing agents", "Agents can be looked at, but not installed, changed or removed.",
			write("", "namespaces"), write("", "serviceaccounts"), write("", "configmaps"), write("apps", "daemonsets"),
			write("networking.k8s.io", "networkpolicies"), write("rbac.authorization.k8s.io", "clusterroles"),
			/* The rollout, its reasons and its former templates. */
			read("", "pods"), Stream.of(Right.to("watch", "apps", "daemonsets"), Right.to("list", "apps", "controllerrevisions")), read("", "events"));

	private final String title;
	private final String loss;
	private final List<Right> rights;

	@SafeVarargs
	Feature(String title, String loss, Stream<Right>... rights) {
		this.title = title;
		this.loss = loss;
		this.rights = Stream.of(rights).flatMap(some -> some).toList();
	}

	private static Stream<Right> read(String group, String resource) {
		return Stream.of("list", "watch").map(verb -> Right.to(verb, group, resource));
	}

	private static Stream<Right> write(String group, String resource) {
		return Stream.of("get", "list", "create", "patch", "delete").map(verb -> Right.to(verb, group, resource));
	}

	/** For a person, without a full stop. */
	public String title() {
		return title;
	}

	/** What is lost without it; a whole sentence. */
	public String loss() {
		return loss;
	}

	/** All that it needs, in all namespaces. */
	public List<Right> rights() {
		return rights;
	}
}
