package org.cortexbrain.agents.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.cortexbrain.agents.AgentSettings;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;

/**
 * Settings as the JSON of an annotation. A text of an older version lacks settings, which take their first values; one of a newer version has some
 * that are not known here, which are left out.
 */
public final class SettingsText {
	private SettingsText() {
	}

	public static String of(AgentSettings settings) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("namespace", settings.namespace());
		fields.put("image", settings.image());
		fields.put("pullSecret", settings.pullSecret());
		fields.put("cpuRequest", settings.cpuRequest());
		fields.put("memoryRequest", settings.memoryRequest());
		fields.put("memoryLimit", settings.memoryLimit());
		fields.put("nodeSelector", settings.nodeSelector());
		fields.put("tolerations", settings.tolerations());
		fields.put("priorityClass", settings.priorityClass());
		fields.put("roles", settings.roles());
		fields.put("flows", settings.flows());
		fields.put("connections", settings.connections());
		return Serialization.asJson(fields);
	}

	/** Empty if it is no such text, as somebody has changed it. */
	public static Optional<AgentSettings> read(String text) {
		Map<?, ?> fields;
		try {
			fields = Serialization.unmarshal(text, Map.class);
		} catch (KubernetesClientException | IllegalArgumentException e) {
			return Optional.empty();
		}
		if (fields == null || !(fields.get("image") instanceof String image)) {
			return Optional.empty();
		}
		AgentSettings first = AgentSettings.of(image);
		Map<String, String> selector = new TreeMap<>();
		if (fields.get("nodeSelector") instanceof Map<?, ?> labels) {
			labels.forEach((key, value) -> selector.put(String.valueOf(key), String.valueOf(value)));
		}
		List<String> tolerations = fields.get("tolerations") instanceof List<?> some ? some.stream().map(String::valueOf).toList() : first.tolerations();
		return Optional.of(new AgentSettings(text(fields, "namespace", first.namespace()), image, text(fields, "pullSecret", ""),
				text(fields, "cpuRequest", first.cpuRequest()), text(fields, "memoryRequest", first.memoryRequest()),
				text(fields, "memoryLimit", first.memoryLimit()), selector, tolerations, text(fields, "priorityClass", ""),
				fields.get("roles") instanceof Boolean roles ? roles : first.roles(), number(fields, "flows", first.flows()),
				number(fields, "connections", first.connections())));
	}

	private static String text(Map<?, ?> fields, String name, String otherwise) {
		return fields.get(name) instanceof String text ? text : otherwise;
	}

	private static int number(Map<?, ?> fields, String name, int otherwise) {
		return fields.get(name) instanceof Integer number ? number : otherwise;
	}
}
