package org.cortexbrain.agents.internal;

import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;

/** An object as YAML for a person who compares: without what the server keeps for itself, which changes with every request. */
public final class ObjectText {
	private static final List<String> KEPT_BY_SERVER = List.of("managedFields", "resourceVersion", "uid", "creationTimestamp", "generation", "selfLink");
	private static final String GENERATION = "deprecated.daemonset.template.generation";

	private ObjectText() {
	}

	@SuppressWarnings("unchecked")
	public static String of(HasMetadata object) {
		Map<String, Object> fields = Serialization.unmarshal(Serialization.asJson(object), Map.class);
		fields.remove("status");
		if (fields.get("metadata") instanceof Map<?, ?> metadata) {
			metadata.keySet().removeAll(KEPT_BY_SERVER);
			if (metadata.get("annotations") instanceof Map<?, ?> annotations) {
				annotations.remove(GENERATION);
				if (annotations.isEmpty()) {
					metadata.remove("annotations");
				}
			}
		}
		return Serialization.asYaml(fields).replaceFirst("^---\n", "");
	}
}
