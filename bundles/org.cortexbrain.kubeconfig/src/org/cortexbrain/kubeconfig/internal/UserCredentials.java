package org.cortexbrain.kubeconfig.internal;

import java.io.File;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

import org.cortexbrain.kubeconfig.ClientIdentity;
import org.cortexbrain.kubeconfig.CredentialException;
import org.cortexbrain.kubeconfig.Credentials;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.ExecPlugin.ClusterDescription;
import org.cortexbrain.kubeconfig.ExecPlugin.InteractiveMode;
import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.ProxyRoute;
import org.cortexbrain.kubeconfig.Secret;
import org.cortexbrain.kubeconfig.TokenFile;

/**
 * Which of a user's credentials are sent, in client-go's order: token or token file, user name and password, and the exec plug-in only
 * if there is none of these and no client certificate (client-go, plugin/pkg/client/auth/exec).
 */
final class UserCredentials {
	/** The cluster's extension that is passed to exec plug-ins. */
	static final String EXEC_EXTENSION = "client.authentication.k8s.io/exec";
	private static final Map<String, String> SUCCESSORS = Map.of("oidc", "kubelogin (kubectl oidc-login)", "gcp", "gke-gcloud-auth-plugin",
			"azure",
			"kubelogin of Azure");

	private final Consumer<Problem> problems;
	private final InstantSource clock;

	UserCredentials(Consumer<Problem> problems, InstantSource clock) {
		this.problems = problems;
		this.clock = clock;
	}

	/** @param login what stands before the host in the server's URL, if anything */
	Credentials of(UserEntry user, ClusterEntry cluster, ClientIdentity identity, Optional<String> login) {
		boolean certified = identity instanceof ClientIdentity.Certificate;
		Credentials sent = sent(user, login);
		boolean others = certified || !(sent instanceof Credentials.None);
		if (user.exec().isEmpty()) {
			if (!others) {
				problems.accept(Problem.warning(user.fields().place(), "The user \"" + Words.printable(user.name())
						+ "\" has no credentials, and the server is likely to refuse", "Add a token, a client certificate or an exec plug-in to it"));
			}
			return sent;
		}
		ExecEntry exec = user.exec().get();
		if (others) {
			problems.accept(Problem.warning(exec.fields().place(), "The exec plug-in of the user \"" + Words.printable(user.name())
					+ "\" is not run, since the user has other credentials", "Remove the one that you do not need"));
			return sent;
		}
		return version(exec).<Credentials>map(version -> new Credentials.FromPlugin(plugin(version, user, exec, cluster))).orElse(sent);
	}

	private Credentials sent(UserEntry user, Optional<String> login) {
		if (!user.tokenFile().isEmpty()) {
			TokenFile file = new TokenFile(user.resolve(user.tokenFile()), user.fields().place("tokenFile"), clock);
			try {
				file.current();
				return new Credentials.RotatingToken(file);
			} catch (CredentialException unreadable) {
				if (user.token().isEmpty()) {
					problems.accept(unreadable.problem());
				} else {
					problems.accept(Problem.warning(unreadable.problem().place(), unreadable.problem().what()
							+ "; the token in the kubeconfig is used instead",
							unreadable.problem().remedy()));
				}
			}
		}
		if (!user.token().isEmpty()) {
			return new Credentials.Token(user.token());
		}
		if (!user.user().isEmpty()) {
			problems.accept(Problem.warning(user.fields().place("username"), "The user \"" + Words.printable(user.name())
					+ "\" has a user name and password, which the Kubernetes API server has not taken since 1.19",
					"Use a token, a certificate or an exec plug-in"));
			return new Credentials.Basic(user.user(), user.password());
		}
		if (!user.password().isEmpty()) {
			problems.accept(Problem.warning(user.fields().place("password"), "The user \"" + Words.printable(user.name())
					+ "\" has a password without a user name, which is not sent", "Add username, or remove the password"));
		}
		return login.map(ProxyRules::login).filter(ProxyRoute.Login.Named.class::isInstance).map(ProxyRoute.Login.Named.class::cast)
				.<Credentials>map(named -> new Credentials.Basic(named.user(), named.password())).orElse(new Credentials.None());
	}

	static void checkProvider(UserEntry user, Consumer<Problem> problems) {
		user.authProvider().ifPresent(provider -> problems.accept(Problem.error(user.fields().place("auth-provider"),
				"The user \"" + Words.printable(user.name()) + "\" asks for the auth provider \"" + Words.printable(provider)
						+ "\", a kind that Kubernetes has given up",
				"Use an exec plug-in instead: " + SUCCESSORS.getOrDefault(provider, "see your provider's documentation"))));
	}

	static void checkExec(UserEntry user, ExecEntry exec, Consumer<Problem> problems) {
		Fields fields = exec.fields();
		String named = "The exec plug-in of the user \"" + Words.printable(user.name()) + "\"";
		if (exec.command().isEmpty()) {
			problems.accept(Problem.error(fields.place(), named + " has no command", "Add \"command: PROGRAM\""));
		}
		if (version(exec).isEmpty()) {
			problems.accept(Problem.error(fields.place("apiVersion"), named + (exec.apiVersion().isEmpty() ? " has no apiVersion"
					: " has the apiVersion \"" + Words.printable(exec.apiVersion()) + "\", which is unknown here"),
					"Write \"apiVersion: " + ExecPlugin.Version.V1.apiVersion() + "\" (or .../v1beta1), and update the plug-in if it is older"));
		}
		for (ExecEntry.Variable variable : exec.environment()) {
			if (variable.name().isEmpty()) {
				problems.accept(Problem.error(fields.place("env"), named + " has an environment variable without a name",
						"Give it a name, or remove it"));
			}
		}
		if (mode(exec).isEmpty()) {
			problems.accept(Problem.error(fields.place("interactiveMode"), named + (exec.interactiveMode().isEmpty() ? " has no interactiveMode"
					: " has the interactiveMode \"" + Words.printable(exec.interactiveMode()) + "\", which is unknown"),
					"Write Never, IfAvailable or Always"));
		}
	}

	private static Optional<ExecPlugin.Version> version(ExecEntry exec) {
		for (ExecPlugin.Version version : ExecPlugin.Version.values()) {
			if (version.apiVersion().equals(exec.apiVersion())) {
				return Optional.of(version);
			}
		}
		return Optional.empty();
	}

	/** Empty if it is missing where it must not be: v1 has no default (client-go, tools/clientcmd/api/v1/defaults.go). */
	private static Optional<InteractiveMode> mode(ExecEntry exec) {
		return switch (exec.interactiveMode()) {
		case "Never" -> Optional.of(InteractiveMode.NEVER);
		case "IfAvailable" -> Optional.of(InteractiveMode.IF_AVAILABLE);
		case "Always" -> Optional.of(InteractiveMode.ALWAYS);
		case "" -> exec.apiVersion().equals(ExecPlugin.Version.V1BETA1.apiVersion()) ? Optional.of(InteractiveMode.IF_AVAILABLE)
				: Optional.empty();
		default -> Optional.empty();
		};
	}

	private ExecPlugin plugin(ExecPlugin.Version version, UserEntry user, ExecEntry exec, ClusterEntry cluster) {
		SequencedMap<String, Secret> environment = new LinkedHashMap<>();
		exec.environment().forEach(variable -> environment.put(variable.name(), variable.value()));
		Place place = exec.fields().place("command");
		String command = exec.command().indexOf('/') >= 0 || exec.command().indexOf(File.separatorChar) >= 0
				? user.resolve(exec.command()).toString() : exec.command();
		return new ExecPlugin(version, command, exec.arguments(), environment, mode(exec).orElse(InteractiveMode.NEVER),
				Words.printable(exec.installHint()), description(exec, cluster), place);
	}

	private ClusterDescription description(ExecEntry exec, ClusterEntry cluster) {
		if (!exec.provideClusterInfo()) {
			return new ClusterDescription.Withheld();
		}
		String authorities = "";
		try {
			authorities = TransportSecurity.authorityText(cluster);
		} catch (IOException unreadable) {
			problems.accept(FileTrouble.reading(cluster.fields().place("certificate-authority"), cluster.resolve(cluster.authorityFile()),
					unreadable));
		}
		return new ClusterDescription.Provided(cluster.server().reveal(), cluster.tlsServerName(), cluster.insecure(), authorities,
				cluster.proxyUrl(),
				cluster.disableCompression(), cluster.extensions().getOrDefault(EXEC_EXTENSION, new Secret("")));
	}
}
