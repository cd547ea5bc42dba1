package org.cortexbrain.kubeconfig;

/** Whether a {@link Problem} stops the connection. */
public enum Severity {
	/** Nothing can be done with what it concerns until it is mended. */
	ERROR,
	/** It works, and somebody should know. */
	WARNING
}
