package org.cortexbrain.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * Which edges a person wants to see, in the words of the desktop's table and of {@code cfcli}, all of which must apply. {@code ns:NAME} is the
 * namespace of one of both ends, {@code port:N} the port, {@code from:TEXT} and {@code to:TEXT} a part of that end's name; {@code failing},
 * {@code degraded}, {@code healthy} and {@code idle} are states; any other word is a part of one of both names. Upper and lower case are the same.
 * Immutable.
 */
public final class EdgeFilter implements BiPredicate<Edge, Health> {
	private final List<BiPredicate<Edge, Health>> terms = new ArrayList<>();

	/** @param text words with blanks between them; without a word everything passes */
	public EdgeFilter(String text) {
		for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
			if (!word.isEmpty()) {
				terms.add(term(word));
			}
		}
	}

	@Override
	public boolean test(Edge edge, Health health) {
		return terms.stream().allMatch(term -> term.test(edge, health));
	}

	private static BiPredicate<Edge, Health> term(String word) {
		int colon = word.indexOf(':');
		String argument = word.substring(colon + 1);
		switch (colon < 0 ? "" : word.substring(0, colon)) {
		case "ns":
			return (edge, _) -> in(argument, edge.key().source()) || in(argument, edge.key().target());
		case "port":
			return (edge, _) -> Integer.toString(edge.key().port()).equals(argument);
		case "from":
			return (edge, _) -> named(argument, edge.key().source());
		case "to":
			return (edge, _) -> named(argument, edge.key().target());
		default:
			break;
		}
		for (Health.State state : Health.State.values()) {
			if (word.equals(state.name().toLowerCase(Locale.ROOT)) || state == Health.State.UNKNOWN && word.equals("idle")) {
				return (_, health) -> health.state() == state;
			}
		}
		return (edge, _) -> named(word, edge.key().source()) || named(word, edge.key().target());
	}

	private static boolean in(String namespace, Endpoint endpoint) {
		return endpoint.inNamespace().filter(namespace::equalsIgnoreCase).isPresent();
	}

	private static boolean named(String part, Endpoint endpoint) {
		return endpoint.scopedName().toLowerCase(Locale.ROOT).contains(part);
	}
}
