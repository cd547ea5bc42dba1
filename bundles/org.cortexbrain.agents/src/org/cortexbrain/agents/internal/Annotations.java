package org.cortexbrain.agents.internal;

/** The notes that an installation carries about itself, so that every client finds the same one. */
public final class Annotations {
	/** On the daemon set and its template: what a person has set. */
	public static final String SETTINGS = "cortexbrain.org/settings";
	/** On the template: what tells it from others, so that a pod shows which one it was made from. */
	public static final String TEMPLATE = "cortexbrain.org/template";
	/** On the template: when all agents were restarted last. */
	public static final String RESTARTED = "cortexbrain.org/restarted";
	/** On what is in no namespace: where the agents are that it belongs to. */
	public static final String NAMESPACE = "cortexbrain.org/namespace";
	/** On a namespace that was not there before. */
	public static final String NAMESPACE_MADE = "cortexbrain.org/made-for-agents";

	private Annotations() {
	}
}
