package org.cortexbrain.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.cortexbrain.kubeconfig.Context;
import org.cortexbrain.kubeconfig.Credentials;
import org.cortexbrain.kubeconfig.ExecPlugin;
import org.cortexbrain.kubeconfig.Kubeconfig;
import org.cortexbrain.kubeconfig.Resolution;

/** Kubeconfigs for tests, as somebody would write them. */
final class Kubeconfigs {
	private Kubeconfigs() {
	}

	/** A context for each name, each with a server, a user and a token of its own. */
	static String of(String... contexts) {
		var text = new StringBuilder("apiVersion: v1\nkind: Config\ncurrent-context: ").append(contexts.length == 0 ? "\"\"" : contexts[0]);
		text.append("\nclusters:\n");
		Stream.of(contexts).forEach(name -> text.append("- {name: ").append(name).append("-cluster, cluster: {server: \"https://").append(name)
				.append(".example:6443\"}}\n"));
		text.append("users:\n");
		Stream.of(contexts).forEach(name -> text.append("- {name: ").append(name).append("-user, user: {token: secret-of-").append(name).append("}}\n"));
		text.append("contexts:\n");
		Stream.of(contexts).forEach(name -> text.append("- {name: ").append(name).append(", context: {cluster: ").append(name).append("-cluster, user: ")
				.append(name).append("-user}}\n"));
		return text.toString();
	}

	/** The offers of a text whose origin is the file /config. */
	static List<Offer> offers(String text) {
		var origin = new Origin.InFile(Path.of("/config"));
		Kubeconfig kubeconfig = Kubeconfig.of(text, "config", Path.of("/"));
		return kubeconfig.contexts().stream().map(Context::name).map(name -> new Offer(new ClusterId(origin.key(), name), origin,
				kubeconfig.contexts().stream().filter(context -> context.name().equals(name)).findFirst().orElseThrow(),
				kubeconfig.resolve(name, Map.of()), kubeconfig.currentContext().filter(name::equals).isPresent())).toList();
	}

	static Path write(Path file, String text) {
		try {
			return Files.writeString(file, text);
		} catch (IOException e) {
			throw new AssertionError(e);
		}
	}

	/** An exec plug-in with these arguments. */
	static ExecPlugin plugin(String command, String environment, String... arguments) {
		String text = """
				apiVersion: v1
				kind: Config
				clusters: [{name: c, cluster: {server: "https://c.example"}}]
				contexts: [{name: x, context: {cluster: c, user: u}}]
				users:
				- name: u
				  user:
				    exec:
				      apiVersion: client.authentication.k8s.io/v1
				      interactiveMode: IfAvailable
				      command: %s
				      args: [%s]
				      env: [%s]
				""".formatted(command, String.join(", ", arguments), environment);
		var usable = (Resolution.Usable) Kubeconfig.of(text, "text", Path.of("/")).resolve("x", Map.of());
		return ((Credentials.FromPlugin) usable.access().credentials()).plugin();
	}
}
