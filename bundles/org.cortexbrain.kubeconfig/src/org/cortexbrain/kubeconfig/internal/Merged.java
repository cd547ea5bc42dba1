package org.cortexbrain.kubeconfig.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

import org.cortexbrain.kubeconfig.Context;
import org.cortexbrain.kubeconfig.Place;
import org.cortexbrain.kubeconfig.Secret;

/** What several files say together: of each name the entry of the first file that has it; the first current context that is named. */
public final class Merged {
	private final SequencedMap<String, ClusterEntry> clusters = new LinkedHashMap<>();
	private final SequencedMap<String, UserEntry> users = new LinkedHashMap<>();
	private final SequencedMap<String, ContextEntry> contexts = new LinkedHashMap<>();
	private String currentContext = "";
	private Place currentContextPlace = new Place.Whole("kubeconfig");

	private Merged() {
	}

	public static Merged of(List<ConfigText> texts) {
		Merged merged = new Merged();
		for (ConfigText text : texts) {
			text.clusters().forEach(merged.clusters::putIfAbsent);
			text.users().forEach(merged.users::putIfAbsent);
			text.contexts().forEach(merged.contexts::putIfAbsent);
			if (merged.currentContext.isEmpty() && !text.currentContext().isEmpty()) {
				merged.currentContext = text.currentContext();
				merged.currentContextPlace = text.currentContextPlace();
			}
		}
		return merged;
	}

	public String currentContext() {
		return currentContext;
	}

	/** All contexts in the order of their names. */
	public List<Context> contexts() {
		List<Context> list = new ArrayList<>();
		for (ContextEntry context : contexts.values()) {
			String server = cluster(context.cluster()).map(ClusterEntry::server).map(Merged::shown).orElse("");
			list.add(new Context(context.name(), context.cluster(), context.user(), context.namespace(), server, context.fields().place()));
		}
		list.sort(Comparator.comparing(Context::name));
		return List.copyOf(list);
	}

	/** Where to point at when a context does not exist: the line that names it, if it is the current one. */
	Place placeOfReference(String context) {
		return context.equals(currentContext) ? currentContextPlace : new Place.Whole("kubeconfig");
	}

	Optional<ClusterEntry> cluster(String name) {
		return Optional.ofNullable(clusters.get(name));
	}

	Optional<UserEntry> user(String name) {
		return Optional.ofNullable(users.get(name));
	}

	Optional<ContextEntry> context(String name) {
		return Optional.ofNullable(contexts.get(name));
	}

	List<String> contextNames() {
		return List.copyOf(contexts.keySet());
	}

	private static String shown(Secret server) {
		return Addresses.withoutUser(server.reveal());
	}
}
