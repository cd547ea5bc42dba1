package org.cortexbrain.cluster;

import java.io.Closeable;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A connection to a port of a pod.
 *
 * <p>Each direction holds a fixed amount and no more: who does not read is not sent more (the connection to the API server stops being read), and a
 * writer waits while the API server does not take what was written. Who leaves it full for longer than the time
 * between two pings (20 s) loses the tunnel, for the peer's answer waits behind it. One direction cannot be closed without the other, for the protocol has no word for
 * that.
 *
 * <p>Threading: one thread reads and one writes, at the same time if they like; {@link #close} may come from any.
 */
public interface Tunnel extends Closeable {
	/**
	 * What the pod sends. It ends when the pod has closed the connection, and fails with a {@link TunnelFault} if the node could not connect, or
	 * the way there broke.
	 */
	InputStream input();

	/** What the pod gets. Nothing is kept back: {@code flush} does nothing. */
	OutputStream output();

	/** How long a read waits; then it fails with a {@link java.net.SocketTimeoutException}. Zero, as at first, is for ever. */
	void readTimeout(Duration timeout);

	/** Ends it at once, also for a thread that reads or writes. What was written and not yet sent is lost. Idempotent. */
	@Override
	void close();
}
