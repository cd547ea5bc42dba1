package org.cortexbrain.cli;

import org.cortexbrain.model.Health;

/** Colours of states for a person at a terminal; elsewhere, and where NO_COLOR is set (https://no-color.org), plain words. */
final class Paint {
	private static final String PLAIN = "\u001b[0m";

	private Paint() {
	}

	private static boolean isWanted(Surroundings surroundings) {
		return surroundings.terminal() && surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
				&& !"dumb".equals(surroundings.environment().get("TERM"));
	}

	/** The state as a word, and its reason. */
	static String health(Surroundings surroundings, Health health) {
		String words = (health.state() == Health.State.UNKNOWN ? "idle" : FlowDocument.lower(health.state())) +
				(health.reason().isEmpty() ? "" : ": " + health.reason());
		return isWanted(surroundings) ? color(health.state()) + words + PLAIN : words;
	}

	/* Of the sixteen that every terminal has, and that its user has chosen for his background. */
	private static String color(Health.State state) {
		return switch (state) {
		case HEALTHY -> "\u001b[32m";
		case DEGRADED -> "\u001b[33m";
		case FAILING -> "\u001b[31m";
		case UNKNOWN -> "\u001b[2m";
		};
	}
}
