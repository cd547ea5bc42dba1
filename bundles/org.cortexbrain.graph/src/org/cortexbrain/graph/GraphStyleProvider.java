package org.cortexbrain.graph;

import java.util.Comparator;
import java.util.List;

/** How elements look. Called on the UI thread, whenever an element is added or updated. */
public interface GraphStyleProvider {
	NodeStyle node(Object node);

	ConnectionStyle connection(Object connection);

	/**
	 * A container while it is collapsed: a card that stands for what it holds. By default it looks as it says itself, and tells how much that is.
	 *
	 * @param held all that it and the containers in it hold; at least one
	 */
	default NodeStyle collapsed(Object container, List<?> held) {
		NodeStyle open = node(container);
		return new NodeStyle(open.name(), held.size() == 1 ? "1 node" : held.size() + " nodes", open.icon(), open.sign(), false, open.tooltip());
	}

	/**
	 * Connections that are drawn as one, since an end of each lies in a collapsed container. By default as wide as the widest, as bad as the worst,
	 * with their number.
	 *
	 * @param connections at least one
	 */
	default ConnectionStyle bundle(List<?> connections) {
		List<ConnectionStyle> all = connections.stream().map(this::connection).toList();
		if (all.size() == 1) {
			return all.getFirst();
		}
		String number = all.size() + " connections";
		return new ConnectionStyle(all.stream().mapToDouble(ConnectionStyle::width).max().orElseThrow(),
				all.stream().map(ConnectionStyle::sign).max(Comparator.comparing(Sign::severity)).orElseThrow(), number, number);
	}
}
