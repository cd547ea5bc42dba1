package org.cortexbrain.graph.internal.export;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;

/** What GraphML and DOT tell of an element, by name. */
record ElementAttributes(Function<Object, Map<String, String>> more) {
	private static String health(Sign sign) {
		return sign.name().toLowerCase(Locale.ROOT);
	}

	Map<String, String> of(SceneNode node) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("name", node.style().name());
		all.put("kind", node.style().holds() ? "container" : "node");
		if (node.container() != null) {
			all.put("container", node.container().style().name());
		}
		all.put("health", health(node.style().sign()));
		all.put("label", node.style().detail());
		all.putAll(more.apply(node.element()));
		return all;
	}

	Map<String, String> of(SceneEdge edge) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("health", health(edge.style().sign()));
		all.put("label", edge.style().label());
		all.putAll(more.apply(edge.element()));
		return all;
	}
}
