package org.cortexbrain.agent.tcp;

/** Gives the number by which the owner of sockets is known in flows; its name is told elsewhere. Called on the sampler's thread. */
@FunctionalInterface
public interface SocketOwner {
	/** Sockets belong to their control group, whatever else is known. */
	SocketOwner CGROUP = (cgroupId, _, _) -> cgroupId;

	/**
	 * @param cgroupId the inode of the socket's folder in the tree of control groups version 2
	 * @param networkNamespace the inode of its network namespace
	 * @param program the process that connected or listens, where the control group is the root and the kernel knows; else empty
	 * @return the same for the same arguments, as long as the agent runs
	 */
	long idOf(long cgroupId, long networkNamespace, String program);
}
