package org.cortexbrain.ui.internal.topology;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a person wants to see of the topology. Immutable, so that a picture can be made by it on another thread.
 *
 * @param expanded nodes that show what they stand for
 * @param awaited what is expanded as soon as it comes, by {@link TopologyModel#id}
 * @param idleShown whether edges without traffic in the last minute are drawn, too
 */
record TopologyChoices(Set<TopologyNode> expanded, Set<String> awaited, boolean idleShown) {
	static final TopologyChoices FIRST = new TopologyChoices(Set.of(), Set.of(), true);

	TopologyChoices {
		expanded = Set.copyOf(expanded);
		awaited = Set.copyOf(awaited);
	}

	boolean isExpanded(TopologyNode node) {
		return expanded.contains(node) || !awaited.isEmpty() && awaited.contains(TopologyModel.id(node));
	}

	TopologyChoices withIdleShown(boolean shown) {
		return new TopologyChoices(expanded, awaited, shown);
	}

	TopologyChoices withAwaited(Set<String> ids) {
		var all = new LinkedHashSet<>(awaited);
		all.addAll(ids);
		return new TopologyChoices(expanded, all, idleShown);
	}

	/** Expanded, or not, and awaited no more. */
	TopologyChoices with(TopologyNode node, boolean expand) {
		return with(Set.of(node), expand);
	}

	TopologyChoices with(Set<TopologyNode> nodes, boolean expand) {
		if (nodes.isEmpty()) {
			return this;
		}
		var nowExpanded = new LinkedHashSet<>(expanded);
		var nowAwaited = new LinkedHashSet<>(awaited);
		for (TopologyNode node : nodes) {
			if (expand) {
				nowExpanded.add(node);
			} else {
				nowExpanded.remove(node);
			}
			nowAwaited.remove(TopologyModel.id(node));
		}
		return new TopologyChoices(nowExpanded, nowAwaited, idleShown);
	}
}
