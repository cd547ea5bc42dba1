package org.cortexbrain.cluster.internal.transport;

/** A kubeconfig asks for something that this client cannot do. */
public final class UnsupportedAccessException extends Exception {
	private static final long serialVersionUID = 1L;
	private final String remedy;

	/** Both without a full stop. */
	public UnsupportedAccessException(String cause, String remedy) {
		super(cause);
		this.remedy = remedy;
	}

	public String remedy() {
		return remedy;
	}
}
