package org.cortexbrain.graph.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneNode;

/**
 * Where nodes stood that people have left out of the picture, so that they come back there. Meanwhile the containers that stay are drawn
 * around what is left of them, and have their size again afterwards. UI thread.
 */
public final class SetAside {
	/** What never comes back would add up. */
	private static final int MOST = 50_000;

	private final Scene scene;
	private final Arrangement arrangement;
	private final Map<Object, Stood> places = new HashMap<>();
	private final Map<Object, Box> wide = new HashMap<>();
	private boolean used;

	public SetAside(Scene scene, Arrangement arrangement) {
		this.scene = scene;
		this.arrangement = arrangement;
	}

	/** Whether something is, or was until now, left out. */
	public boolean isUsed() {
		return used;
	}

	/** Before the scene takes another content. */
	public void remember() {
		boolean beginning = !used;
		used = true;
		if (places.size() > MOST) {
			places.clear();
		}
		for (SceneNode node : scene.nodes()) {
			if (node.box() != null && !node.isField()) {
				places.put(node.element(), new Stood(node.box(), arrangement.isPinned(node.element())));
			} else if (node.box() != null && (beginning || !wide.containsKey(node.element()))) {
				wide.put(node.element(), node.box());
			}
		}
	}

	/** After the scene has taken it. @param partly whether people still leave something out */
	public void recall(boolean partly) {
		for (SceneNode node : scene.nodes()) {
			Stood stood = places.remove(node.element());
			if (node.box() == null && stood != null && !node.isField()) {
				arrangement.pins().comesBack(node, stood.box(), stood.pinned());
			}
		}
		scene.nodes().stream().filter(SceneNode::isField).sorted((a, b) -> Integer.compare(b.depth(), a.depth())).forEach(field -> {
			Box around = field.around().orElse(null);
			Box was = partly ? null : wide.remove(field.element());
			Box now = around == null || was == null ? around : around.union(was);
			/* The same object where nothing has changed: it is not painted again. */
			if (now != null && !now.equals(field.box())) {
				field.box(now);
			}
		});
		if (!partly) {
			used = false;
			places.clear();
			wide.clear();
		}
	}

	/** The places of what is left out, by the ids of its elements. */
	public Map<String, GraphPlaces.Place> places(Function<Object, String> ids) {
		Map<String, GraphPlaces.Place> all = new HashMap<>();
		places.forEach((element, stood) -> all.put(ids.apply(element), stood.place()));
		return all;
	}
}
