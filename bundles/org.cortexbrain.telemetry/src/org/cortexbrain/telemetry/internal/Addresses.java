package org.cortexbrain.telemetry.internal;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.model.Role;
import org.cortexbrain.protocol.FlowKey;

/**
 * Which owner is behind an address, learnt from the local addresses of flows.
 *
 * <p>A loopback address means something only inside its node and network namespace. Owners that share an address (host network,
 * loopback) are told apart by what they do: for a target by the port that it serves, for a client by the flow that it has itself.
 */
final class Addresses {
	/** The space in which an address is unique: everywhere, or a network namespace of a node. */
	private record Scope(String node, long networkNamespace) {
		static final Scope EVERYWHERE = new Scope("", 0);

		static Scope of(String node, long networkNamespace, InetAddress address) {
			return address.isLoopbackAddress() ? new Scope(node, networkNamespace) : EVERYWHERE;
		}
	}

	private record Address(Scope scope, InetAddress address) {
	}

	private record Service(Address address, int port) {
	}

	private record Conversation(Address client, Address server, int port) {
	}

	private final Map<Address, Set<Owner>> owners = new HashMap<>();
	private final Map<Service, Set<Owner>> servers = new HashMap<>();
	private final Map<Conversation, Set<Owner>> clients = new HashMap<>();

	/** Takes in that an owner has a flow now: the newest comes last. */
	void learn(String node, FlowKey key, Owner owner) {
		Address local = address(node, key, key.local());
		newest(owners.computeIfAbsent(local, _ -> new LinkedHashSet<>()), owner);
		if (key.role() == Role.SERVER) {
			newest(servers.computeIfAbsent(new Service(local, key.port()), _ -> new LinkedHashSet<>()), owner);
		} else if (key.remote().isPresent()) {
			newest(clients.computeIfAbsent(new Conversation(local, address(node, key, key.remote().get()), key.port()),
					_ -> new LinkedHashSet<>()), owner);
		}
	}

	private static void newest(Set<Owner> set, Owner owner) {
		set.remove(owner);
		set.add(owner);
	}

	/** Forgets an owner whose flows are gone. */
	void forget(Owner owner) {
		forget(owners, owner);
		forget(servers, owner);
		forget(clients, owner);
	}

	private static <K> void forget(Map<K, Set<Owner>> map, Owner owner) {
		map.values().removeIf(set -> set.remove(owner) && set.isEmpty());
	}

	private static Address address(String node, FlowKey key, InetAddress address) {
		return new Address(Scope.of(node, key.networkNamespace(), address), address);
	}

	/** Who served a client's flow: who serves that port there, else the only owner of the address; the dead only where nobody lives. */
	Optional<Owner> target(String node, FlowKey client) {
		Address remote = address(node, client, client.remote().orElseThrow());
		Set<Owner> serving = servers.getOrDefault(new Service(remote, client.port()), Set.of());
		Set<Owner> there = owners.getOrDefault(remote, Set.of());
		return newest(living(serving)).or(() -> onlyName(living(there))).or(() -> newest(serving)).or(() -> onlyName(there));
	}

	/**
	 * Who the client of a server's flow is. Several living clients behind one address cannot be told apart from the server's side; then
	 * their own sides tell the story.
	 */
	Optional<Peer> source(String node, FlowKey server) {
		Address remote = address(node, server, server.remote().orElseThrow());
		Set<Owner> talking = talking(node, server, remote);
		Set<Owner> there = owners.getOrDefault(remote, Set.of());
		Set<Owner> living = living(talking);
		if (!living.isEmpty()) {
			return Optional.of(onlyName(living).<Peer>map(owner -> owner).orElse(Peer.Shared.CLIENTS));
		}
		return onlyName(living(there)).or(() -> newest(talking)).or(() -> onlyName(there)).map(Peer.class::cast);
	}

	private Set<Owner> talking(String node, FlowKey server, Address client) {
		return clients.getOrDefault(new Conversation(client, address(node, server, server.local()), server.port()), Set.of());
	}

	private static Set<Owner> living(Set<Owner> set) {
		Set<Owner> living = new LinkedHashSet<>(set);
		living.removeIf(owner -> !owner.alive());
		return living;
	}

	private static Optional<Owner> newest(Set<Owner> set) {
		return set.stream().reduce((_, last) -> last);
	}

	/** The newest owner, if all have one name; containers of a pod are several owners of one. */
	private static Optional<Owner> onlyName(Set<Owner> set) {
		return set.stream().map(owner -> owner.endpoint().id()).distinct().limit(2).count() == 1 ? newest(set) : Optional.empty();
	}
}
