package org.cortexbrain.graph.internal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.layout.Placement;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneNode;

/** Which containers are collapsed, and where what they hold stood. UI thread. */
public final class CollapsedContainers {
	/** Where a container was when it was collapsed, and where that was which it holds. */
	private record Folded(Box field, Map<Object, Stood> inside) {
	}

	private final Scene scene;
	private final Arrangement arrangement;
	private final Map<Object, Folded> collapsed = new LinkedHashMap<>();
	private final Map<Object, Folded> opening = new HashMap<>();

	public CollapsedContainers(Scene scene, Arrangement arrangement) {
		this.scene = scene;
		this.arrangement = arrangement;
	}

	public Set<Object> elements() {
		return Set.copyOf(collapsed.keySet());
	}

	public boolean contains(Object container) {
		return collapsed.containsKey(container);
	}

	/** Collapses a container, or opens it; it shows at the next refresh. One that is not there yet will come as wanted. */
	public void set(Object container, boolean collapse) {
		if (collapse == contains(container)) {
			return;
		}
		if (!collapse) {
			opening.put(container, collapsed.remove(container));
			return;
		}
		Map<Object, Stood> inside = new HashMap<>();
		SceneNode node = scene.node(container);
		if (node == null || node.box() == null || !node.isField()) {
			collapsed.put(container, new Folded(new Box(0, 0, 0, 0), inside));
			return;
		}
		remember(node, arrangement.pinned(), inside);
		Box field = node.box();
		collapsed.put(container, new Folded(field, inside));
		node.box(new Box(field.centerX() - SceneNode.WIDTH / 2, field.centerY() - SceneNode.HEIGHT / 2, SceneNode.WIDTH, SceneNode.HEIGHT));
	}

	private static void remember(SceneNode node, Set<Object> pinned, Map<Object, Stood> inside) {
		for (SceneNode child : node.children()) {
			if (child.box() != null) {
				inside.put(child.element(), new Stood(child.box(), pinned.contains(child.element())));
			}
			remember(child, pinned, inside);
		}
	}

	/** The scene has been refreshed: what has come out of a container stands there as before, wherever that has moved since. */
	public void refreshed() {
		if (opening.isEmpty()) {
			return;
		}
		opening.forEach((container, folded) -> {
			SceneNode node = scene.node(container);
			if (node != null && node.box() != null && node.isField()) {
				inside(node.box(), folded).forEach((element, stood) -> {
					SceneNode child = scene.node(element);
					if (child != null && child.box() == null) {
						child.box(stood.box());
						arrangement.pin(element, stood.pinned());
					}
				});
				if (node.children().stream().anyMatch(child -> child.box() != null)) {
					node.box(null);
				}
			}
		});
		opening.clear();
		Placement.fit(scene);
	}

	private static Map<Object, Stood> inside(Box card, Folded folded) {
		double dx = card.centerX() - folded.field.centerX();
		double dy = card.centerY() - folded.field.centerY();
		Map<Object, Stood> inside = new HashMap<>();
		folded.inside.forEach((element, stood) -> inside.put(element, new Stood(stood.box().moved(dx, dy), stood.pinned())));
		return inside;
	}

	/** Where that will stand which collapsed containers hold. */
	Map<Object, Stood> inside() {
		Map<Object, Stood> all = new HashMap<>();
		collapsed.forEach((container, folded) -> {
			SceneNode node = scene.node(container);
			if (node != null && node.box() != null) {
				all.putAll(inside(node.box(), folded));
			}
		});
		return all;
	}
}
