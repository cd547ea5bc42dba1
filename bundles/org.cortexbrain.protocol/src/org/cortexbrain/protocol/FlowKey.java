package org.cortexbrain.protocol;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

import org.cortexbrain.model.Role;

/**
 * What one side's traffic is told apart by. A v4-mapped IPv6 address is written as IPv4.
 *
 * @param cgroupId whose sockets
 * @param networkNamespace inode of the network namespace that the sockets are in
 * @param role which end the local side is
 * @param local the local address: how the two sides of a connection find each other
 * @param remote the remote address; empty for all those together that did not fit the kernel's table
 * @param port the service's port: the remote one for a client, the local one for a server, 1 to 65535; 0 where {@code remote} is empty
 *        and the role is client
 */
public record FlowKey(long cgroupId, long networkNamespace, Role role, InetAddress local, Optional<InetAddress> remote, int port) {
	public FlowKey {
		Objects.requireNonNull(role);
		Objects.requireNonNull(local);
		Objects.requireNonNull(remote);
		if (port < 0 || port > 65535) {
			throw new IllegalArgumentException("no port: " + port);
		}
	}
}
