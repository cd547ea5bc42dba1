package org.cortexbrain.kubeconfig;

import java.util.Objects;

/**
 * A context as the files name it, for lists. Whether it can be used says {@link Kubeconfig#resolve}.
 *
 * @param cluster the name of its cluster, empty if it has none
 * @param user the name of its user, empty if it has none
 * @param namespace empty if it names none; requests then go to {@code default}
 * @param server the cluster's server as written, without user name and password; empty if there is none
 * @param place where it stands
 */
public record Context(String name, String cluster, String user, String namespace, String server, Place place) {
	public Context {
		Objects.requireNonNull(name);
		Objects.requireNonNull(cluster);
		Objects.requireNonNull(user);
		Objects.requireNonNull(namespace);
		Objects.requireNonNull(server);
		Objects.requireNonNull(place);
	}
}
