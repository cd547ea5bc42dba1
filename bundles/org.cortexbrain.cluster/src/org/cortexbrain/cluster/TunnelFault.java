package org.cortexbrain.cluster;

import java.io.IOException;

/** Why there is no way to a pod, or no more: the message is the cause, a whole sentence for a person. */
public final class TunnelFault extends IOException {
	private static final long serialVersionUID = 1L;
	private final String remedy;
	private final boolean lasting;

	/** @param lasting whether no later try to the same pod would help */
	public TunnelFault(String cause, String remedy, boolean lasting, Throwable origin) {
		super(cause, origin);
		this.remedy = remedy;
		this.lasting = lasting;
	}

	/** What to do; a whole sentence. */
	public String remedy() {
		return remedy;
	}

	/** Whether no later try to the same pod would help: the pod is gone. */
	public boolean lasting() {
		return lasting;
	}
}
