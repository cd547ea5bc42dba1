package org.cortexbrain.cluster;

import java.io.IOException;

/** Why something with a cluster failed: the message is the cause, a whole sentence for a person, without a credential. */
public class ClusterFault extends IOException {
	private static final long serialVersionUID = 1L;
	private final String remedy;

	/** @param origin may be null, as for all exceptions */
	public ClusterFault(String cause, String remedy, Throwable origin) {
		super(cause, origin);
		this.remedy = remedy;
	}

	/** What to do; a whole sentence. */
	public String remedy() {
		return remedy;
	}
}
