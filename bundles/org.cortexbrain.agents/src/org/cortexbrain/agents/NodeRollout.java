package org.cortexbrain.agents;

import java.util.List;
import java.util.Objects;

/**
 * How far the agent of one node is.
 *
 * @param node empty while its pod has none
 * @param cause why it fails or waits, in a whole sentence; empty where there is nothing to say
 * @param remedy what to do; empty where nothing is to be done
 * @param log the last lines of an agent that ended, oldest first
 */
public record NodeRollout(String node, String pod, Stage stage, String cause, String remedy, List<String> log) {
	/** From the first to the last. */
	public enum Stage {
		/** It will not start without a person. */
		FAILING, /** It has no node yet. */
		WAITING, STARTING, /** It answers, and is made from a former template. */
		FORMER, READY
	}

	public NodeRollout {
		Objects.requireNonNull(node);
		Objects.requireNonNull(pod);
		Objects.requireNonNull(stage);
		Objects.requireNonNull(cause);
		Objects.requireNonNull(remedy);
		log = List.copyOf(log);
	}
}
