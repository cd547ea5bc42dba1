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
	UNKNOWN
}
