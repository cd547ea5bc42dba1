package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What people hide, and what they focus on. */
public class LeaveOutTest {
	private final MeshGraph shop = MeshGraph.shop();
	private final List<String> problems = new ArrayList<>();
	private GraphViewer viewer;

	@Before
	public void open() {
		viewer = Windows.viewer(1200, 760, problems::add);
		viewer.setLayout(StandardLayout.LAYERED);
		shop.showIn(viewer);
		Waiting.laidOut(viewer);
	}

	@After
	public void close() {
		Windows.close(viewer);
		assertEquals(List.of(), problems);
	}

	private Set<Object> nodes() {
		Set<Object> nodes = new HashSet<>(viewer.elements());
		nodes.removeIf(element -> element instanceof List);
		return nodes;
	}

	private Map<String, GraphPlaces.Place> places() {
		return viewer.places(Object::toString).places();
	}

	private void press(char key, int modifiers) {
		Event event = new Event();
		event.keyCode = key;
		event.character = key;
		event.stateMask = modifiers;
		viewer.getControl().notifyListeners(SWT.KeyDown, event);
	}

	@Test
	public void aHiddenNodeGoesWithItsConnectionsAndComesBackWhereItStood() {
		Map<String, GraphPlaces.Place> before = places();
		viewer.setPinned("cart", true);
		viewer.selectAndReveal(List.of("cart"));
		press('h', 0);
		assertFalse(nodes().contains("cart"));
		assertTrue(viewer.elements().stream().noneMatch(each -> each instanceof List<?> ends && ends.contains("cart")));
		assertEquals(1, viewer.nodesLeftOut());
		assertEquals(List.of(), viewer.getStructuredSelection().toList());
		press('h', SWT.SHIFT);
		Waiting.laidOut(viewer);
		assertEquals(0, viewer.nodesLeftOut());
		assertTrue(viewer.isPinned("cart"));
		viewer.setPinned("cart", false);
		assertEquals(before, places());
	}

	@Test
	public void aHiddenContainerTakesAllThatItHoldsAlong() {
		viewer.hide(List.of("shop"));
		assertEquals(Set.of("data", "orders-db", "redis", "search", "platform", "prober", "metrics", "logs", "external (3)"), nodes());
		assertEquals(5, viewer.nodesLeftOut());
	}

	@Test
	public void aContainerOfWhichNothingIsLeftGoesToo() {
		viewer.hide(List.of("prober", "metrics", "logs"));
		assertFalse(nodes().contains("platform"));
	}

	@Test
	public void whatIsHiddenStaysHiddenWhileTheContentChanges() {
		viewer.hide(List.of("cart"));
		shop.node("new", "shop").connect("new", "cart").connect("new", "front");
		viewer.refresh();
		Waiting.laidOut(viewer);
		assertTrue(nodes().contains("new"));
		assertFalse(nodes().contains("cart"));
	}

	@Test
	public void theFocusShowsWhatIsSoManyHopsAwayAndEachKeyOneMore() {
		Map<String, GraphPlaces.Place> before = places();
		viewer.selectAndReveal(List.of("redis"));
		press('f', 0);
		assertEquals(Set.of("redis", "data", "cart", "shop"), nodes());
		assertEquals(1, viewer.focusHops());
		press('f', 0);
		assertEquals(Set.of("redis", "data", "cart", "shop", "front"), nodes());
		press('f', SWT.SHIFT);
		assertEquals(Set.of("redis", "data", "cart", "shop"), nodes());
		press('f', SWT.SHIFT);
		assertEquals(shop.nodes, nodes());
		assertEquals(0, viewer.focusHops());
		Waiting.laidOut(viewer);
		assertEquals(before, places());
	}

	@Test
	public void aFocusOnAContainerBeginsAtAllThatItHolds() {
		viewer.focus(List.of("data"), 1);
		assertEquals(Set.of("data", "redis", "orders-db", "search", "shop", "cart", "orders", "front", "platform", "logs"), nodes());
	}

	@Test
	public void aFocusOnAConnectionBeginsAtItsEnds() {
		viewer.selectAndReveal(List.of(List.of("orders", "orders-db")));
		press('f', 0);
		assertEquals(Set.of("orders", "orders-db", "checkout", "metrics", "shop", "data", "platform"), nodes());
	}

	@Test
	public void anotherSelectionIsTheMiddleOfAnotherFocus() {
		viewer.focus(List.of("redis"), 2);
		viewer.selectAndReveal(List.of("front"));
		press('f', 0);
		assertEquals(List.of("front"), viewer.focusedNodes());
		assertEquals(1, viewer.focusHops());
	}

	@Test
	public void whenTheMiddleIsGoneAllIsShown() {
		viewer.focus(List.of("redis"), 1);
		shop.nodes.remove("redis");
		shop.connections.removeIf(each -> ((List<?>) each).contains("redis"));
		viewer.refresh();
		assertEquals(shop.nodes, nodes());
		assertEquals(0, viewer.focusHops());
	}

	@Test
	public void whatIsInFocusIsFittedAndItsContainersAreNoLargerThanItNeeds() {
		Point size = viewer.getControl().getSize();
		viewer.focus(List.of("redis"), 1);
		for (Object node : List.of("redis", "cart")) {
			Point at = viewer.locationOf(node).orElseThrow();
			assertTrue(at.x > 0 && at.x < size.x && at.y > 0 && at.y < size.y);
		}
		Point card = viewer.locationOf("cart").orElseThrow();
		Point field = viewer.locationOf("shop").orElseThrow();
		assertEquals("the container is drawn around its one card", card.x, field.x, 1);
	}

	@Test
	public void placesAndPinsOfWhatIsLeftOutAreSavedToo() {
		viewer.setPinned("cart", true);
		Map<String, GraphPlaces.Place> before = places();
		viewer.focus(List.of("logs"), 1);
		assertEquals(before, places());
	}

	@Test
	public void itIsToldWhenSomethingIsLeftOut() {
		int[] told = new int[1];
		viewer.onVisibility(() -> told[0]++);
		viewer.hide(List.of("cart"));
		viewer.refresh();
		assertEquals(1, told[0]);
		viewer.showAll();
		assertEquals(2, told[0]);
	}

	@Test
	public void aLargeGraphComesBackAsItWas() {
		MeshGraph large = MeshGraph.generated(400, 10, 3);
		viewer.setContentProvider(large);
		viewer.setStyleProvider(large);
		viewer.setInput("large");
		Waiting.laidOut(viewer);
		Map<String, GraphPlaces.Place> before = places();
		viewer.focus(List.of("service-7"), 2);
		Waiting.laidOut(viewer);
		viewer.showAll();
		Waiting.laidOut(viewer);
		assertEquals(before, places());
	}
}
