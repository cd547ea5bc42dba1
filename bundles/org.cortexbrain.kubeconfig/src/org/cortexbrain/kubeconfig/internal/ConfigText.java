package org.cortexbrain.kubeconfig.internal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;

import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Problem;
import org.cortexbrain.kubeconfig.internal.yaml.Tree;
import org.cortexbrain.kubeconfig.internal.yaml.TreeException;
import org.cortexbrain.kubeconfig.internal.yaml.TreeReader;

/** What one file says: its clusters, users and contexts by name, in the file's order. */
public record ConfigText(String currentContext, Place currentContextPlace, SequencedMap<String, ClusterEntry> clusters,
		SequencedMap<String, UserEntry> users, SequencedMap<String, ContextEntry> contexts) {
	private static final String KIND = "Config";
	private static final String VERSION = "v1";

	/** Reads bytes; what is wrong goes to {@code problems}, and what could be read nevertheless comes back, so that it can be listed. */
	public static ConfigText read(byte[] bytes, String source, Path folder, Consumer<Problem> problems) {
		try {
			return of(TreeReader.read(bytes, source, problems), source, folder, problems);
		} catch (TreeException damaged) {
			problems.accept(damaged.problem());
			return nothing(source);
		}
	}

	/** As the other one, for a text. */
	public static ConfigText read(String text, String source, Path folder, Consumer<Problem> problems) {
		try {
			return of(TreeReader.read(text, source, problems), source, folder, problems);
		} catch (TreeException damaged) {
			problems.accept(damaged.problem());
			return nothing(source);
		}
	}

	private static ConfigText of(Tree tree, String source, Path folder, Consumer<Problem> problems) {
		return switch (tree) {
		case Tree.Mapping mapping -> of(new Fields(mapping, problems), folder, problems);
		case Tree.Nothing _ -> nothing(source);
		default -> {
			problems.accept(Problem.error(tree.place(), "This is " + tree.kind() + ", and a kubeconfig is a mapping",
					"Check that this is a kubeconfig, with \"clusters:\", \"users:\" and \"contexts:\""));
			yield nothing(source);
		}
		};
	}

	private static ConfigText nothing(String source) {
		return new ConfigText("", new Place.Whole(source), new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
	}

	private static ConfigText of(Fields config, Path folder, Consumer<Problem> problems) {
		String kind = config.text("kind");
		String version = config.text("apiVersion");
		if (!(kind.isEmpty() || kind.equals(KIND)) || !(version.isEmpty() || version.equals(VERSION))) {
			problems.accept(Problem.error(config.place(kind.isEmpty() || kind.equals(KIND) ? "apiVersion" : "kind"),
					"This is no kubeconfig: its kind is \"" + Words.printable(kind) + "\" of \"" + Words.printable(version) + "\"",
					"Give a file with \"apiVersion: v1\" and \"kind: Config\""));
		}
		SequencedMap<String, ClusterEntry> clusters = new LinkedHashMap<>();
		for (Fields element : config.objects("clusters")) {
			String name = name(element, "cluster");
			if (clusters.putIfAbsent(name, ClusterEntry.read(name, element.objectOrEmpty("cluster"), folder)) != null) {
				element.twice("cluster", name, element);
			}
			element.nameUnknown("an element of clusters");
		}
		SequencedMap<String, UserEntry> users = new LinkedHashMap<>();
		for (Fields element : config.objects("users")) {
			String name = name(element, "user");
			if (users.putIfAbsent(name, UserEntry.read(name, element.objectOrEmpty("user"), folder)) != null) {
				element.twice("user", name, element);
			}
			element.nameUnknown("an element of users");
		}
		SequencedMap<String, ContextEntry> contexts = new LinkedHashMap<>();
		for (Fields element : config.objects("contexts")) {
			String name = name(element, "context");
			if (contexts.putIfAbsent(name, ContextEntry.read(name, element.objectOrEmpty("context"))) != null) {
				element.twice("context", name, element);
			}
			element.nameUnknown("an element of contexts");
		}
		config.object("preferences").ifPresent(preferences -> {
			preferences.flag("colors");
			Extensions.read(preferences);
		});
		Extensions.read(config);
		ConfigText text = new ConfigText(config.text("current-context"), config.place("current-context"), clusters, users, contexts);
		config.nameUnknown("the kubeconfig");
		return text;
	}

	private static String name(Fields element, String kind) {
		String name = element.text("name");
		if (name.isEmpty()) {
			element.unnamed(kind);
		}
		return name;
	}
}
