package org.cortexbrain.telemetry.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Role;
import org.cortexbrain.telemetry.internal.MeshFold.Side;
import org.cortexbrain.telemetry.internal.MeshFold.Sides;

/**
 * The two sides of connections to a service. The client's socket has the service's address, the server's has the pod's own: no key says which
 * of the client's connections came to which pod. But what a pod counted from a client that connects to a service before it, and not to the pod
 * itself, came through that service. It is the server's side of the edge to the service, pod by pod. For one thread.
 */
final class ServiceSides {
	/** What a pod counted, and the edge to the service that it came through; empty where there are several. */
	private record Moved(Edge.Key from, Side side, Optional<Edge.Key> to) {
	}

	/** Through which service a pod's count from a client came, also when that pod is no longer behind the service. */
	private final Map<Edge.Key, Edge.Key> through = new HashMap<>();

	/**
	 * Moves what came through services to the edges to them. What may have come through several is left to the clients' own sides, which tell all
	 * of it.
	 *
	 * @param books the book of a cluster
	 */
	void join(Map<Edge.Key, Sides> sides, Function<String, Optional<AddressBook>> books) {
		Map<Endpoint, List<Edge.Key>> toServices = new HashMap<>();
		sides.forEach((key, both) -> {
			if (key.target() instanceof Endpoint.Service && both.client != null) {
				toServices.computeIfAbsent(key.source(), _ -> new ArrayList<>()).add(key);
			}
		});
		through.keySet().retainAll(sides.keySet());
		List<Moved> moved = new ArrayList<>();
		sides.forEach((key, both) -> {
			if (both.client == null && key.target() instanceof Endpoint.Pod pod && toServices.containsKey(key.source())) {
				List<Edge.Key> possible = possible(key, pod, toServices.get(key.source()), pod.cluster().flatMap(books));
				if (possible.size() == 1) {
					through.put(key, possible.getFirst());
				}
				if (!possible.isEmpty()) {
					moved.add(new Moved(key, both.server, possible.size() == 1 ? Optional.of(possible.getFirst()) : Optional.empty()));
				}
			}
		});
		for (Moved each : moved) {
			sides.remove(each.from);
			each.to.map(sides::get).ifPresent(service -> {
				service.of(Role.SERVER).add(each.side);
				service.backend(each.from.target()).add(each.side);
			});
		}
	}

	private List<Edge.Key> possible(Edge.Key toPod, Endpoint.Pod pod, List<Edge.Key> toServices, Optional<AddressBook> book) {
		return toServices.stream().filter(service -> service.equals(through.get(toPod))
				|| book.filter(known -> known.leads((Endpoint.Service) service.target(), service.port(), pod, toPod.port())).isPresent()).toList();
	}
}
