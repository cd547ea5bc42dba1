package org.cortexbrain.kubeconfig;

import java.time.Instant;
import java.util.Objects;

/**
 * What an exec plug-in gave: a token, a client certificate, or both.
 *
 * @param token empty if it gave none
 * @param expiresAt {@link Instant#MAX} if it said nothing of an end
 */
public record PluginCredential(Secret token, ClientIdentity identity, Instant expiresAt) {
	public PluginCredential {
		Objects.requireNonNull(token);
		Objects.requireNonNull(identity);
		Objects.requireNonNull(expiresAt);
	}
}
