package org.cortexbrain.graph.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.graph.GraphContentProvider;

/**
 * What people left out of the picture for now: what they have hidden, and what is further than some hops from what they look at. A hidden
 * container hides what it holds; a container of which nothing is left goes, too. UI thread.
 */
public final class Visibility {
	/** More than the diameter of any mesh that somebody can still read. */
	private static final int MOST_HOPS = 20;

	private final Set<Object> hidden = new HashSet<>();
	private Set<Object> centers = Set.of();
	private int hops;
	private int nodesLeftOut;

	public void hide(Collection<?> nodes) {
		hidden.addAll(nodes);
	}

	/** Shows all again, near and far. */
	public void showAll() {
		hidden.clear();
		focus(Set.of(), 0);
	}

	/** Shows only what is so near; with no hops, or without a center, also what is far. */
	public void focus(Collection<?> around, int within) {
		hops = around.isEmpty() ? 0 : Math.clamp(within, 0, MOST_HOPS);
		centers = hops == 0 ? Set.of() : new LinkedHashSet<>(around);
	}

	public Set<Object> centers() {
		return centers;
	}

	/** 0 if also what is far is shown. */
	public int hops() {
		return hops;
	}

	public boolean isActive() {
		return hops > 0 || !hidden.isEmpty();
	}

	/** How many nodes, containers not counted, the last refresh has left out. */
	public int nodesLeftOut() {
		return nodesLeftOut;
	}

	/** What of a content is to be seen, for one refresh. */
	public GraphContentProvider over(GraphContentProvider content) {
		nodesLeftOut = 0;
		return isActive() ? new Seen(content) : content;
	}

	private final class Seen extends PartOfContent {
		Seen(GraphContentProvider content) {
			super(content);
		}

		@Override
		public Collection<?> nodes(Object input) {
			Collection<?> all = content.nodes(input);
			if (all == null) {
				return null;
			}
			Map<Object, Object> containers = new HashMap<>();
			for (Object node : all) {
				containerOf(node).ifPresent(container -> containers.put(node, container));
			}
			Set<Object> seen = new HashSet<>();
			for (Object node : all) {
				if (node != null && up(node, containers).stream().noneMatch(hidden::contains)) {
					seen.add(node);
				}
			}
			if (hops > 0) {
				seen.retainAll(near(input, seen, containers));
			}
			Set<Object> holding = new HashSet<>(containers.values());
			Set<Object> held = new HashSet<>();
			seen.stream().filter(node -> !holding.contains(node)).forEach(node -> held.addAll(up(node, containers)));
			seen.removeIf(node -> holding.contains(node) && !held.contains(node));
			leftOut.clear();
			leftOut.addAll(all);
			leftOut.removeAll(seen);
			nodesLeftOut = (int) leftOut.stream().filter(node -> !holding.contains(node)).count();
			List<Object> shown = new ArrayList<>(all);
			shown.removeIf(leftOut::contains);
			return shown;
		}

		/* A node and all containers around it; a circle of containers ends where it closes. */
		private static List<Object> up(Object node, Map<Object, Object> containers) {
			List<Object> all = new ArrayList<>();
			for (Object at = node; at != null && !all.contains(at); at = containers.get(at)) {
				all.add(at);
			}
			return all;
		}

		private Set<Object> near(Object input, Set<Object> seen, Map<Object, Object> containers) {
			Map<Object, List<Object>> neighbours = new HashMap<>();
			Collection<?> connections = content.connections(input);
			for (Object connection : connections == null ? List.of() : connections) {
				ends(connection).ifPresent(ends -> {
					neighbours.computeIfAbsent(ends.getFirst(), _ -> new ArrayList<>()).add(ends.getLast());
					neighbours.computeIfAbsent(ends.getLast(), _ -> new ArrayList<>()).add(ends.getFirst());
				});
			}
			Map<Object, Integer> distance = new HashMap<>();
			Deque<Object> waiting = new ArrayDeque<>();
			for (Object node : seen) {
				if (up(node, containers).stream().anyMatch(centers::contains)) {
					distance.put(node, 0);
					waiting.add(node);
				}
			}
			if (waiting.isEmpty()) {
				/* Nobody looks at what is gone. */
				focus(Set.of(), 0);
				return seen;
			}
			while (!waiting.isEmpty()) {
				Object node = waiting.remove();
				int next = distance.get(node) + 1;
				for (Object neighbour : next <= hops ? neighbours.getOrDefault(node, List.of()) : List.of()) {
					if (seen.contains(neighbour) && distance.putIfAbsent(neighbour, next) == null) {
						waiting.add(neighbour);
					}
				}
			}
			Set<Object> near = new HashSet<>();
			distance.keySet().forEach(node -> near.addAll(up(node, containers)));
			return near;
		}

		private Optional<List<Object>> ends(Object connection) {
			try {
				return Optional.of(List.of(content.source(connection), content.target(connection)));
			} catch (RuntimeException e) {
				return Optional.empty();
			}
		}

		@Override
		public Collection<?> connections(Object input) {
			Collection<?> all = content.connections(input);
			return all == null ? null : withBothEnds(all);
		}
	}
}
