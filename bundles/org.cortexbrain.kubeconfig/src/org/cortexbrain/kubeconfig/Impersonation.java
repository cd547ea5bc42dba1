package org.cortexbrain.kubeconfig;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * On whose behalf requests are made ({@code Impersonate-*} headers).
 *
 * @param user empty if nobody is impersonated; the rest is then empty too
 * @param uid may be empty
 */
public record Impersonation(String user, String uid, List<String> groups, Map<String, List<String>> extra) {
	/** As oneself. */
	public static final Impersonation NOBODY = new Impersonation("", "", List.of(), Map.of());

	public Impersonation {
		Objects.requireNonNull(user);
		Objects.requireNonNull(uid);
		groups = List.copyOf(groups);
		Map<String, List<String>> sorted = new TreeMap<>();
		extra.forEach((key, values) -> sorted.put(key, List.copyOf(values)));
		extra = Collections.unmodifiableMap(sorted);
		if (user.isEmpty() && !(uid.isEmpty() && groups.isEmpty() && extra.isEmpty())) {
			throw new IllegalArgumentException("uid, groups and extra need a user");
		}
	}

	public boolean isNobody() {
		return user.isEmpty();
	}
}
