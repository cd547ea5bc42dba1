package org.cortexbrain.graph.internal.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.graph.internal.scene.DrawnEdge;
import org.cortexbrain.graph.internal.scene.DrawnNode;
import org.cortexbrain.graph.internal.scene.Picture;

/** What looks different in a later picture, where everything has kept its place: it can be painted over the earlier one. */
record Difference(List<DrawnNode> nodes, List<DrawnEdge> edges) {
	/** Above this, painting all anew is not slower, and it is cleaner. */
	private static final int MOST = 1_500;

	/** Compares by identity, since pictures share what has not changed. Empty if something came, went or moved, or if too much changed. */
	static Optional<Difference> between(Picture before, Look lookBefore, Picture now, Look look) {
		if (!lookBefore.theme().equals(look.theme()) || !lookBefore.lit().equals(look.lit()) || !lookBefore.matches().equals(look.matches())
				|| before.cards().size() != now.cards().size() || before.edges().size() != now.edges().size()
				|| !Picture.same(before.fields(), now.fields())) {
			return Optional.empty();
		}
		var difference = new Difference(new ArrayList<>(), new ArrayList<>());
		Set<Object> stood = lookBefore.selected();
		Set<Object> stands = look.selected();
		boolean sameSelection = stood.equals(stands) && Objects.equals(lookBefore.focus(), look.focus());
		for (int i = 0; i < now.cards().size(); i++) {
			DrawnNode old = before.cards().get(i);
			DrawnNode card = now.cards().get(i);
			if (old != card && (!old.element().equals(card.element()) || !old.box().equals(card.box()))) {
				return Optional.empty();
			}
			if (old != card || !sameSelection && changes(card.element(), lookBefore, look)) {
				difference.nodes.add(card);
			}
		}
		for (int i = 0; i < now.edges().size(); i++) {
			DrawnEdge old = before.edges().get(i);
			DrawnEdge edge = now.edges().get(i);
			if (old != edge && (!old.element().equals(edge.element()) || old.curve() != edge.curve())) {
				return Optional.empty();
			}
			if (old.style() != edge.style() && !old.style().equals(edge.style())
					|| !sameSelection && stood.contains(edge.element()) != stands.contains(edge.element())) {
				difference.edges.add(edge);
			}
		}
		return difference.nodes.size() + difference.edges.size() > MOST ? Optional.empty() : Optional.of(difference);
	}

	private static boolean changes(Object element, Look before, Look now) {
		return before.selected().contains(element) != now.selected().contains(element)
				|| element.equals(before.focus()) != element.equals(now.focus());
	}

	boolean isEmpty() {
		return nodes.isEmpty() && edges.isEmpty();
	}
}
