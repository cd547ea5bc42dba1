package org.cortexbrain.telemetry;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

import org.cortexbrain.cluster.PodPort;
import org.cortexbrain.cluster.PortForwarder;
import org.cortexbrain.telemetry.internal.LoopbackTransport;
import org.cortexbrain.telemetry.internal.TunnelTransport;

/**
 * How a link reaches its agent: over this machine's loopback, or through an API server. A link asks it again after each break; what was open
 * before does not count any more.
 *
 * <p>Threading: {@link #get} is called from one thread at a time, which may be a virtual one; {@link #close} from any.
 */
public interface AgentTransport extends AutoCloseable {
	/** What an agent answered. Closing it frees everything that it holds, also while its body is being read by another thread. */
	interface Answer extends Closeable {
		/** HTTP's: 200 is good. */
		int status();

		/** The body, without what the transport adds. Its end without an exception is the orderly one. */
		InputStream body();
	}

	/** Why an agent is not reached, in words for a person, where the transport knows better than its exceptions say. */
	final class Fault extends IOException {
		private static final long serialVersionUID = 1L;
		private final String remedy;
		private final boolean lasting;

		/** @param lasting whether no later try would help */
		public Fault(String cause, String remedy, boolean lasting, Throwable origin) {
			super(cause, origin);
			this.remedy = remedy;
			this.lasting = lasting;
		}

		/** What to do; a whole sentence. */
		public String remedy() {
			return remedy;
		}

		/** Whether no later try would help. */
		public boolean lasting() {
			return lasting;
		}
	}

	/** The agent at this address of the machine, {@code http://127.0.0.1:7373}. */
	static AgentTransport loopback(URI agent) {
		return new LoopbackTransport(agent);
	}

	/**
	 * The agent in a pod, by tunnels through the API server.
	 *
	 * @param forwarder of the pod's cluster; not closed with the transport
	 * @param cluster the cluster's name; pods of two clusters may have the same
	 * @param name what a person calls the agent, as a rule its node
	 */
	static AgentTransport inPod(PortForwarder forwarder, PodPort agent, String cluster, String name) {
		return new TunnelTransport(forwarder, agent, cluster, name);
	}

	/** Unique among all transports, the same after a restart. */
	String id();

	/** What a person calls the agent. */
	String name();

	/**
	 * Asks the agent.
	 *
	 * @param path with the query
	 * @param timeout until the answer begins
	 * @throws java.net.SocketTimeoutException if none began
	 * @throws Fault if it is known why the agent is not reached
	 */
	Answer get(String path, Duration timeout) throws IOException, InterruptedException;

	/** Ends what is open; a call of {@link #get} under way ends with an exception. Does not block. Idempotent. */
	@Override
	void close();
}
