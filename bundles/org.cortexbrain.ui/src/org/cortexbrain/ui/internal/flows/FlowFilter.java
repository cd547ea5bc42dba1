package org.cortexbrain.ui.internal.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

import org.cortexbrain.model.Edge;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Health;
import org.cortexbrain.ui.internal.look.Tokens;

/**
 * Which rows a person wants to see: words, all of which must apply. {@code ns:NAME} is the namespace of one of both ends, {@code port:N}
 * the port, {@code from:TEXT} and {@code to:TEXT} a part of that end's name; {@code failing}, {@code degraded}, {@code healthy} and
 * {@code idle} are states; any other word is a part of one of both names. Upper and lower case are the same.
 */
public final class FlowFilter implements Predicate<FlowRow> {
	private final List<Predicate<FlowRow>> terms = new ArrayList<>();

	public FlowFilter(String text) {
		for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
			if (!word.isEmpty()) {
				terms.add(term(word));
			}
		}
	}

	@Override
	public boolean test(FlowRow row) {
		return terms.stream().allMatch(term -> term.test(row));
	}

	private static Predicate<FlowRow> term(String word) {
		int colon = word.indexOf(':');
		String argument = word.substring(colon + 1);
		switch (colon < 0 ? "" : word.substring(0, colon)) {
		case "ns":
			return row -> in(argument, row.edge().key().source()) || in(argument, row.edge().key().target());
		case "port":
			return row -> Integer.toString(row.edge().key().port()).equals(argument);
		case "from":
			return row -> named(argument, row.edge().key().source());
		case "to":
			return row -> named(argument, row.edge().key().target());
		default:
			break;
		}
		for (Health.State state : Health.State.values()) {
			if (word.equals(Tokens.word(state)) || state == Health.State.UNKNOWN && word.equals("idle")) {
				return row -> row.health().state() == state;
			}
		}
		return row -> {
			Edge.Key key = row.edge().key();
			return named(word, key.source()) || named(word, key.target());
		};
	}

	private static boolean in(String namespace, Endpoint endpoint) {
		return endpoint.inNamespace().filter(namespace::equalsIgnoreCase).isPresent();
	}

	private static boolean named(String part, Endpoint endpoint) {
		return FlowRow.name(endpoint).toLowerCase(Locale.ROOT).contains(part);
	}
}
