package org.cortexbrain.agents.internal;

import java.util.Set;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;

/** Reads a toleration as {@code kubectl taint} writes the taint: {@code KEY[=VALUE][:EFFECT]}, or {@code *} for all. */
public final class Tolerations {
	private static final Set<String> EFFECTS = Set.of("NoSchedule", "PreferNoSchedule", "NoExecute");

	private Tolerations() {
	}

	/** @throws IllegalArgumentException with a whole sentence */
	public static Toleration parse(String text) {
		if (text.equals("*")) {
			return new TolerationBuilder().withOperator("Exists").build();
		}
		int colon = text.indexOf(':');
		String taint = colon < 0 ? text : text.substring(0, colon);
		int equals = taint.indexOf('=');
		String key = equals < 0 ? taint : taint.substring(0, equals);
		String value = equals < 0 ? "" : taint.substring(equals + 1);
		if (!SettingsCheck.isLabelKey(key) || equals >= 0 && !value.isEmpty() && !SettingsCheck.isLabelValue(value)) {
			throw new IllegalArgumentException("\"" + text + "\" is no taint that a node can have.");
		}
		if (colon >= 0 && !EFFECTS.contains(text.substring(colon + 1))) {
			throw new IllegalArgumentException("\"" + text.substring(colon + 1) + "\" in \"" + text + "\" is no effect of a taint.");
		}
		TolerationBuilder toleration = new TolerationBuilder().withKey(key);
		if (equals < 0) {
			toleration.withOperator("Exists");
		} else {
			toleration.withOperator("Equal").withValue(value);
		}
		return colon < 0 ? toleration.build() : toleration.withEffect(text.substring(colon + 1)).build();
	}
}
