package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.internal.scene.SceneNode;
import org.cortexbrain.graph.layout.StandardLayout;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What people have pinned stays pinned, and where it is, also when it is away for a while. */
public class PinsTest {
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

	private GraphPlaces.Place place(String node) {
		return viewer.places(Object::toString).places().get(node);
	}

	private static Box box(GraphPlaces.Place place) {
		return new Box(place.x(), place.y(), SceneNode.WIDTH, SceneNode.HEIGHT);
	}

	private void refresh() {
		viewer.refresh();
		Waiting.laidOut(viewer);
	}

	private void assertNothingOverlaps() {
		Map<String, GraphPlaces.Place> all = viewer.places(Object::toString).places();
		all.forEach((name, place) -> all.forEach((other, otherPlace) -> assertFalse(name + " covers " + other,
				!name.equals(other) && shop.nodes.contains(name) && shop.nodes.contains(other) && box(place).overlaps(box(otherPlace)))));
	}

	@Test
	public void aPinnedNodeThatWasAwayForARefreshIsPinnedWhereItStood() {
		viewer.setPinned("cart", true);
		GraphPlaces.Place before = place("cart");
		shop.nodes.remove("cart");
		List<Object> connections = List.copyOf(shop.connections);
		shop.connections.removeIf(each -> ((List<?>) each).contains("cart"));
		refresh();
		assertFalse(viewer.isPinned("cart"));
		shop.nodes.add("cart");
		shop.connections.clear();
		shop.connections.addAll(connections);
		refresh();
		assertTrue(viewer.isPinned("cart"));
		assertEquals(before, place("cart"));
		assertNothingOverlaps();
	}

	/** Takes a node away, puts another one in its spot, and brings it back. */
	private void whileAway(String node, String other, boolean otherIsPinned) {
		Box spot = box(place(node));
		shop.nodes.remove(node);
		List<Object> connections = List.copyOf(shop.connections);
		shop.connections.removeIf(each -> ((List<?>) each).contains(node));
		refresh();
		viewer.place(Map.of(other, spot));
		viewer.setPinned(other, otherIsPinned);
		shop.nodes.add(node);
		shop.connections.clear();
		shop.connections.addAll(connections);
		refresh();
	}

	@Test
	public void aPinnedNodeGetsItsSpotBackFromOneThatIsNotPinned() {
		viewer.setPinned("cart", true);
		GraphPlaces.Place before = place("cart");
		whileAway("cart", "orders", false);
		assertEquals(before, place("cart"));
		assertTrue(viewer.isPinned("cart"));
		assertNothingOverlaps();
	}

	@Test
	public void aPinnedNodeWhoseSpotAPinnedOneHasTakenIsPinnedElsewhere() {
		viewer.setPinned("cart", true);
		GraphPlaces.Place before = place("cart");
		whileAway("cart", "orders", true);
		assertTrue(viewer.isPinned("cart"));
		assertTrue(viewer.isPinned("orders"));
		assertEquals(before, place("orders"));
		assertNothingOverlaps();
	}

	@Test
	public void theSavedPlacesHoldThePinOfANodeThatIsAway() {
		viewer.setPinned("cart", true);
		GraphPlaces.Place before = place("cart");
		shop.nodes.remove("cart");
		shop.connections.removeIf(each -> ((List<?>) each).contains("cart"));
		refresh();
		refresh();
		assertEquals(before, place("cart"));
	}

	@Test
	public void aHiddenPinnedNodeGetsItsSpotBack() {
		viewer.setPinned("cart", true);
		GraphPlaces.Place before = place("cart");
		viewer.hide(List.of("cart"));
		viewer.place(Map.of("orders", box(before)));
		viewer.showAll();
		Waiting.laidOut(viewer);
		assertEquals(before, place("cart"));
		assertTrue(viewer.isPinned("cart"));
		assertNothingOverlaps();
	}

	@Test
	public void aPinOfAnEarlierSessionIsKeptWhereItsSpotIsTaken() {
		Box orders = box(place("orders"));
		viewer.setPlaces(new GraphPlaces(Map.of("late", new GraphPlaces.Place(orders.x() + 10, orders.y(), true))), Object::toString);
		shop.node("late", "shop");
		refresh();
		assertTrue(viewer.isPinned("late"));
		assertEquals(new GraphPlaces.Place(orders.x() + 10, orders.y(), true), place("late"));
		assertNothingOverlaps();
	}

	@Test
	public void aNodeThatWasReleasedBeforeItWentComesBackFree() {
		viewer.setPinned("cart", true);
		viewer.setPinned("cart", false);
		shop.nodes.remove("cart");
		shop.connections.removeIf(each -> ((List<?>) each).contains("cart"));
		refresh();
		shop.nodes.add("cart");
		refresh();
		assertFalse(viewer.isPinned("cart"));
	}
}
