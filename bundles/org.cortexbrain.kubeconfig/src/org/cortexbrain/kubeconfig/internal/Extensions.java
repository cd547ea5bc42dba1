package org.cortexbrain.kubeconfig.internal;

import java.util.LinkedHashMap;
import java.util.Map;

import org.cortexbrain.kubeconfig.Secret;
import org.cortexbrain.kubeconfig.internal.yaml.JsonText;

/** Named values of others in an entry. They are passed on as JSON, and they may be secret: that of an exec plug-in holds what it likes. */
final class Extensions {
	private Extensions() {
	}

	static Map<String, Secret> read(Fields owner) {
		Map<String, Secret> extensions = new LinkedHashMap<>();
		for (Fields extension : owner.objects("extensions")) {
			String name = extension.text("name");
			Secret json = new Secret(JsonText.of(extension.value("extension")));
			if (extensions.putIfAbsent(name, json) != null) {
				owner.twice("extension", name, extension);
			}
		}
		return extensions;
	}
}
