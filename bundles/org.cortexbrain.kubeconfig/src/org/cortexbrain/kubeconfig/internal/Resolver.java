package org.cortexbrain.kubeconfig.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.cortexbrain.kubeconfig.Access;
import org.cortexbrain.kubeconfig.ClientIdentity;
import org.cortexbrain.kubeconfig.Credentials;
import org.cortexbrain.kubeconfig.Impersonation;
import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.ProxyRoute;
import org.cortexbrain.kubeconfig.Resolution;
import org.cortexbrain.kubeconfig.Secret;
import org.cortexbrain.kubeconfig.ServerTrust;

/**
 * Makes the {@link Access} of one context: finds its cluster and its user, checks what kubectl checks (client-go,
 * tools/clientcmd/validation.go and client_config.go), and says what is dangerous. All errors are collected, not only the first.
 */
public final class Resolver {
	/** RFC 1123, as Kubernetes has it for namespaces. */
	private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
	private static final String USUAL_NAMESPACE = "default";

	private final Merged config;
	private final Map<String, String> environment;
	private final InstantSource clock;
	private final List<Problem> problems = new ArrayList<>();

	public Resolver(Merged config, Map<String, String> environment, InstantSource clock) {
		this.config = config;
		this.environment = environment;
		this.clock = clock;
	}

	/** Once for each resolver. */
	public Resolution resolve(String name) {
		Optional<ContextEntry> context = config.context(name);
		if (context.isEmpty()) {
			error(config.placeOfReference(name), name.isEmpty() ? "No context is named" : "There is no context \"" + Words.printable(name) + "\"",
					config.contextNames().isEmpty() ? "Add a context" : "Use one of these: " + Words.printable(String.join(", ", config.contextNames())));
			return new Resolution.Refused(problems);
		}
		Optional<Access> access = access(context.get());
		return access.isPresent() && problems.stream().noneMatch(Problem::isError) ? new Resolution.Usable(access.get(), problems)
				: new Resolution.Refused(problems);
	}

	private Optional<Access> access(ContextEntry context) {
		Optional<ClusterEntry> cluster = referred(context, "cluster", context.cluster(), config.cluster(context.cluster()));
		Optional<UserEntry> user = referred(context, "user", context.user(), config.user(context.user()));
		checkNamespace(context);
		Optional<Addresses.Parts> server = cluster.flatMap(this::server);
		cluster.ifPresent(known -> checkCluster(known, server.filter(parts -> parts.scheme().equals("https")).isPresent()));
		user.ifPresent(this::checkUser);
		if (cluster.isEmpty() || user.isEmpty() || server.isEmpty()) {
			return Optional.empty();
		}
		boolean encrypted = server.get().scheme().equals("https");
		ProxyRoute proxy = proxy(cluster.get(), server.get());
		URI uri = uri(cluster.get(), server.get());
		ServerTrust trust = new ServerTrust.Unencrypted();
		Credentials sent = new Credentials.None();
		ClientIdentity identity = new ClientIdentity.None();
		if (encrypted) {
			TransportSecurity security = new TransportSecurity(problems::add);
			identity = security.identity(user.get());
			trust = security.trust(cluster.get());
			sent = new UserCredentials(problems::add, clock).of(user.get(), cluster.get(), identity, server.get().login());
		} else {
			warning(cluster.get().fields().place("server"),
					"The server is reached without TLS: everybody on the way can read and change everything, and no credential is sent",
					"Use an https URL");
		}
		String serverName = encrypted && !cluster.get().tlsServerName().isEmpty() ? cluster.get().tlsServerName() : server.get().host();
		return Optional.of(new Access(context.name(), cluster.get().name(), user.get().name(),
				context.namespace().isEmpty() ? USUAL_NAMESPACE : context.namespace(), uri, serverName, trust, proxy,
				!cluster.get().disableCompression(), sent, identity, impersonation(user.get()), extensions(cluster.get())));
	}

	private <T> Optional<T> referred(ContextEntry context, String kind, String name, Optional<T> entry) {
		if (entry.isEmpty()) {
			Place place = context.fields().place(kind);
			if (name.isEmpty()) {
				error(place, "The context \"" + Words.printable(context.name()) + "\" names no " + kind, "Add \"" + kind + ": NAME\" to it");
			} else {
				error(place, "The context \"" + Words.printable(context.name()) + "\" names the " + kind + " \"" + Words.printable(name)
						+ "\", which no file has", "Correct the name, or add the file that has it to KUBECONFIG");
			}
		}
		return entry;
	}

	private void checkNamespace(ContextEntry context) {
		if (!context.namespace().isEmpty() && !LABEL.matcher(context.namespace()).matches()) {
			warning(context.fields().place("namespace"), "No namespace can have the name \"" + Words.printable(context.namespace()) + "\"",
					"Use small letters, digits and dashes, 63 at most");
		}
	}

	private Optional<Addresses.Parts> server(ClusterEntry cluster) {
		Place place = cluster.fields().place("server");
		String named = "The cluster \"" + Words.printable(cluster.name()) + "\"";
		if (cluster.server().isEmpty()) {
			error(place, named + " has no server", "Add \"server: https://HOST:PORT\" to it");
			return Optional.empty();
		}
		Optional<Addresses.Parts> server = Addresses.server(cluster.server().reveal());
		if (server.isEmpty()) {
			error(place, named + " has a server that is no URL: " + Addresses.withoutUser(cluster.server().reveal()), "Write https://HOST:PORT");
		} else if (!server.get().scheme().equals("https") && !server.get().scheme().equals("http")) {
			error(place, named + " has a server that speaks " + server.get().scheme(), "Write https://HOST:PORT");
			return Optional.empty();
		}
		return server;
	}

	private URI uri(ClusterEntry cluster, Addresses.Parts server) {
		try {
			return server.uri();
		} catch (URISyntaxException wrong) {
			error(cluster.fields().place("server"), "The server's URL has a character that does not belong there: " + wrong.getReason(),
					"Write https://HOST:PORT");
			return URI.create(server.scheme() + "://invalid");
		}
	}

	/** @param encrypted whether the authorities will be read anyway, which names what is wrong with them */
	private void checkCluster(ClusterEntry cluster, boolean encrypted) {
		if (!cluster.authorityFile().isEmpty() && !cluster.authorityData().isEmpty()) {
			error(cluster.fields().place("certificate-authority"), "The cluster \"" + Words.printable(cluster.name())
					+ "\" has both certificate-authority and certificate-authority-data", "Remove one of them");
		} else if (!cluster.authorityFile().isEmpty() && !encrypted) {
			readable(cluster.fields().place("certificate-authority"), cluster.resolve(cluster.authorityFile()));
		}
	}

	private void checkUser(UserEntry user) {
		String named = "The user \"" + Words.printable(user.name()) + "\"";
		if (user.hasCertificate()) {
			both(user, named, "client-certificate", user.certificateFile(), user.certificateData());
			both(user, named, "client-key", user.keyFile(), user.keyData().reveal());
			if (!user.hasKey()) {
				error(user.fields().place("client-certificate" + (user.certificateFile().isEmpty() ? "-data" : "")),
						named + " has a client certificate without its key", "Add client-key or client-key-data");
			}
		} else if (user.hasKey()) {
			warning(user.fields().place(user.keyFile().isEmpty() ? "client-key-data" : "client-key"),
					named + " has a client key without a certificate, and the key has no effect", "Add client-certificate or client-certificate-data");
		}
		if (!user.token().isEmpty() && !(user.user().isEmpty() && user.password().isEmpty())) {
			error(user.fields().place("token"), named + " has a token and a user name or password; only one of them can be sent",
					"Remove one of them");
		} else if (!user.tokenFile().isEmpty() && !user.user().isEmpty()) {
			error(user.fields().place("tokenFile"), named + " has a token file and a user name; only one of them can be sent", "Remove one of them");
		}
		if (user.as().isEmpty() && !(user.asUid().isEmpty() && user.asGroups().isEmpty() && user.asExtra().isEmpty())) {
			error(user.fields().place(user.asUid().isEmpty() ? user.asGroups().isEmpty() ? "as-user-extra" : "as-groups" : "as-uid"),
					named + " asks for a uid, groups or extra without saying as whom", "Add \"as: NAME\"");
		}
		user.exec().ifPresent(exec -> UserCredentials.checkExec(user, exec, problems::add));
		UserCredentials.checkProvider(user, problems::add);
	}

	private void both(UserEntry user, String named, String field, String file, String text) {
		if (!file.isEmpty() && !text.isEmpty()) {
			error(user.fields().place(field), named + " has both " + field + " and " + field + "-data", "Remove one of them");
		} else if (!file.isEmpty()) {
			readable(user.fields().place(field), user.resolve(file));
		}
	}

	private void readable(Place place, Path file) {
		if (Files.isDirectory(file)) {
			error(place, file + " is a folder", "Name a file");
		} else if (!Files.exists(file)) {
			error(place, "There is no file " + file, "Put it there, or correct the path; a relative one is relative to the kubeconfig's folder");
		} else if (!Files.isReadable(file)) {
			error(place, "You may not read " + file, "Give yourself the right to read it");
		}
	}

	private ProxyRoute proxy(ClusterEntry cluster, Addresses.Parts server) {
		if (!cluster.proxyUrl().isEmpty()) {
			Optional<ProxyRoute> route = Addresses.parse(cluster.proxyUrl().reveal()).flatMap(ProxyRules::through);
			if (route.isEmpty()) {
				error(cluster.fields().place("proxy-url"), "The proxy of the cluster \"" + Words.printable(cluster.name())
						+ "\" is no URL that is known here: "
						+ Addresses.withoutUser(cluster.proxyUrl().reveal()), "Write http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT");
			}
			return route.orElse(new ProxyRoute.Direct());
		}
		try {
			return new ProxyRules(environment).route(server);
		} catch (ProxyRules.UnknownProxy unknown) {
			error(new Place.Whole(unknown.variable()), "The proxy of the environment is no URL that is known here: " + unknown.value(),
					"Write http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT, or name the server in NO_PROXY");
			return new ProxyRoute.Direct();
		}
	}

	private static Impersonation impersonation(UserEntry user) {
		return user.as().isEmpty() ? Impersonation.NOBODY
				: new Impersonation(user.as(), user.asUid(), user.asGroups(), user.asExtra());
	}

	private static Map<String, Secret> extensions(ClusterEntry cluster) {
		Map<String, Secret> extensions = new LinkedHashMap<>(cluster.extensions());
		extensions.remove(UserCredentials.EXEC_EXTENSION);
		return extensions;
	}

	private void error(Place place, String what, String remedy) {
		problems.add(Problem.error(place, what, remedy));
	}

	private void warning(Place place, String what, String remedy) {
		problems.add(Problem.warning(place, what, remedy));
	}
}
