package org.cortexbrain.graph.internal.frame;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.graph.internal.scene.DrawnEdge;
import org.cortexbrain.graph.internal.scene.DrawnNode;
import org.cortexbrain.graph.internal.scene.Picture;

/**
 * What moves while all else stands, as in somebody's hand: the still part is painted once without it, and it over that in each frame.
 *
 * @param which of the picture
 * @param nodes where they are now
 * @param edges as they are now
 */
record Lifted(Which which, List<DrawnNode> nodes, List<DrawnEdge> edges) {
	/** More are not painted within a frame. */
	private static final int MOST = 1_500;

	/**
	 * Some elements of a picture, and of all others with the same elements, by their places in its lists. Not to be changed: to look thousands of
	 * elements up by themselves would take a part of each frame.
	 */
	record Which(BitSet cards, BitSet edges) {
		static final Which NONE = new Which(new BitSet(), new BitSet());

		boolean isEmpty() {
			return cards.isEmpty() && edges.isEmpty();
		}

		boolean holds(Which other) {
			return holds(cards, other.cards) && holds(edges, other.edges);
		}

		private static boolean holds(BitSet all, BitSet some) {
			var rest = (BitSet) some.clone();
			rest.andNot(all);
			return rest.isEmpty();
		}

		/** A picture of all others. */
		Picture leftOf(Picture picture) {
			return isEmpty() ? picture : new Picture(picture.fields(), left(picture.cards(), cards), left(picture.edges(), edges), picture.bounds());
		}

		private static <T> List<T> left(List<T> all, BitSet without) {
			List<T> left = new ArrayList<>(all.size());
			for (int i = without.nextClearBit(0); i < all.size(); i = without.nextClearBit(i + 1)) {
				left.add(all.get(i));
			}
			return left;
		}
	}

	/**
	 * What is not as it was, and what was lifted before. Empty if something came or went, a field changed, or too much moves.
	 *
	 * @param before what a frame shows
	 * @param already what that frame was painted without
	 */
	static Optional<Lifted> between(Picture before, Picture now, Which already) {
		if (before.cards().size() != now.cards().size() || before.edges().size() != now.edges().size() || !Picture.same(before.fields(), now.fields())) {
			return Optional.empty();
		}
		var cards = (BitSet) already.cards.clone();
		for (int i = 0; i < now.cards().size(); i++) {
			DrawnNode old = before.cards().get(i);
			DrawnNode card = now.cards().get(i);
			if (old != card) {
				if (!old.element().equals(card.element())) {
					return Optional.empty();
				}
				cards.set(i);
			}
		}
		var edges = (BitSet) already.edges.clone();
		for (int i = 0; i < now.edges().size(); i++) {
			DrawnEdge old = before.edges().get(i);
			DrawnEdge edge = now.edges().get(i);
			if (old != edge) {
				if (!old.element().equals(edge.element())) {
					return Optional.empty();
				}
				/* It is also another object when only the looks of its ends are. */
				if (old.curve() != edge.curve() || old.style() != edge.style()) {
					edges.set(i);
				}
			}
		}
		if (cards.cardinality() + edges.cardinality() > MOST) {
			return Optional.empty();
		}
		return Optional.of(new Lifted(new Which(cards, edges), cards.stream().mapToObj(now.cards()::get).toList(),
				edges.stream().mapToObj(now.edges()::get).toList()));
	}
}
