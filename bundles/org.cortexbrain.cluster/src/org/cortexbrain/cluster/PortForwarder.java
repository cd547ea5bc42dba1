package org.cortexbrain.cluster;

import java.io.IOException;
import java.time.Duration;

/** Opens tunnels into one cluster. For any number of threads, virtual ones among them. */
public interface PortForwarder extends AutoCloseable {
	/**
	 * Opens a tunnel. That it opens does not say that something listens in the pod: the node tells that later, and reading then fails.
	 *
	 * @param timeout until the node has answered
	 * @throws TunnelFault with the cause and the remedy
	 */
	Tunnel open(PodPort target, Duration timeout) throws IOException, InterruptedException;

	/** Ends all tunnels. Does not block; idempotent. */
	@Override
	void close();
}
