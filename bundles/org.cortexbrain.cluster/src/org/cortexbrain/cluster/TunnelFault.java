package org.cortexbrain.cluster;

/** Why there is no way to a pod, or no more. */
public final class TunnelFault extends ClusterFault {
	private static final long serialVersionUID = 1L;
	private final boolean lasting;

	/** @param lasting whether no later try to the same pod would help */
	public TunnelFault(String cause, String remedy, boolean lasting, Throwable origin) {
		super(cause, remedy, origin);
		this.lasting = lasting;
	}

	/** Whether no later try to the same pod would help: the pod is gone. */
	public boolean lasting() {
		return lasting;
	}
}
