package org.cortexbrain.graph;

/** How an element does. Each is shown as a colour and as a sign, so that colour is never the only one to tell. */
public enum Sign {
	/** A check. */
	HEALTHY,
	/** A triangle. */
	DEGRADED,
	/** A cross. */
	FAILING,
	/** A question mark, dashed. */
	UNKNOWN;

	/** How bad it is, from 0: what is unknown may hide trouble, and is worse than what is known to be healthy. */
	public int severity() {
		return switch (this) {
		case HEALTHY -> 0;
		case UNKNOWN -> 1;
		case DEGRADED -> 2;
		case FAILING -> 3;
		};
	}
}
