package org.cortexbrain.agents;

import java.util.List;
import java.util.Objects;

import org.cortexbrain.agents.NodeRollout.Stage;

/**
 * How far the agents of a cluster are with their present template.
 *
 * @param there whether a daemon set is there at all
 * @param wanted on how many nodes one should run
 * @param nodes one for each pod; what fails first, then by the nodes' names
 * @param cause why pods are not even made, a whole sentence; empty if they are
 * @param remedy what to do about that
 */
public record Rollout(boolean there, int wanted, boolean paused, List<NodeRollout> nodes, String cause, String remedy) {
	public Rollout {
		nodes = List.copyOf(nodes);
		Objects.requireNonNull(cause);
		Objects.requireNonNull(remedy);
	}

	/** Whether every node has an agent of the present template that answers. A cluster without nodes for agents never has. */
	public boolean isDone() {
		return there && wanted > 0 && count(Stage.READY) >= wanted;
	}

	/** Whether somebody must do something before it can go on. */
	public boolean isStuck() {
		return !cause.isEmpty() || count(Stage.FAILING) > 0;
	}

	public int count(Stage stage) {
		return (int) nodes.stream().filter(node -> node.stage() == stage).count();
	}
}
