package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.layout.GraphLayout;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class LayoutRunTest {
	private final List<String> problems = new ArrayList<>();
	private Shell shell;
	private GraphViewer viewer;

	@Before
	public void open() {
		shell = new Shell(Display.getDefault());
		shell.setLayout(new FillLayout());
		shell.setSize(1200, 760);
		viewer = newViewer();
		shell.open();
	}

	@After
	public void close() {
		shell.dispose();
	}

	private GraphViewer newViewer() {
		var made = new GraphViewer(shell, problems::add);
		made.setAnimated(false);
		return made;
	}

	private void show(GraphViewer in, MeshGraph graph) {
		graph.showIn(in);
		Waiting.laidOut(in);
	}

	private static Map<String, GraphPlaces.Place> places(GraphViewer of) {
		return of.places(Object::toString).places();
	}

	@Test
	public void eachLayoutPlacesAllNodes() {
		MeshGraph graph = MeshGraph.shop();
		show(viewer, graph);
		for (StandardLayout layout : StandardLayout.values()) {
			viewer.setLayout(layout);
			Waiting.laidOut(viewer);
			assertEquals(layout, viewer.getLayout());
			for (Object node : graph.nodes) {
				assertTrue(layout.title() + ": " + node, viewer.locationOf(node).isPresent());
			}
		}
	}

	@Test
	public void aPinnedNodeStaysInEachLayoutAndIsFreeAfterwards() {
		show(viewer, MeshGraph.shop());
		viewer.setPinned("cart", true);
		GraphPlaces.Place pinned = places(viewer).get("cart");
		assertTrue(pinned.pinned());
		for (StandardLayout layout : StandardLayout.values()) {
			viewer.setLayout(layout);
			Waiting.laidOut(viewer);
			assertEquals(layout.title(), pinned, places(viewer).get("cart"));
		}
		viewer.setPinned("cart", false);
		viewer.setLayout(StandardLayout.GRID);
		Waiting.laidOut(viewer);
		assertFalse(viewer.isPinned("cart"));
		assertNotEquals(pinned, places(viewer).get("cart"));
	}

	@Test
	public void aFieldCannotBePinned() {
		show(viewer, MeshGraph.shop());
		viewer.setPinned("shop", true);
		assertFalse(viewer.isPinned("shop"));
	}

	@Test
	public void whatIsFittedWhileItMovesIsWhollyInSightAfterwards() {
		MeshGraph graph = MeshGraph.shop();
		show(viewer, graph);
		viewer.setAnimated(true);
		viewer.setLayout(StandardLayout.RADIAL);
		boolean[] fitted = new boolean[1];
		viewer.whenLaidOut(() -> {
			viewer.fit();
			fitted[0] = true;
		});
		Waiting.until("it is fitted", () -> fitted[0]);
		viewer.setAnimated(false);
		for (Object node : graph.nodes) {
			Point at = viewer.locationOf(node).orElseThrow();
			assertTrue(node + " at " + at, viewer.getControl().getBounds().contains(at));
		}
	}

	@Test
	public void theManualLayoutMovesNothing() {
		show(viewer, MeshGraph.shop());
		Map<String, GraphPlaces.Place> before = places(viewer);
		viewer.setLayout(StandardLayout.MANUAL);
		Waiting.laidOut(viewer);
		viewer.layout();
		Waiting.laidOut(viewer);
		assertEquals(before, places(viewer));
	}

	@Test
	public void placesAndPinsComeBackInAnotherViewer() {
		show(viewer, MeshGraph.generated(300, 5, 1));
		viewer.setPinned("service-7", true);
		GraphPlaces saved = GraphPlaces.ofText(viewer.places(Object::toString).toText());
		GraphViewer next = newViewer();
		next.setPlaces(saved, Object::toString);
		show(next, MeshGraph.generated(300, 5, 1));
		assertEquals(saved, next.places(Object::toString));
		assertTrue(next.isPinned("service-7"));
	}

	@Test
	public void placesOfNodesThatHaveNotComeYetAreNotForgotten() {
		var saved = new GraphPlaces(Map.of("later", new GraphPlaces.Place(4000, 3000, true)));
		viewer.setPlaces(saved, Object::toString);
		MeshGraph graph = MeshGraph.shop();
		show(viewer, graph);
		assertEquals(saved.places().get("later"), places(viewer).get("later"));
		graph.node("later", "");
		viewer.refresh();
		Waiting.laidOut(viewer);
		assertEquals(saved.places().get("later"), places(viewer).get("later"));
		assertTrue(viewer.isPinned("later"));
	}

	@Test
	public void ofTooManyPlacesThePinnedOnesAndThoseOfPresentNodesAreKept() {
		Map<String, GraphPlaces.Place> many = new HashMap<>();
		for (int i = 0; i < 20_000; i++) {
			many.put("gone-" + i, new GraphPlaces.Place(i, 0, i == 19_000));
		}
		viewer.setPlaces(new GraphPlaces(many), Object::toString);
		MeshGraph graph = MeshGraph.shop();
		show(viewer, graph);
		Map<String, GraphPlaces.Place> saved = places(viewer);
		assertEquals(20_000, saved.size());
		assertTrue(saved.containsKey("gone-19000"));
		assertTrue(saved.containsKey("cart"));
	}

	@Test
	public void savedPlacesAreTheSameAsText() {
		var places = new GraphPlaces(Map.of("a b\n\u0000%", new GraphPlaces.Place(0.1, -1e9, true), "猫", new GraphPlaces.Place(3, 4, false)));
		assertEquals(places, GraphPlaces.ofText(places.toText()));
		assertEquals(GraphPlaces.NONE, GraphPlaces.ofText(""));
	}

	@Test
	public void aTextThatIsNoPlacesIsRefusedWithItsLine() {
		for (String wrong : List.of("1 2 free", "1 2 maybe a", "NaN 2 free a", "x 2 free a", "1 2 free %zz")) {
			String message = assertThrows(IllegalArgumentException.class, () -> GraphPlaces.ofText("1 2 free a\n" + wrong)).getMessage();
			assertTrue(message, message.contains("line 2") && message.contains(wrong));
		}
	}

	@Test
	public void aLayoutThatFailsIsToldOnceAndTheGraphStandsInAGrid() {
		show(viewer, MeshGraph.shop());
		viewer.setLayout(StandardLayout.GRID);
		Waiting.laidOut(viewer);
		Map<String, GraphPlaces.Place> grid = places(viewer);
		viewer.setLayout((_, _) -> {
			throw new IllegalStateException("boom");
		});
		Waiting.laidOut(viewer);
		viewer.layout();
		Waiting.laidOut(viewer);
		assertEquals(grid, places(viewer));
		assertEquals(problems.toString(), 1, problems.size());
		assertTrue(problems.getFirst(), problems.getFirst().contains("boom"));
	}

	@Test
	public void aGraphThatIsReplacedWhileALayoutRunsIsLaidOutAfterIt() throws Exception {
		var begun = new CountDownLatch(1);
		var goOn = new CountDownLatch(1);
		show(viewer, MeshGraph.shop());
		viewer.setLayout((graph, monitor) -> {
			begun.countDown();
			try {
				assertTrue(goOn.await(20, TimeUnit.SECONDS));
			} catch (InterruptedException e) {
				throw new IllegalStateException(e);
			}
			return StandardLayout.GRID.layout(graph, monitor);
		});
		assertTrue(begun.await(20, TimeUnit.SECONDS));
		MeshGraph other = MeshGraph.generated(50, 3, 9);
		viewer.setContentProvider(other);
		viewer.setStyleProvider(other);
		viewer.setInput("other");
		goOn.countDown();
		Waiting.laidOut(viewer);
		for (Object node : other.nodes) {
			assertTrue(node.toString(), viewer.locationOf(node).isPresent());
		}
		assertEquals(List.of(), problems);
	}

	@Test
	public void aCancelledLayoutLeavesAllWhereItWas() {
		show(viewer, MeshGraph.shop());
		Map<String, GraphPlaces.Place> before = places(viewer);
		GraphLayout cancelled = (_, _) -> {
			throw new OperationCanceledException();
		};
		viewer.setLayout(cancelled);
		Waiting.laidOut(viewer);
		assertEquals(before, places(viewer));
		assertEquals(List.of(), problems);
	}

	@Test
	public void newNodesOfALargeGraphMoveNoOther() {
		MeshGraph graph = MeshGraph.generated(400, 0, 5);
		show(viewer, graph);
		Map<String, GraphPlaces.Place> before = places(viewer);
		for (int i = 0; i < 20; i++) {
			graph.node("new-" + i, "").connect("service-" + i * 7, "new-" + i);
		}
		viewer.refresh();
		Waiting.laidOut(viewer);
		Map<String, GraphPlaces.Place> after = places(viewer);
		before.forEach((id, place) -> assertEquals(id, place, after.get(id)));
		Point here = viewer.locationOf("new-3").orElseThrow();
		assertTrue(here.x > 0 && here.y > 0);
	}
}
