package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cortexbrain.graph.ConnectionStyle;
import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.NodeStyle;
import org.cortexbrain.graph.Sign;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Containers that are collapsed to a card, and opened again. */
public class CollapseTest {
	private final List<String> problems = new ArrayList<>();
	private final MeshGraph shop = MeshGraph.shop();
	private GraphViewer viewer;

	@Before
	public void open() {
		viewer = Windows.viewer(900, 600, problems::add);
	}

	@After
	public void close() {
		Windows.close(viewer);
		assertEquals(List.of(), problems);
	}

	private void show() {
		shop.showIn(viewer);
		Waiting.laidOut(viewer);
	}

	private GraphPlaces places() {
		return viewer.places(Object::toString);
	}

	@Test
	public void aCollapsedContainerStandsForWhatItHolds() {
		show();
		viewer.setCollapsed("data", true);
		assertTrue(viewer.isCollapsed("data"));
		assertTrue(viewer.elements().contains("data"));
		for (String held : List.of("orders-db", "redis", "search")) {
			assertFalse(held, viewer.elements().contains(held));
		}
		assertTrue("it is a card with a place of its own", places().places().containsKey("data"));
	}

	@Test
	public void theNameOfWhatItHoldsIsStillKnown() {
		show();
		viewer.setCollapsed("data", true);
		assertEquals("redis", viewer.nameOf("redis").orElseThrow());
		assertEquals("data", viewer.nameOf("data").orElseThrow());
		assertTrue(viewer.nameOf("nobody").isEmpty());
	}

	@Test
	public void connectionsToWhatItHoldsBecomeItsOwnAndThoseWithinVanish() {
		show();
		assertEquals(13, viewer.export().connections());
		viewer.setCollapsed("shop", true);
		assertEquals("each of nine pairs of nodes that talk across its border", 9, viewer.export().connections());
		viewer.setCollapsed("data", true);
		assertEquals("shop to data is one now", 7, viewer.export().connections());
	}

	@Test
	public void whoSelectsABundleSelectsAllItsConnections() {
		show();
		viewer.setCollapsed("shop", true);
		viewer.setCollapsed("data", true);
		viewer.setSelection(new StructuredSelection(List.of(List.of("cart", "redis"))));
		assertEquals(Set.of(List.of("cart", "redis"), List.of("front", "search"), List.of("orders", "orders-db")),
				new HashSet<>(viewer.getStructuredSelection().toList()));
	}

	@Test
	public void aSelectedConnectionStaysSelectedWhenAnEndOfItIsCollapsed() {
		show();
		viewer.setSelection(new StructuredSelection(List.of(List.of("cart", "redis"))));
		viewer.setCollapsed("data", true);
		assertEquals(List.of(List.of("cart", "redis")), viewer.getStructuredSelection().toList());
	}

	@Test
	public void anOpenedContainerIsAsItWas() {
		show();
		viewer.setPinned("redis", true);
		GraphPlaces before = places();
		viewer.setCollapsed("data", true);
		viewer.setCollapsed("data", false);
		Waiting.laidOut(viewer);
		assertEquals(before, places());
		assertTrue(viewer.isPinned("redis"));
		assertEquals(13, viewer.export().connections());
	}

	@Test
	public void whatACollapsedContainerHoldsKeepsItsPlaceForTheNextSession() {
		show();
		GraphPlaces before = places();
		viewer.setCollapsed("data", true);
		GraphPlaces.Place redis = places().places().get("redis");
		assertEquals(before.places().get("redis"), redis);
	}

	@Test
	public void toRevealANodeOpensWhatItIsIn() {
		show();
		viewer.setCollapsed("data", true);
		viewer.selectAndReveal(List.of("redis"));
		assertFalse(viewer.isCollapsed("data"));
		assertEquals(List.of("redis"), viewer.getStructuredSelection().toList());
	}

	@Test
	public void containersWithinACollapsedOneAreCollapsedWithIt() {
		shop.containers.put("shop", "company");
		shop.containers.put("data", "company");
		shop.nodes.add("company");
		show();
		viewer.setCollapsed("shop", true);
		viewer.setCollapsed("company", true);
		assertFalse(viewer.elements().contains("shop"));
		assertFalse(viewer.elements().contains("redis"));
		viewer.setCollapsed("company", false);
		Waiting.laidOut(viewer);
		assertTrue("it still is collapsed itself", viewer.isCollapsed("shop"));
		assertTrue(viewer.elements().containsAll(List.of("shop", "redis")));
		assertFalse(viewer.elements().contains("cart"));
	}

	@Test
	public void severalContainersAreCollapsedTogetherAndStaySelected() {
		show();
		viewer.setSelection(new StructuredSelection(List.of("cart", "redis")));
		viewer.toggleCollapsed();
		assertEquals(Set.of("shop", "data"), viewer.getCollapsed());
		assertEquals(List.of("shop", "data"), viewer.getStructuredSelection().toList());
		viewer.toggleCollapsed();
		assertEquals(Set.of(), viewer.getCollapsed());
	}

	@Test
	public void aContainerMayBeCollapsedBeforeItComes() {
		viewer.setCollapsed("data", true);
		show();
		assertFalse(viewer.elements().contains("redis"));
		assertEquals(Set.of("data"), viewer.getCollapsed());
		viewer.setCollapsed("data", false);
		Waiting.laidOut(viewer);
		assertTrue(viewer.locationOf("redis").isPresent());
	}

	@Test
	public void aChangeWithinACollapsedContainerIsNoFault() {
		show();
		viewer.setCollapsed("data", true);
		shop.nodes.remove("redis");
		shop.connections.removeIf(each -> ((List<?>) each).contains("redis"));
		viewer.refresh();
		viewer.update("orders-db", null);
		viewer.setCollapsed("data", false);
		Waiting.laidOut(viewer);
		assertFalse(viewer.elements().contains("redis"));
		assertTrue(viewer.locationOf("orders-db").isPresent());
	}

	@Test
	public void aBundleIsAsBadAsTheWorstOfItsConnections() {
		shop.sign(List.of("front", "search"), Sign.FAILING);
		ConnectionStyle style = shop.bundle(List.of(List.of("cart", "redis"), List.of("front", "search"), List.of("orders", "orders-db")));
		assertEquals(Sign.FAILING, style.sign());
		assertEquals("3 connections", style.label());
		assertEquals(Sign.UNKNOWN, shop.bundle(List.of(List.of("logs", "search"), List.of("cart", "redis"))).sign());
	}

	@Test
	public void theTooltipOfANodeGoesWithIt() {
		show();
		var over = new Event();
		var at = viewer.locationOf("redis").orElseThrow();
		over.x = at.x;
		over.y = at.y;
		viewer.getControl().notifyListeners(SWT.MouseMove, over);
		assertEquals(shop.node("redis").tooltip(), viewer.getControl().getToolTipText());
		viewer.setCollapsed("data", true);
		assertNull(viewer.getControl().getToolTipText());
	}

	@Test
	public void aCollapsedContainerTellsHowMuchItHolds() {
		NodeStyle style = shop.collapsed("data", List.of("orders-db", "redis", "search"));
		assertEquals("3 nodes", style.detail());
		assertFalse(style.holds());
	}
}
