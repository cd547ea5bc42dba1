package org.cortexbrain.model;

/** Which end of a connection a flow was seen from. */
public enum Role {
	/** The end that connected. */
	CLIENT,
	/** The end that accepted. */
	SERVER
}
