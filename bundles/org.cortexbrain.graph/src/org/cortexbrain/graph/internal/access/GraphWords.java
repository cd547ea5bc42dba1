package org.cortexbrain.graph.internal.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;

/** What is said of the elements of a scene: what they are, how they do, and whom they talk to. Colours and signs are told by words. */
public final class GraphWords {
	/** Nobody listens to more names than these; the others are counted. */
	private static final int MOST_NAMES = 12;
	/** Names are cut to so many characters: a reader would speak for minutes. */
	private static final int MOST_CHARACTERS = 200;

	private GraphWords() {
	}

	/** The graph as a whole. */
	public static String ofGraph(Scene scene) {
		return "Graph, " + count(scene.nodes().size(), "node") + ", " + count(scene.edges().size(), "connection");
	}

	/** A node: its name, that it is a container, how it does, the line of its card. */
	public static String name(SceneNode node, boolean collapsed, boolean pinned) {
		List<String> parts = new ArrayList<>();
		parts.add(cut(node.style().name()));
		if (node.isField()) {
			parts.add("container of " + count(node.children().size(), "node"));
		}
		if (collapsed) {
			parts.add("collapsed");
		}
		parts.add(sign(node.style().sign().name()));
		if (!node.style().detail().isBlank()) {
			parts.add(cut(node.style().detail()));
		}
		if (pinned) {
			parts.add("pinned");
		}
		return String.join(", ", parts);
	}

	/** A connection: its ends, how it does, its label. */
	public static String name(SceneEdge edge) {
		String name = "connection from " + cut(edge.source().style().name()) + " to " + cut(edge.target().style().name()) + ", "
				+ sign(edge.style().sign().name());
		return edge.style().label().isBlank() ? name : name + ", " + cut(edge.style().label());
	}

	/** Whom a node talks to, and who talks to it; empty for a container that has no connections of its own. */
	public static String neighbours(SceneNode node, GraphOutline outline) {
		Set<String> to = new LinkedHashSet<>();
		outline.outgoing(node).forEach(edge -> to.add(cut(edge.target().style().name())));
		Set<String> from = new LinkedHashSet<>();
		outline.incoming(node).forEach(edge -> from.add(cut(edge.source().style().name())));
		List<String> parts = new ArrayList<>();
		if (!to.isEmpty()) {
			parts.add("connects to " + names(to));
		}
		if (!from.isEmpty()) {
			parts.add("is connected from " + names(from));
		}
		return parts.isEmpty() ? node.isField() ? "" : "no connections" : String.join("; ", parts);
	}

	private static String names(Set<String> names) {
		String first = String.join(", ", names.stream().limit(MOST_NAMES).toList());
		return names.size() <= MOST_NAMES ? first : first + " and " + (names.size() - MOST_NAMES) + " more";
	}

	private static String count(int number, String what) {
		return number + " " + what + (number == 1 ? "" : "s");
	}

	private static String sign(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

	private static String cut(String text) {
		String line = text.strip().replaceAll("\\s+", " ");
		if (line.length() <= MOST_CHARACTERS) {
			return line;
		}
		int end = Character.isHighSurrogate(line.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
		return line.substring(0, end) + "…";
	}
}
