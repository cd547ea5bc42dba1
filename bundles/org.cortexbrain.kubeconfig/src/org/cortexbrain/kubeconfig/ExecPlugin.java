package org.cortexbrain.kubeconfig;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Collections;

/**
 * A program that gives credentials, as the user's {@code exec} entry describes it. Arguments and environment may hold secrets, so
 * {@code toString} leaves them out.
 *
 * @param command a path, absolute if the entry had a slash in it, or a name to look up in PATH
 * @param environment added to the program's environment, in the entry's order
 * @param installHint what to tell a person when the program is missing; empty if the entry says nothing; without control characters
 * @param cluster what {@code KUBERNETES_EXEC_INFO} says of the cluster
 * @param place where the entry stands
 */
public record ExecPlugin(Version version, String command, List<String> arguments, SequencedMap<String, Secret> environment,
		InteractiveMode interactiveMode, String installHint, ClusterDescription cluster, Place place) {
	public ExecPlugin {
		Objects.requireNonNull(version);
		Objects.requireNonNull(command);
		arguments = List.copyOf(arguments);
		environment = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(environment));
		Objects.requireNonNull(interactiveMode);
		Objects.requireNonNull(installHint);
		Objects.requireNonNull(cluster);
		Objects.requireNonNull(place);
	}

	/** Versions of {@code client.authentication.k8s.io}. */
	public enum Version {
		V1BETA1("client.authentication.k8s.io/v1beta1"), V1("client.authentication.k8s.io/v1");

		private final String apiVersion;

		Version(String apiVersion) {
			this.apiVersion = apiVersion;
		}

		public String apiVersion() {
			return apiVersion;
		}
	}

	/** Whether the program may ask a person on its standard input. */
	public enum InteractiveMode {
		NEVER, IF_AVAILABLE, ALWAYS
	}

	/** What the program is told of the cluster. */
	public sealed interface ClusterDescription {
		/** Nothing: {@code provideClusterInfo} is not set. */
		record Withheld() implements ClusterDescription {
		}

		/**
		 * The cluster's entry.
		 *
		 * @param tlsServerName empty if not set
		 * @param authorities PEM, empty if not set
		 * @param proxyUrl empty if not set; may hold a password
		 * @param config the extension {@code client.authentication.k8s.io/exec} as JSON, empty if there is none
		 */
		record Provided(String server, String tlsServerName, boolean insecureSkipTlsVerify, String authorities, Secret proxyUrl,
				boolean disableCompression, Secret config) implements ClusterDescription {
			@Override
			public String toString() {
				return "Provided[...]";
			}
		}
	}

	/** The program's path, or its name. */
	public String name() {
		Path file = Path.of(command).getFileName();
		return file == null ? command : file.toString();
	}

	/** The additional environment as plain texts, for the one who starts the program. */
	public Map<String, String> revealedEnvironment() {
		Map<String, String> revealed = new LinkedHashMap<>();
		environment.forEach((name, value) -> revealed.put(name, value.reveal()));
		return revealed;
	}

	@Override
	public String toString() {
		return "ExecPlugin[" + version + ", " + command + ", " + arguments.size() + " arguments, environment " + environment.keySet() + ", "
				+ interactiveMode + "]";
	}
}
