package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.paint.Dashes;
import org.cortexbrain.graph.internal.paint.LegendRow;
import org.cortexbrain.graph.internal.paint.Painter;
import org.cortexbrain.graph.internal.paint.ScenePainter;
import org.cortexbrain.graph.internal.paint.ScenePainter.Emphasis;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.junit.Test;

/** What stands where in a picture, and what tells signs apart, told by a painter that notes what it is asked for. */
public class SceneLooksTest {
	private static final double ROUNDING = 1e-6;
	private static final Box EVERYWHERE = new Box(-10_000, -10_000, 20_000, 20_000);

	/** Notes texts with the last box that was filled before, and the shapes between groups. */
	private static final class Notes implements Painter {
		record Text(String text, Box ground) {
		}

		final List<Text> texts = new ArrayList<>();
		final List<String> shapes = new ArrayList<>();
		final List<Dashes> broken = new ArrayList<>();
		/** Ends of the straight lines that were painted in one call, of each call. */
		final List<float[]> segments = new ArrayList<>();
		private Box ground = EVERYWHERE;
		/** What surrounds all shapes. */
		private Box extent;

		private void covered(Box box) {
			extent = extent == null ? box : extent.union(box);
		}

		private void covered(double[] places, double around) {
			for (int i = 0; i < places.length; i += 2) {
				covered(new Box(places[i], places[i + 1], 0, 0).grow(around));
			}
		}

		@Override
		public void fill(Box box, double radius, int color) {
			ground = box;
			covered(box);
			shapes.add("fill");
		}

		@Override
		public void outline(Box box, double radius, int color, double width, Dashes dashes) {
			covered(box.grow(width / 2));
			shapes.add("outline");
		}

		@Override
		public void lines(double[] places, int color, double width) {
			covered(places, width / 2);
			shapes.add("lines of " + places.length);
		}

		@Override
		public void curve(double[] places, int color, double width, Dashes dashes) {
			shapes.add("curve " + Integer.toHexString(color));
			broken.add(dashes);
		}

		@Override
		public void segments(float[] places, int color, double width) {
			shapes.add("segments of width " + width);
			segments.add(places);
		}

		@Override
		public void polygon(double[] places, int color) {
			covered(places, 0);
			shapes.add("polygon of " + places.length);
		}

		@Override
		public void text(String text, double x, double y, double size, boolean bold, Align align, int color) {
			texts.add(new Text(text, ground));
		}

		@Override
		public double width(String text, double size, boolean bold) {
			return text.length() * size * 0.6;
		}

		@Override
		public void beginGroup(String title) {
			shapes.add("[");
		}

		@Override
		public void endGroup() {
			shapes.add("]");
		}

		List<Box> of(String start) {
			return texts.stream().filter(text -> text.text.startsWith(start)).map(Text::ground).toList();
		}
	}

	private static class Labelled extends MeshGraph {
		@Override
		public ConnectionStyle connection(Object connection) {
			return new ConnectionStyle(2, signs.getOrDefault(connection, Sign.HEALTHY), "120/s   p95 3.2 ms   0.4 % failed", "");
		}
	}

	private static Scene scene(MeshGraph graph) {
		var problems = new ArrayList<String>();
		var scene = new Scene(problems::add);
		scene.refresh("mesh", graph, graph);
		assertEquals(List.of(), problems);
		return scene;
	}

	private static void place(Scene scene, String node, double x, double y) {
		scene.node(node).box(new Box(x, y, SceneNode.WIDTH, SceneNode.HEIGHT));
	}

	private static Notes painted(Scene scene, double zoom, Box visible, Set<Object> selected) {
		var notes = new Notes();
		assertTrue(new ScenePainter(notes, GraphTheme.LIGHT, new Emphasis(zoom, visible, selected, Set.of(), Set.of(), null)).paint(scene.picture()));
		return notes;
	}

	/** Two cards so far apart, and a connection in trouble between them. */
	private static Scene pair(double gap) {
		var graph = new Labelled();
		graph.node("a", "").node("b", "").connect("a", "b").sign(List.of("a", "b"), Sign.FAILING);
		Scene scene = scene(graph);
		place(scene, "a", 0, 0);
		place(scene, "b", SceneNode.WIDTH + gap, 0);
		return scene;
	}

	@Test
	public void aLabelIsWholeWhereThereIsRoomForIt() {
		assertEquals(1, painted(pair(400), 1, EVERYWHERE, Set.of()).of("120/s   p95 3.2 ms   0.4 % failed").size());
	}

	@Test
	public void theLabelOfTroubleIsShortenedToWhatIsWrongBetweenCloseCards() {
		Notes notes = painted(pair(110), 1, EVERYWHERE, Set.of());
		assertEquals(List.of("0.4 % failed"), notes.texts.stream().map(Notes.Text::text).filter(text -> text.contains("failed")).toList());
		assertEquals(List.of(), notes.of("120/s"));
	}

	@Test
	public void aQuietLabelIsShortenedToItsFirstParts() {
		var graph = new Labelled();
		graph.node("a", "").node("b", "").connect("a", "b");
		Scene scene = scene(graph);
		place(scene, "a", 0, 0);
		place(scene, "b", SceneNode.WIDTH + 70, 0);
		/* Lit by its end, it is not needed as one that is selected. */
		var notes = new Notes();
		new ScenePainter(notes, GraphTheme.LIGHT, new Emphasis(1, EVERYWHERE, Set.of(), Set.of("a"), Set.of(), null)).paint(scene.picture());
		assertEquals(1, notes.texts.stream().filter(text -> text.text().equals("120/s")).count());
	}

	@Test
	public void aNameIsWholeFromAfarWhereThereIsRoomBesideItsContainer() {
		var graph = new MeshGraph();
		graph.node("pod", "namespace-in-production");
		Scene scene = scene(graph);
		place(scene, "pod", 0, 0);
		scene.node("namespace-in-production").box(new Box(0, 0, 1_400, 800));
		assertEquals(1, painted(scene, 0.1, EVERYWHERE, Set.of()).texts.stream().filter(text -> text.text().equals("namespace-in-production")).count());
	}

	@Test
	public void aLabelWithoutRoomIsLeftOut() {
		assertTrue(painted(pair(20), 1, EVERYWHERE, Set.of()).texts.stream().noneMatch(text -> text.text().contains("failed")));
	}

	@Test
	public void theLabelOfASelectedConnectionIsShownWhereverItStands() {
		assertEquals(1, painted(pair(20), 1, EVERYWHERE, Set.of(List.of("a", "b"))).of("120/s   p95").size());
	}

	@Test
	public void noLabelCoversACardOrAnotherLabel() {
		var graph = new Labelled();
		for (int i = 0; i < 60; i++) {
			graph.node("n" + i, "");
		}
		for (int i = 0; i < 60; i++) {
			for (int step : new int[] { 1, 7, 13 }) {
				Object connection = List.of("n" + i, "n" + (i + step) % 60);
				graph.connect("n" + i, "n" + (i + step) % 60).sign(connection, i % 2 == 0 ? Sign.FAILING : Sign.DEGRADED);
			}
		}
		Scene scene = scene(graph);
		for (int i = 0; i < 60; i++) {
			place(scene, "n" + i, i % 8 * 260 + i % 3 * 20, i / 8 * 110 + i % 5 * 9);
		}
		List<Box> labels = painted(scene, 1, EVERYWHERE, Set.of()).texts.stream().filter(text -> text.text().contains("failed")).map(Notes.Text::ground).toList();
		assertTrue("only " + labels.size() + " labels", labels.size() > 40);
		for (Box label : labels) {
			scene.nodes().forEach(node -> assertFalse(label + " covers " + node.element(), label.overlaps(node.box())));
			assertEquals(label.toString(), 1, labels.stream().filter(label::overlaps).count());
		}
	}

	@Test
	public void aPinnedCardHasAPin() {
		var graph = new MeshGraph();
		graph.node("a", "").sign("a", Sign.HEALTHY);
		Scene scene = scene(graph);
		place(scene, "a", 0, 0);
		List<String> free = painted(scene, 1, EVERYWHERE, Set.of()).shapes;
		scene.node("a").pinned(true);
		List<String> pinned = painted(scene, 1, EVERYWHERE, Set.of()).shapes;
		assertEquals("what is painted for a free card, and a pin", free.subList(0, free.size() - 1), pinned.subList(0, free.size() - 1));
		assertTrue(pinned.size() > free.size());
		scene.node("a").pinned(false);
		assertEquals(free, painted(scene, 1, EVERYWHERE, Set.of()).shapes);
	}

	@Test
	public void fromAfarEachSignHasAShapeOfItsOwn() {
		Set<List<String>> shapes = new HashSet<>();
		for (Sign sign : Sign.values()) {
			var graph = new MeshGraph();
			graph.node("a", "").sign("a", sign);
			Scene scene = scene(graph);
			place(scene, "a", 0, 0);
			shapes.add(painted(scene, 0.1, EVERYWHERE, Set.of()).shapes);
		}
		assertEquals(shapes.toString(), Sign.values().length, shapes.size());
	}

	@Test
	public void aSelectedNodeKeepsItsSignFromAfar() {
		var graph = new MeshGraph();
		graph.node("a", "").sign("a", Sign.FAILING);
		Scene scene = scene(graph);
		place(scene, "a", 0, 0);
		List<String> plain = painted(scene, 0.1, EVERYWHERE, Set.of()).shapes;
		List<String> selected = painted(scene, 0.1, EVERYWHERE, Set.of("a")).shapes;
		assertNotEquals(plain, selected);
		assertTrue(selected + " holds " + plain, selected.containsAll(plain));
	}

	@Test
	public void fromAfarConnectionsInTroubleAreThicker() {
		var graph = new MeshGraph();
		graph.node("a", "").node("b", "").connect("a", "b").connect("b", "a").sign(List.of("a", "b"), Sign.FAILING);
		Scene scene = scene(graph);
		place(scene, "a", 0, 0);
		place(scene, "b", 4_000, 0);
		List<String> segments = painted(scene, 0.05, EVERYWHERE, Set.of()).shapes.stream().filter(shape -> shape.startsWith("segments")).toList();
		assertEquals(segments.toString(), 2, new HashSet<>(segments).size());
	}

	/** Two cards with a connection in each state between them, lying one below the other. */
	private static Scene states(double length) {
		var graph = new Labelled();
		for (Sign sign : Sign.values()) {
			String from = sign + "-from";
			String to = sign + "-to";
			graph.node(from, "").node(to, "").connect(from, to).sign(from, Sign.HEALTHY).sign(to, Sign.HEALTHY).sign(List.of(from, to), sign);
		}
		Scene scene = scene(graph);
		for (Sign sign : Sign.values()) {
			place(scene, sign + "-from", 0, sign.ordinal() * 200);
			place(scene, sign + "-to", length, sign.ordinal() * 200);
		}
		return scene;
	}

	@Test
	public void theNeighbourhoodOfWhatIsHoveredIsLitUpAndTheRestFades() {
		var graph = new MeshGraph();
		graph.node("a", "").node("b", "").node("c", "").node("d", "").connect("a", "b").connect("c", "d");
		Scene scene = scene(graph);
		place(scene, "a", 0, 0);
		place(scene, "b", 400, 0);
		place(scene, "c", 0, 300);
		place(scene, "d", 400, 300);
		var lit = new Notes();
		new ScenePainter(lit, GraphTheme.LIGHT, new Emphasis(1, EVERYWHERE, Set.of(), Set.of("a"), Set.of(), null)).paint(scene.picture());
		String bright = "curve " + Integer.toHexString(GraphTheme.LIGHT.edge());
		assertEquals(1, lit.shapes.stream().filter(bright::equals).count());
		assertEquals(2, lit.shapes.stream().filter(shape -> shape.startsWith("curve")).count());
		assertEquals(2, painted(scene, 1, EVERYWHERE, Set.of()).shapes.stream().filter(bright::equals).count());
	}

	@Test
	public void nearALineIsBrokenInAWayOfItsOwnForEachSign() {
		Notes notes = painted(states(1_000), 1, EVERYWHERE, Set.of());
		assertEquals("trouble is on top", List.of(Dashes.NONE, Dashes.DOTS, Dashes.LONG, Dashes.SHORT), notes.broken);
	}

	@Test
	public void fromAfarALineIsBrokenInAWayOfItsOwnForEachSign() {
		Set<String> ways = new HashSet<>();
		for (Sign sign : Sign.values()) {
			var graph = new MeshGraph();
			graph.node("a", "").node("b", "").connect("a", "b").sign(List.of("a", "b"), sign);
			Scene scene = scene(graph);
			place(scene, "a", 0, 0);
			place(scene, "b", 6_000, 0);
			float[] line = painted(scene, 0.1, EVERYWHERE, Set.of()).segments.getFirst();
			ways.add(Math.round((line[2] - line[0]) * 0.1) + " of " + line.length);
		}
		assertEquals(ways.toString(), Sign.values().length, ways.size());
	}

	@Test
	public void dashesFromAfarStayWhereTheyAreWhenTheWindowMoves() {
		Scene scene = states(8_000);
		float[] whole = painted(scene, 0.1, EVERYWHERE, Set.of()).segments.getLast();
		float[] part = painted(scene, 0.1, new Box(3_000, -500, 2_000, 2_000), Set.of()).segments.getLast();
		assertTrue(part.length + " of " + whole.length, part.length > 0 && part.length < whole.length);
		Set<Float> starts = new HashSet<>();
		for (int i = 0; i < whole.length; i += 4) {
			starts.add(whole[i]);
		}
		for (int i = 0; i < part.length; i += 4) {
			float start = part[i];
			assertTrue("no dash begins at " + start, starts.stream().anyMatch(other -> Math.abs(other - start) < 0.01));
		}
	}

	@Test
	public void manyBrokenLinesAreNotMoreThanCanBePaintedAtOnce() {
		var graph = new MeshGraph();
		for (int i = 0; i < 200; i++) {
			graph.node("n" + i, "");
		}
		for (int i = 0; i < 200; i++) {
			for (int step = 1; step <= 100; step++) {
				Object connection = List.of("n" + i, "n" + (i + step) % 200);
				graph.connect("n" + i, "n" + (i + step) % 200).sign(connection, Sign.UNKNOWN);
			}
		}
		Scene scene = scene(graph);
		for (int i = 0; i < 200; i++) {
			place(scene, "n" + i, i % 20 * 480, i / 20 * 900);
		}
		int lines = painted(scene, 0.1, EVERYWHERE, Set.of()).segments.stream().mapToInt(places -> places.length / 4).sum();
		assertTrue(lines + " dashes", lines > 20_000 && lines < 70_000);
	}

	@Test
	public void aCardWithoutRoomForItsNameHasItsSign() {
		Set<List<String>> shapes = new HashSet<>();
		for (Sign sign : Sign.values()) {
			var graph = new MeshGraph();
			graph.node("a", "").sign("a", sign);
			Scene scene = scene(graph);
			place(scene, "a", 0, 0);
			Notes notes = painted(scene, 0.2, EVERYWHERE, Set.of());
			shapes.add(java.util.stream.Stream.concat(notes.shapes.stream(), notes.texts.stream().map(Notes.Text::text)).toList());
		}
		assertEquals(shapes.toString(), Sign.values().length, shapes.size());
	}

	@Test
	public void troubleWithoutRoomForItsLabelStillHasItsSign() {
		Notes notes = painted(pair(40), 1, EVERYWHERE, Set.of());
		assertTrue(notes.texts.stream().noneMatch(text -> text.text().contains("failed")));
		/* The cross of the connection; the cards' own are painted before. */
		List<String> last = notes.shapes.subList(notes.shapes.size() - 4, notes.shapes.size());
		assertEquals(List.of("fill", "outline", "lines of 4", "lines of 4"), last);
	}

	@Test
	public void theLabelOfASelectedConnectionCoversNoCardWhereThereIsRoomBesideIt() {
		Scene scene = pair(20);
		Notes notes = painted(scene, 1, EVERYWHERE, Set.of(List.of("a", "b")));
		Box label = notes.of("120/s   p95").getFirst();
		scene.nodes().forEach(node -> assertFalse(label + " covers " + node.element(), label.overlaps(node.box())));
	}

	private static List<String> legend(double zoom) {
		var notes = new Notes();
		new LegendRow(notes, GraphTheme.LIGHT, zoom, true).paint(0, 0);
		List<String> all = new ArrayList<>(notes.shapes);
		notes.texts.forEach(text -> all.add(text.text()));
		return all;
	}

	@Test
	public void theLegendShowsTheSignsAndLinesOfThisZoom() {
		assertNotEquals(legend(1), legend(0.1));
		var notes = new Notes();
		new LegendRow(notes, GraphTheme.LIGHT, 0.1, true).paint(0, 0);
		assertEquals(List.of(Dashes.NONE, Dashes.LONG, Dashes.SHORT, Dashes.DOTS), notes.broken);
	}

	@Test
	public void theLegendShowsAPinWhereCardsDo() {
		assertTrue(legend(1).contains("pinned"));
		assertFalse(legend(0.2).contains("pinned"));
	}

	@Test
	public void theNameOfAContainerCoversNoCardAboveItWhereThereIsRoom() {
		for (double zoom : new double[] { 0.1, 0.2, 0.35 }) {
			var graph = new MeshGraph();
			graph.node("inside", "namespace").node("above", "").sign("above", Sign.HEALTHY);
			Scene scene = scene(graph);
			place(scene, "inside", 900, 300);
			scene.node("namespace").box(new Box(0, 0, 1_400, 800));
			place(scene, "above", 20, -SceneNode.HEIGHT - 10);
			Box name = painted(scene, zoom, EVERYWHERE, Set.of()).of("namespace").getFirst();
			Box card = zoom < 0.16 ? new Box(102 - 24, -34 - 24, 48, 48) : scene.node("above").box();
			assertFalse("at " + zoom + " " + name + " covers " + card, name.overlaps(card));
		}
	}

	@Test
	public void namesOfContainersAreReadFromAfarAndDoNotCoverEachOther() {
		var graph = new MeshGraph();
		for (int i = 0; i < 12; i++) {
			graph.node("pod-" + i, "namespace-" + i);
		}
		Scene scene = scene(graph);
		for (int i = 0; i < 12; i++) {
			place(scene, "pod-" + i, i % 4 * 1_500, i / 4 * 900);
			scene.node("namespace-" + i).box(new Box(i % 4 * 1_500, i / 4 * 900, 1_400, 800));
		}
		List<Box> names = painted(scene, 0.1, EVERYWHERE, Set.of()).of("namespace-");
		assertEquals(12, names.size());
		names.forEach(name -> assertTrue("some 12 points high", name.height() * 0.1 > 12));
		names.forEach(name -> assertEquals(1, names.stream().filter(name::overlaps).count()));
	}

	@Test
	public void aQuietConnectionThatOnlyPassesByStepsBack() {
		var graph = new MeshGraph();
		graph.node("a", "").node("b", "").connect("a", "b");
		Scene scene = scene(graph);
		place(scene, "a", -5_000, 0);
		place(scene, "b", 5_000, 0);
		String there = "curve " + Integer.toHexString(GraphTheme.LIGHT.edge());
		assertTrue(painted(scene, 1, EVERYWHERE, Set.of()).shapes.contains(there));
		Notes passing = painted(scene, 1, new Box(-500, -500, 1_000, 1_000), Set.of());
		assertTrue(passing.shapes.toString(), passing.shapes.stream().anyMatch(shape -> shape.startsWith("curve")));
		assertFalse(passing.shapes.contains(there));
	}

	@Test
	public void whatIsPaintedAnewForAChangedCardIsAllThatItsLooksCover() {
		for (double zoom : new double[] { 0.01, 0.05, 0.15, 0.3, 1 }) {
			for (Sign sign : Sign.values()) {
				var graph = new MeshGraph();
				graph.node("a", "").sign("a", sign);
				Scene scene = scene(graph);
				place(scene, "a", 0, 0);
				Box looks = ScenePainter.looks(scene.node("a").box(), zoom);
				Box painted = painted(scene, zoom, EVERYWHERE, Set.of("a")).extent;
				assertTrue(sign + " at " + zoom + ": " + painted + " within " + looks, looks.grow(ROUNDING).contains(painted));
			}
		}
	}
}
