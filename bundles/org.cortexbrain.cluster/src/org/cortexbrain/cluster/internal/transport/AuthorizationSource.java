package org.cortexbrain.cluster.internal.transport;

import java.util.Optional;

import org.cortexbrain.kubeconfig.ClientIdentity;
import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.Credentials;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.PluginCredential;
import org.cortexbrain.kubeconfig.PluginCredentials;
import org.cortexbrain.kubeconfig.Secret;
import org.cortexbrain.kubeconfig.TokenFile;

/** Says what goes into the header {@code Authorization} now, and what after the server has refused that. */
final class AuthorizationSource {
	private final Credentials credentials;
	private final PluginCredentials plugins;

	/**
	 * What one request carries.
	 *
	 * @param header the header's content; empty secret for none
	 * @param identity what a plug-in gave for TLS; none from everything else
	 * @param credential the plug-in's, to say later which one was refused; empty from everything else
	 */
	record Authorization(Secret header, ClientIdentity identity, Optional<PluginCredential> credential) {
		private static final ClientIdentity NO_IDENTITY = new ClientIdentity.None();

		static Authorization of(Secret header) {
			return new Authorization(header, NO_IDENTITY, Optional.empty());
		}

		static Authorization of(PluginCredential credential) {
			return new Authorization(bearer(credential.token()), credential.identity(), Optional.of(credential));
		}
	}

	AuthorizationSource(Credentials credentials, PluginCredentials plugins) {
		this.credentials = credentials;
		this.plugins = plugins;
	}

	Authorization current() throws CredentialException, InterruptedException {
		return switch (credentials) {
		case Credentials.None _ -> Authorization.of(new Secret(""));
		case Credentials.Token(Secret token) -> Authorization.of(bearer(token));
		case Credentials.RotatingToken(TokenFile file) -> Authorization.of(bearer(file.current()));
		case Credentials.Basic(String user, Secret password) -> Authorization.of(new Secret(okhttp3.Credentials.basic(user, password.reveal(),
				java.nio.charset.StandardCharsets.UTF_8)));
		case Credentials.FromPlugin(ExecPlugin plugin) -> Authorization.of(plugins.current(plugin));
		};
	}

	/** What to try once more after a 401; empty if there is nothing else than what was refused. */
	Optional<Authorization> renewed(Authorization refused) throws CredentialException, InterruptedException {
		Optional<Authorization> renewed = switch (credentials) {
		case Credentials.RotatingToken(TokenFile file) -> Optional.of(Authorization.of(bearer(file.reload())));
		case Credentials.FromPlugin(ExecPlugin plugin) -> refused.credential().isPresent()
				? Optional.of(Authorization.of(plugins.renewed(plugin, refused.credential().get())))
				: Optional.empty();
		case Credentials.None _, Credentials.Token _, Credentials.Basic _ -> Optional.empty();
		};
		return renewed.filter(other -> !other.header().equals(refused.header()) || !other.identity().equals(refused.identity()));
	}

	private static Secret bearer(Secret token) {
		return token.isEmpty() ? token : new Secret("Bearer " + token.reveal());
	}
}
