package org.cortexbrain.graph.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneNode;

/**
 * Which nodes people have pinned. A pin outlives its node's absence: what comes back stands where it stood, and what is not pinned makes room for
 * it. UI thread.
 */
final class Pins {
	/** What never comes back would add up; the oldest goes first. */
	private static final int MOST_AWAY = 5_000;

	private final Scene scene;
	private final Set<Object> pinned = new HashSet<>();
	private final Map<Object, Box> standing = new HashMap<>();
	private final SequencedMap<Object, Box> away = new LinkedHashMap<>();

	Pins(Scene scene) {
		this.scene = scene;
	}

	/** Pins a node where it is, or releases it. */
	void set(Object element, boolean pin) {
		if (pin) {
			pinned.add(element);
		} else {
			pinned.remove(element);
		}
		SceneNode node = scene.node(element);
		if (node != null) {
			node.pinned(pin);
		}
	}

	boolean contains(Object element) {
		return pinned.contains(element);
	}

	boolean isEmpty() {
		return pinned.isEmpty();
	}

	/** Those that are there. */
	Set<Object> all() {
		return Set.copyOf(pinned);
	}

	/** Where those stood that are not there now. */
	Map<Object, Stood> away() {
		Map<Object, Stood> all = new HashMap<>();
		away.forEach((element, box) -> all.put(element, new Stood(box, true)));
		return all;
	}

	/** Before the scene takes another content. */
	void remember() {
		standing.clear();
		for (Object element : pinned) {
			SceneNode node = scene.node(element);
			if (node != null && node.box() != null) {
				standing.put(element, node.box());
			}
		}
	}

	/** After the scene has taken it, and others have given nodes their places. */
	void recall() {
		for (Object element : List.copyOf(pinned)) {
			if (scene.node(element) == null) {
				pinned.remove(element);
				if (standing.containsKey(element)) {
					away.putLast(element, standing.get(element));
				}
			}
		}
		standing.clear();
		while (away.size() > MOST_AWAY) {
			away.pollFirstEntry();
		}
		for (Object element : List.copyOf(away.keySet())) {
			SceneNode node = scene.node(element);
			if (node != null && !node.isField()) {
				Box place = away.remove(element);
				if (node.box() == null) {
					comesBack(node, place, true);
				} else {
					set(element, true);
				}
			}
		}
	}

	/**
	 * Gives a node that comes back its place. If it is taken, a pinned node gets it nevertheless, and who is not pinned has none now; of two that
	 * are pinned the one that is there stays, and the other is pinned wherever it comes to stand.
	 */
	void comesBack(SceneNode node, Box place, boolean pin) {
		set(node.element(), pin);
		if (scene.isFree(place)) {
			node.box(place);
		} else if (pin && others(node, place).allMatch(other -> !pinned.contains(other.element()))) {
			node.box(place);
			makeRoom(node);
		}
	}

	/** Takes the places of cards that a pinned node covers. */
	void makeRoom(SceneNode node) {
		others(node, node.box()).filter(other -> !pinned.contains(other.element())).toList().forEach(other -> other.box(null));
	}

	private Stream<SceneNode> others(SceneNode node, Box place) {
		return scene.nodes().stream().filter(other -> other != node && !other.isField() && other.box() != null && other.box().overlaps(place));
	}
}
