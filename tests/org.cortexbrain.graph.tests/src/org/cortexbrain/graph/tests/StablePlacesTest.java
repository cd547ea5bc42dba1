package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.layout.LayoutGraph;
import org.cortexbrain.graph.layout.LayoutQuality;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.Test;

/** What stays keeps its place when a layout places what has come. */
public class StablePlacesTest {
	private static final int FIELDS = 9;
	private static final int CARDS = 30;

	private static Map<Object, Box> run(StandardLayout layout, LayoutGraph graph) {
		return layout.layout(graph, new NullProgressMonitor());
	}

	/** Fields with as many cards each, talking inside and across. */
	private static LayoutGraph mesh() {
		var random = new Random(42);
		var graph = new LayoutGraphs();
		IntStream.range(0, FIELDS).forEach(_ -> graph.field(-1));
		IntStream.range(0, FIELDS).forEach(field -> graph.cards(CARDS, field));
		for (int i = 0; i < 3 * FIELDS * CARDS; i++) {
			int field = random.nextInt(FIELDS);
			int other = i % 4 == 0 ? random.nextInt(FIELDS) : field;
			graph.edge(FIELDS + field * CARDS + random.nextInt(CARDS), FIELDS + other * CARDS + random.nextInt(CARDS));
		}
		return graph.graph();
	}

	private static String card(int field, int at) {
		return "card " + (FIELDS + field * CARDS + at);
	}

	private static boolean isCard(Object element) {
		return element.toString().startsWith("card");
	}

	@Test
	public void whatStaysKeepsItsPlaceWhenOthersComeAndGo() {
		LayoutGraph graph = LayoutGraphs.random(600, 900);
		Map<Object, Box> before = run(StandardLayout.FORCE, graph);
		List<Object> replaced = IntStream.range(0, 30).<Object>mapToObj(i -> "card " + i * 19).toList();
		Map<Object, Box> known = new HashMap<>(before);
		known.keySet().removeAll(replaced);
		Map<Object, Box> after = run(StandardLayout.FORCE, LayoutGraphs.placed(graph, known, List.of()));
		known.forEach((element, box) -> assertEquals(box, after.get(element)));
		assertEquals(0, LayoutQuality.of(graph, after).overlaps());
	}

	@Test
	public void aFieldThatGrowsStaysWhereItWasAndCoversNothing() {
		LayoutGraph graph = LayoutGraphs.nested();
		Map<Object, Box> before = new HashMap<>(run(StandardLayout.FORCE, graph));
		before.remove("card 13");
		before.remove("card 12");
		Map<Object, Box> after = run(StandardLayout.FORCE, LayoutGraphs.placed(graph, before, List.of()));
		assertEquals(0, LayoutQuality.of(graph, after).overlaps());
		assertEquals(before.get("card 8"), after.get("card 8"));
	}

	@Test
	public void whatComesInsteadOfWhatLeftItsFieldMovesNothingElse() {
		LayoutGraph graph = mesh();
		Map<Object, Box> known = new HashMap<>(run(StandardLayout.FORCE, graph));
		IntStream.range(0, FIELDS).forEach(field -> IntStream.range(0, CARDS).filter(at -> at % 6 == 0).forEach(at -> known.remove(card(field, at))));
		Map<Object, Box> after = run(StandardLayout.FORCE, LayoutGraphs.placed(graph, known, List.of()));
		known.forEach((element, box) -> {
			if (isCard(element)) {
				assertEquals(element.toString(), box, after.get(element));
			}
		});
		assertEquals(0, LayoutQuality.of(graph, after).overlaps());
	}

	@Test
	public void aFieldThatMustGrowPushesOthersByNoMoreThanItGrows() {
		var made = new LayoutGraphs();
		IntStream.range(0, FIELDS).forEach(_ -> made.field(-1));
		IntStream.range(0, FIELDS).forEach(field -> made.cards(CARDS, field));
		LayoutGraph graph = made.graph();
		Map<Object, Box> full = run(StandardLayout.GRID, graph);
		var more = new LayoutGraphs();
		IntStream.range(0, FIELDS).forEach(_ -> more.field(-1));
		IntStream.range(0, FIELDS).forEach(field -> more.cards(CARDS, field));
		more.cards(6, 4);
		LayoutGraph grown = more.graph();
		Map<Object, Box> after = run(StandardLayout.FORCE, LayoutGraphs.placed(grown, full, List.of()));
		Box field = after.get("field 4");
		double growth = field.width() - full.get("field 4").width() + field.height() - full.get("field 4").height();
		assertTrue("it grows by a row or a column: from " + full.get("field 4") + " to " + field, growth > 0 && growth < 2 * LayoutGraphs.CARD.width());
		for (int i = 0; i < FIELDS; i++) {
			Box from = full.get("field " + i);
			Box to = after.get("field " + i);
			assertTrue("field " + i + " goes from " + from + " to " + to, Math.hypot(to.x() - from.x(), to.y() - from.y()) < growth + 60);
			for (int other = 0; other < i; other++) {
				assertFalse(i + " covers " + other, to.overlaps(after.get("field " + other)));
			}
		}
		assertEquals(0, LayoutQuality.of(grown, after).overlaps());
	}
}
