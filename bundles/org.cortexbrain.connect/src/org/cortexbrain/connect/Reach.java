package org.cortexbrain.connect;

import java.time.Duration;
import java.util.function.Consumer;

import org.cortexbrain.cluster.AddressBook;
import org.cortexbrain.cluster.AgentPod;
import org.cortexbrain.cluster.ClusterFault;
import org.cortexbrain.cluster.ConnectionTest;
import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.telemetry.Source;

/** One way to one cluster: what is asked there, and the links to its agents. Calls may block, within the time limits of requests. */
public interface Reach extends AutoCloseable {
	/** Makes reaches. */
	interface Maker {
		/**
		 * @param cluster what a person calls the cluster
		 * @throws ClusterFault if the access asks for what cannot be done
		 */
		Reach make(Access access, String cluster) throws ClusterFault;
	}

	/**
	 * Tries everything that a person should know of before the cluster is used.
	 *
	 * @param told of each step when it begins and when it ends
	 * @return whether the cluster can be used
	 * @throws InterruptedException to cancel
	 */
	boolean test(Consumer<ConnectionTest.Step> told) throws InterruptedException;

	/**
	 * Asks the cluster.
	 *
	 * @throws ClusterFault if it does not answer, or does not know who asks; what one may not see is unknown instead
	 * @throws InterruptedException to cancel
	 */
	ClusterFacts ask() throws ClusterFault, InterruptedException;

	/** A link to an agent, not opened yet. */
	Source link(AgentPod agent, ClusterId id, Duration interval);

	/**
	 * Whom the addresses of this cluster belong to, of this cluster alone: another may use the same. From the first call on it is kept up to date by
	 * watching the cluster.
	 */
	AddressBook book();

	/** Ends what is under way, links included. */
	@Override
	void close();
}
