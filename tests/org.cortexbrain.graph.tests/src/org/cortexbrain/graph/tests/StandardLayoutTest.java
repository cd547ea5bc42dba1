package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.layout.FilteredLayout;
import org.cortexbrain.graph.layout.LayoutGraph;
import org.cortexbrain.graph.layout.LayoutQuality;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.Test;

public class StandardLayoutTest {
	private static final List<LayoutGraph> GRAPHS = List.of(LayoutGraphs.nested(), LayoutGraphs.hub(150), LayoutGraphs.chain(60),
			LayoutGraphs.random(120, 200));

	private static Map<Object, Box> run(StandardLayout layout, LayoutGraph graph) {
		return layout.layout(graph, new NullProgressMonitor());
	}

	@Test
	public void everyElementHasABox() {
		for (LayoutGraph graph : GRAPHS) {
			for (StandardLayout layout : StandardLayout.values()) {
				assertEquals(layout.title(), graph.nodes().size(), run(layout, graph).size());
			}
		}
	}

	@Test
	public void noCardCoversAnother() {
		for (LayoutGraph graph : GRAPHS) {
			for (StandardLayout layout : StandardLayout.values()) {
				assertEquals(layout.title(), 0, LayoutQuality.of(graph, run(layout, graph)).overlaps());
			}
		}
	}

	@Test
	public void noCardCoversAnotherInALargeGraph() {
		LayoutGraph graph = LayoutGraphs.random(2500, 8000);
		assertEquals(0, LayoutQuality.of(graph, run(StandardLayout.FORCE, graph)).overlaps());
	}

	@Test
	public void fieldsEncloseWhatTheyHoldAndNothingElse() {
		LayoutGraph graph = LayoutGraphs.nested();
		for (StandardLayout layout : StandardLayout.values()) {
			Map<Object, Box> boxes = run(layout, graph);
			for (int i = 0; i < graph.nodes().size(); i++) {
				for (int field = 0; field < 3; field++) {
					if (field != i) {
						Box box = boxes.get(graph.nodes().get(i).element());
						Box around = boxes.get(graph.nodes().get(field).element());
						boolean inside = liesIn(graph, i, field);
						boolean holds = liesIn(graph, field, i);
						assertTrue(layout.title() + ": " + i + " in " + field, inside
								? box.x() >= around.x() && box.y() >= around.y() && box.right() <= around.right() && box.bottom() <= around.bottom()
								: holds || !box.overlaps(around));
					}
				}
			}
		}
	}

	private static boolean liesIn(LayoutGraph graph, int node, int field) {
		for (int up = graph.nodes().get(node).container(); up >= 0; up = graph.nodes().get(up).container()) {
			if (up == field) {
				return true;
			}
		}
		return false;
	}

	@Test
	public void theSameGraphGivesTheSameBoxes() {
		for (LayoutGraph graph : GRAPHS) {
			for (StandardLayout layout : StandardLayout.values()) {
				assertEquals(layout.title(), run(layout, graph), run(layout, graph));
			}
		}
	}

	@Test
	public void anEmptyGraphHasNoBoxes() {
		for (StandardLayout layout : StandardLayout.values()) {
			assertEquals(layout.title(), Map.of(), run(layout, new LayoutGraph(List.of(), List.of())));
		}
	}

	@Test
	public void aSingleNodeWithALoopHasItsSize() {
		LayoutGraph graph = LayoutGraphs.chain(1);
		LayoutGraph looped = new LayoutGraph(graph.nodes(), List.of(new LayoutGraph.Edge("loop", 0, 0)));
		for (StandardLayout layout : StandardLayout.values()) {
			Box box = run(layout, looped).get("card 0");
			assertEquals(layout.title(), 164, box.width(), 0);
			assertEquals(layout.title(), 48, box.height(), 0);
		}
	}

	@Test
	public void pinnedNodesStayExactly() {
		List<Object> pinned = List.of("card 4", "card 5", "card 6");
		for (LayoutGraph graph : GRAPHS) {
			Map<Object, Box> before = run(StandardLayout.GRID, graph);
			LayoutGraph anew = new LayoutGraph(LayoutGraphs.placed(graph, before, pinned).nodes().stream().map(node -> node.pinned() ? node
					: new LayoutGraph.Node(node.element(), node.container(), node.field(), false, false, node.box())).toList(), graph.edges());
			for (StandardLayout layout : StandardLayout.values()) {
				Map<Object, Box> after = run(layout, anew);
				for (Object element : pinned) {
					assertEquals(layout.title(), before.get(element), after.get(element));
				}
				assertEquals(layout.title(), 0, LayoutQuality.of(graph, after).overlaps());
			}
		}
	}

	/** Three fields of as many cards, in a row; of each the first card is pinned. */
	private static LayoutGraph pinnedFields(int cards, double apart) {
		var graph = new LayoutGraphs().field(-1).field(-1).field(-1);
		for (int field = 0; field < 3; field++) {
			graph.cards(cards, field);
		}
		for (int i = 1; i < cards; i++) {
			graph.edge(3, 3 + i).edge(3 + i, 3 + cards + i);
		}
		LayoutGraph made = graph.graph();
		return new LayoutGraph(IntStream.range(0, made.nodes().size()).mapToObj(i -> {
			LayoutGraph.Node node = made.nodes().get(i);
			boolean pinned = i >= 3 && (i - 3) % cards == 0;
			return pinned ? new LayoutGraph.Node(node.element(), node.container(), false, true, true,
					new Box((i - 3) / cards * apart, (i - 3) / cards % 2 * 30, 164, 48)) : node;
		}).toList(), made.edges());
	}

	@Test
	public void fieldsThatHoldPinnedCardsDoNotCoverEachOther() {
		for (double apart : new double[] { 230, 300, 900 }) {
			LayoutGraph graph = pinnedFields(12, apart);
			for (StandardLayout layout : StandardLayout.values()) {
				Map<Object, Box> boxes = run(layout, graph);
				for (int field = 0; field < 3; field++) {
					String what = layout.title() + ", " + apart + " apart, field " + field;
					assertEquals(what, graph.nodes().get(3 + field * 12).box(), boxes.get("card " + (3 + field * 12)));
					for (int other = 0; other < field; other++) {
						assertFalse(what + " and " + other + ": " + boxes.get("field " + field) + ", " + boxes.get("field " + other),
								boxes.get("field " + field).overlaps(boxes.get("field " + other)));
					}
				}
				assertEquals(layout.title(), 0, LayoutQuality.of(graph, boxes).overlaps());
			}
		}
	}

	@Test
	public void aCardThatComesIntoAFieldWithAPinDoesNotMakeItCoverTheNext() {
		LayoutGraph graph = pinnedFields(12, 400);
		Map<Object, Box> before = new java.util.HashMap<>(run(StandardLayout.FORCE, graph));
		List<Object> pinned = List.of("card 3", "card 15", "card 27");
		for (Object come : List.of("card 4", "card 5", "card 16", "card 17")) {
			before.remove(come);
		}
		Map<Object, Box> after = run(StandardLayout.FORCE, LayoutGraphs.placed(graph, before, pinned));
		before.keySet().stream().filter(element -> element.toString().startsWith("card"))
				.forEach(element -> assertEquals(before.get(element), after.get(element)));
		assertFalse(after.get("field 0").overlaps(after.get("field 1")));
		assertFalse(after.get("field 1").overlaps(after.get("field 2")));
	}

	@Test
	public void aGridIsAboutAsWideAsAWindow() {
		for (int count : new int[] { 4, 5, 6, 12, 40 }) {
			LayoutGraph graph = new LayoutGraphs().field(-1).cards(count, 0).graph();
			Box field = run(StandardLayout.GRID, graph).get("field 0");
			double aspect = field.width() / field.height();
			assertTrue(count + " cards: " + field, aspect > 1 && aspect < 3);
		}
	}

	@Test
	public void connectedNodesAreNearerByForceThanInAGrid() {
		LayoutGraph graph = LayoutGraphs.random(400, 500);
		assertTrue(LayoutQuality.of(graph, run(StandardLayout.FORCE, graph)).crossings() * 3 < LayoutQuality.of(graph,
				run(StandardLayout.GRID, graph)).crossings());
	}

	@Test
	public void aTreeWithoutFurtherEdgesHasNoCrossings() {
		LayoutGraph tree = LayoutGraphs.random(300, 299);
		assertEquals(0, LayoutQuality.of(tree, run(StandardLayout.TREE, tree)).crossings());
	}

	@Test
	public void aChainOfThousandsIsNoDeepRecursion() {
		LayoutGraph chain = LayoutGraphs.chain(20_000);
		assertEquals(20_000, run(StandardLayout.TREE, chain).size());
		assertEquals(20_000, run(StandardLayout.RADIAL, chain).size());
	}

	@Test
	public void aCancelledLayoutEnds() {
		var monitor = new NullProgressMonitor();
		monitor.setCanceled(true);
		for (StandardLayout layout : StandardLayout.values()) {
			assertThrows(layout.title(), OperationCanceledException.class, () -> layout.layout(LayoutGraphs.hub(50), monitor));
		}
	}

	@Test
	public void theAutomaticLayoutIsLayeredForSmallGraphsAndByForceForLargeOnes() {
		LayoutGraph small = LayoutGraphs.chain(5);
		assertEquals(run(StandardLayout.LAYERED, small), run(StandardLayout.AUTOMATIC, small));
		LayoutGraph large = LayoutGraphs.random(StandardLayout.LAYERED_MOST + 1, StandardLayout.LAYERED_MOST);
		assertEquals(run(StandardLayout.FORCE, large), run(StandardLayout.AUTOMATIC, large));
		LayoutGraph dense = LayoutGraphs.random(100, StandardLayout.LAYERED_MOST_EDGES + 1);
		assertEquals(run(StandardLayout.FORCE, dense), run(StandardLayout.AUTOMATIC, dense));
	}

	/** Eight fields of some cards; each card calls one of its field and, of every other, one of another field. */
	private static LayoutGraph circles() {
		var random = new Random(42);
		var graph = new LayoutGraphs();
		for (int i = 0; i < 8; i++) {
			graph.field(-1);
		}
		for (int i = 0; i < 8; i++) {
			graph.cards(12, i);
		}
		for (int card = 0; card < 8 * 12; card++) {
			int field = card / 12;
			graph.edge(8 + card, 8 + field * 12 + (card + 1) % 12);
			int other = random.nextInt(8);
			if (card % 2 == 0 && other != field) {
				graph.edge(8 + card, 8 + other * 12 + random.nextInt(12));
			}
		}
		return graph.graph();
	}

	@Test
	public void containersThatTalkInCirclesAreLaidOutBesideEachOtherAndNotAsAChain() {
		LayoutGraph graph = circles();
		LayoutQuality chain = LayoutQuality.of(graph, run(StandardLayout.LAYERED, graph));
		Map<Object, Box> boxes = run(StandardLayout.AUTOMATIC, graph);
		LayoutQuality beside = LayoutQuality.of(graph, boxes);
		assertTrue("mean edges of " + beside.meanLength() + " and " + chain.meanLength(), beside.meanLength() * 1.5 < chain.meanLength());
		assertEquals(0, beside.overlaps());
		assertEquals(graph.nodes().size(), boxes.size());
		for (LayoutGraph.Node node : graph.nodes()) {
			if (node.container() != LayoutGraph.NONE) {
				assertTrue(node.element() + " in its field", boxes.get(graph.nodes().get(node.container()).element()).contains(boxes.get(node.element())));
			}
		}
	}

	@Test
	public void containersThatCallEachOtherInOneDirectionStayInLayers() {
		LayoutGraph graph = new LayoutGraphs().field(-1).field(-1).field(-1).cards(3, 0).cards(3, 1).cards(3, 2).edge(3, 6).edge(4, 7).edge(6, 9).edge(7, 10)
				.edge(5, 8).edge(8, 11).graph();
		assertEquals(run(StandardLayout.LAYERED, graph), run(StandardLayout.AUTOMATIC, graph));
	}

	@Test
	public void aFilteredNodeKeepsItsPlaceAndTheOthersAreLaidOutWithoutIt() {
		LayoutGraph graph = LayoutGraphs.chain(4);
		Map<Object, Box> before = run(StandardLayout.GRID, graph);
		var filtered = new FilteredLayout(StandardLayout.TREE, node -> !node.equals("card 3"), edge -> !edge.equals("edge 0"));
		Map<Object, Box> after = filtered.layout(LayoutGraphs.placed(graph, before, List.of()), new NullProgressMonitor());
		assertEquals(before.get("card 3"), after.get("card 3"));
		assertEquals("without its edge a card is no child of the first", 164 + 72, after.get("card 2").x() - after.get("card 1").x(), 1e-9);
		assertTrue(Math.abs(after.get("card 1").x() - after.get("card 0").x() - 164 - 72) > 1);
	}

	@Test
	public void aContainerThatComesAfterWhatItHoldsIsRefused() {
		assertThrows(IllegalArgumentException.class,
				() -> new LayoutGraph(List.of(new LayoutGraph.Node("a", 1, false, false, false, LayoutGraphs.CARD),
						new LayoutGraph.Node("b", -1, true, false, false, LayoutGraphs.CARD)), List.of()));
	}
}
