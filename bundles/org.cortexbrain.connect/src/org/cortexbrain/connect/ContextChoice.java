package org.cortexbrain.connect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which contexts a person chooses, and how each is to be called. Goes on over changes of the files: who is still offered stays chosen. For one
 * thread.
 */
public final class ContextChoice {
	/**
	 * How a cluster is to be shown.
	 *
	 * @param name as it is typed; {@link #trouble} says where it will not do
	 * @param production whether nothing is to be changed there before its name was typed
	 */
	public record Look(String name, ClusterColor color, boolean production) {
	}

	private static final Pattern PRODUCTION = Pattern.compile("(^|[^a-z])(prod|production|prd|live)([^a-z]|$)", Pattern.CASE_INSENSITIVE);

	private final Map<ClusterId, KnownCluster> known = new HashMap<>();
	private final Map<ClusterId, Look> looks = new HashMap<>();
	private final Set<ClusterId> chosen = new LinkedHashSet<>();
	private List<Offer> offers = List.of();

	/** @param known the clusters that there are already; one of them that is chosen again gets the new name, colour and mark */
	public ContextChoice(Collection<KnownCluster> known) {
		known.forEach(cluster -> this.known.put(cluster.id(), cluster));
	}

	/** What there is to choose from now. What is not offered any more, or cannot be used any more, is not chosen any more. */
	public void offer(List<Offer> now) {
		offers = List.copyOf(now);
		chosen.removeIf(id -> find(id).filter(Offer::isUsable).isEmpty());
	}

	public List<Offer> offers() {
		return offers;
	}

	/** Those in whose context, cluster, server, user, namespace or origin each word of the filter occurs, in capitals or not. */
	public List<Offer> matching(String filter) {
		String[] words = filter.strip().toLowerCase(Locale.ROOT).split("\\s+");
		return offers.stream().filter(offer -> {
			String text = String.join("\n", offer.context().name(), offer.context().cluster(), offer.context().server(), offer.context().user(),
					offer.context().namespace(), offer.origin().name()).toLowerCase(Locale.ROOT);
			return Stream.of(words).allMatch(text::contains);
		}).toList();
	}

	private Optional<Offer> find(ClusterId id) {
		return offers.stream().filter(offer -> offer.id().equals(id)).findFirst();
	}

	/** Whether this is one of the clusters that there are already. */
	public boolean isKnown(ClusterId id) {
		return known.containsKey(id);
	}

	public boolean isChosen(ClusterId id) {
		return chosen.contains(id);
	}

	/** Chooses it, or not. Returns whether that is done: a context that cannot be used cannot be chosen. */
	public boolean choose(ClusterId id, boolean wanted) {
		if (!wanted) {
			return chosen.remove(id);
		}
		if (find(id).filter(Offer::isUsable).isEmpty()) {
			return false;
		}
		looks.computeIfAbsent(id, this::firstLook);
		chosen.add(id);
		return true;
	}

	/** How it is to be shown; where nobody has said, as it was, or by its context's name with a colour that few others have. */
	public Look look(ClusterId id) {
		Look look = looks.get(id);
		return look == null ? firstLook(id) : look;
	}

	public void setLook(ClusterId id, Look look) {
		looks.put(id, look);
	}

	/** Whether the name of the context, its cluster or its server looks like that of a production system. */
	public boolean looksLikeProduction(ClusterId id) {
		return find(id).map(Offer::context).filter(context -> Stream.of(context.name(), context.cluster(), context.server())
				.anyMatch(text -> PRODUCTION.matcher(text).find())).isPresent();
	}

	private Look firstLook(ClusterId id) {
		KnownCluster before = known.get(id);
		if (before != null) {
			return new Look(before.name(), before.color(), before.production());
		}
		List<ClusterColor> used = new ArrayList<>(known.values().stream().map(KnownCluster::color).toList());
		chosen.forEach(each -> used.add(looks.get(each).color()));
		return new Look(freeName(id), ClusterColor.next(used), looksLikeProduction(id));
	}

	private String freeName(ClusterId id) {
		Set<String> taken = new HashSet<>();
		known.values().forEach(cluster -> taken.add(cluster.name()));
		chosen.forEach(each -> taken.add(looks.get(each).name()));
		String wanted = id.context().isBlank() ? "cluster" : Shown.of(id.context()).strip();
		String name = wanted;
		for (int number = 2; taken.contains(name); number++) {
			name = wanted + " " + number;
		}
		return name;
	}

	/** What must be mended before one can go on, for a person; empty if nothing. */
	public Optional<String> trouble() {
		if (chosen.isEmpty()) {
			return Optional.of("Choose at least one context.");
		}
		Map<String, ClusterId> names = new HashMap<>();
		known.values().stream().filter(cluster -> !chosen.contains(cluster.id())).forEach(cluster -> names.put(cluster.name(), cluster.id()));
		for (ClusterId id : chosen) {
			String name = look(id).name().strip();
			if (name.isEmpty()) {
				return Optional.of("Give the context " + Shown.of(id.context()) + " a name.");
			}
			if (names.putIfAbsent(name, id) != null) {
				return Optional.of("Two clusters would be called " + name + ". Give one of them another name.");
			}
		}
		return Optional.empty();
	}

	/** Those that were chosen, in the order in which they were. */
	public List<Offer> chosen() {
		return chosen.stream().map(this::find).flatMap(Optional::stream).toList();
	}

	/** What is to be remembered of a chosen one. */
	public KnownCluster cluster(ClusterId id) {
		Look look = look(id);
		return new KnownCluster(id, look.name().strip(), look.color(), look.production(), true);
	}
}
