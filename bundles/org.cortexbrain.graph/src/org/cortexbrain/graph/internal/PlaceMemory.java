package org.cortexbrain.graph.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneNode;

/** The places of an earlier session: each is given back once, to the node of its id, if nothing stands there by now, or it is pinned. UI thread. */
public final class PlaceMemory {
	/** How many places are passed on: those that no node came for add up from session to session. Pins come first, then what is there. */
	private static final int MOST = 20_000;

	private final Scene scene;
	private final Arrangement arrangement;
	private final CollapsedContainers collapsed;
	private final Map<String, GraphPlaces.Place> remembered = new HashMap<>();
	private Function<Object, String> ids = Object::toString;

	public PlaceMemory(Scene scene, Arrangement arrangement, CollapsedContainers collapsed) {
		this.scene = scene;
		this.arrangement = arrangement;
		this.collapsed = collapsed;
	}

	public void remember(GraphPlaces places, Function<Object, String> byId) {
		remembered.clear();
		remembered.putAll(places.places());
		ids = byId;
		recall();
	}

	/** Gives nodes without a place theirs. */
	public void recall() {
		if (remembered.isEmpty()) {
			return;
		}
		boolean crowded = scene.nodes().stream().anyMatch(node -> node.box() != null);
		for (SceneNode node : scene.nodes()) {
			if (node.box() == null && !node.isField()) {
				GraphPlaces.Place place = remembered.remove(ids.apply(node.element()));
				if (place != null) {
					Box box = new Box(place.x(), place.y(), SceneNode.WIDTH, SceneNode.HEIGHT);
					if (crowded) {
						arrangement.pins().comesBack(node, box, place.pinned());
					} else {
						node.box(box);
						arrangement.pin(node.element(), place.pinned());
					}
				}
			}
		}
	}

	/** All places as they are now, and those that no node has come for yet, up to {@value #MOST}. */
	public GraphPlaces places(Function<Object, String> byId) {
		Map<String, GraphPlaces.Place> places = new LinkedHashMap<>();
		Set<Object> pinned = arrangement.pinned();
		for (SceneNode node : scene.nodes()) {
			if (node.box() != null && !node.isField()) {
				places.put(byId.apply(node.element()),
						new GraphPlaces.Place(node.box().x(), node.box().y(), pinned.contains(node.element())));
			}
		}
		collapsed.inside().forEach((element, stood) -> places.putIfAbsent(byId.apply(element), stood.place()));
		arrangement.pins().away().forEach((element, stood) -> places.putIfAbsent(byId.apply(element), stood.place()));
		remembered.forEach(places::putIfAbsent);
		if (places.size() > MOST) {
			List<Map.Entry<String, GraphPlaces.Place>> entries = new ArrayList<>(places.entrySet());
			entries.sort(Comparator.comparing(entry -> !entry.getValue().pinned()));
			places.clear();
			entries.subList(0, MOST).forEach(entry -> places.put(entry.getKey(), entry.getValue()));
		}
		return new GraphPlaces(places);
	}
}
