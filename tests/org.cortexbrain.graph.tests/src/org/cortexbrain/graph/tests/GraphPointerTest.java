package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cortexbrain.graph.GraphMove;
import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What the mouse and the touch pad do. */
public class GraphPointerTest {
	private final List<GraphMove> moves = new ArrayList<>();
	private GraphViewer viewer;

	@Before
	public void open() {
		viewer = Windows.viewer(1200, 760, problem -> {
			throw new AssertionError(problem);
		});
		MeshGraph shop = MeshGraph.shop();
		viewer.setLayout(StandardLayout.LAYERED);
		shop.showIn(viewer);
		Waiting.laidOut(viewer);
		viewer.onMove(moves::add);
	}

	@After
	public void close() {
		Windows.close(viewer);
	}

	private Event send(int type, int x, int y, int button, int stateMask) {
		Event event = new Event();
		event.x = x;
		event.y = y;
		event.button = button;
		event.stateMask = stateMask;
		viewer.getControl().notifyListeners(type, event);
		return event;
	}

	private void key(int type, char character) {
		Event event = new Event();
		event.keyCode = character;
		event.character = character;
		viewer.getControl().notifyListeners(type, event);
	}

	private void drag(Point from, int right, int down, int button, int modifiers) {
		hold(from, right, down, button, modifiers);
		send(SWT.MouseUp, from.x + right, from.y + down, button, modifiers | mask(button));
	}

	private void hold(Point from, int right, int down, int button, int modifiers) {
		send(SWT.MouseDown, from.x, from.y, button, modifiers);
		for (int step = 1; step <= 10; step++) {
			send(SWT.MouseMove, from.x + right * step / 10, from.y + down * step / 10, 0, modifiers | mask(button));
		}
	}

	private static int mask(int button) {
		return button == 1 ? SWT.BUTTON1 : SWT.BUTTON2;
	}

	private Point at(Object element) {
		return viewer.locationOf(element).orElseThrow();
	}

	private Map<String, GraphPlaces.Place> places() {
		return viewer.places(Object::toString).places();
	}

	private List<?> selected() {
		return viewer.getStructuredSelection().toList();
	}

	@Test
	public void aDragOnACardMovesItAsOneMove() {
		Point before = at("cart");
		Point other = at("redis");
		drag(before, 50, -40, 1, 0);
		assertTrue(at("cart") + " after " + before, Math.abs(at("cart").x - before.x - 50) <= 1 && Math.abs(at("cart").y - before.y + 40) <= 1);
		assertEquals(other, at("redis"));
		assertEquals(List.of("cart"), selected());
		assertEquals(1, moves.size());
		viewer.place(moves.getFirst().before());
		assertEquals(before, at("cart"));
	}

	@Test
	public void aDragOnASelectedCardMovesAllThatIsSelected() {
		viewer.selectAndReveal(List.of("cart", "redis"));
		Point other = at("redis");
		drag(at("cart"), 30, 20, 1, 0);
		assertTrue(Math.abs(at("redis").x - other.x - 30) <= 1);
		assertEquals(2, selected().size());
	}

	@Test
	public void aContainerIsMovedByItsNameAndTheViewByItsGround() {
		Map<String, GraphPlaces.Place> before = places();
		Point front = at("front");
		viewer.setSelection(StructuredSelection.EMPTY);
		/* The ground of the container: left of its leftmost card. */
		Point ground = new Point((int) (front.x - (164 / 2 + 8) * viewer.getZoom()), front.y);
		drag(ground, 60, 0, 1, 0);
		assertEquals("only the view", before, places());
		assertEquals(front.x + 60, at("front").x, 1);
		drag(nameOf("shop"), 0, 50, 1, 0);
		double moved = places().get("front").y() - before.get("front").y();
		assertTrue(moved > 0);
		assertEquals(moved, places().get("cart").y() - before.get("cart").y(), 1e-9);
		assertEquals(List.of("shop"), selected());
	}

	/* Just below the container's upper edge: what lies highest in it, less the room for the name. */
	private Point nameOf(String field) {
		MeshGraph shop = MeshGraph.shop();
		int top = shop.nodes.stream().filter(node -> field.equals(shop.containers.get(node))).mapToInt(node -> at(node).y).min().orElseThrow();
		return new Point(at(field).x, (int) (top - (24 + 16 + 15) * viewer.getZoom()));
	}

	@Test
	public void spaceOrTheMiddleButtonMovesTheViewAlsoOnACard() {
		Map<String, GraphPlaces.Place> before = places();
		Point front = at("front");
		key(SWT.KeyDown, ' ');
		drag(front, 40, 10, 1, 0);
		key(SWT.KeyUp, ' ');
		drag(at("front"), 40, 10, 2, 0);
		assertEquals(before, places());
		assertEquals(front.x + 80, at("front").x, 1);
		assertEquals(List.of(), moves);
	}

	@Test
	public void escapePutsBackWhatIsBeingMovedAndTheSelectionStays() {
		Map<String, GraphPlaces.Place> before = places();
		Point cart = at("cart");
		hold(cart, 80, 80, 1, 0);
		key(SWT.KeyDown, SWT.ESC);
		assertEquals(before, places());
		send(SWT.MouseMove, cart.x + 200, cart.y, 0, SWT.BUTTON1);
		send(SWT.MouseUp, cart.x + 200, cart.y, 1, SWT.BUTTON1);
		assertEquals(before, places());
		assertEquals(List.of(), moves);
		assertEquals(List.of("cart"), selected());
	}

	@Test
	public void aRectangleWithShiftSelectsTheCardsThatItTouches() {
		int right = viewer.getControl().getSize().x - 3;
		int bottom = viewer.getControl().getSize().y - 3;
		drag(new Point(2, 2), right, bottom, 1, SWT.SHIFT);
		assertEquals(12, selected().size());
		assertTrue(selected().contains("cart"));
	}

	@Test
	public void aTrembleOfTheHandIsAClick() {
		Point before = at("cart");
		drag(before, 2, 1, 1, 0);
		assertEquals(before, at("cart"));
		assertEquals(List.of("cart"), selected());
		assertEquals(List.of(), moves);
	}

	@Test
	public void theWheelZoomsAndSidewaysMovesTheView() {
		double zoom = viewer.getZoom();
		Point cart = at("cart");
		Event wheel = new Event();
		wheel.count = 3;
		viewer.getControl().notifyListeners(SWT.MouseHorizontalWheel, wheel);
		assertEquals(zoom, viewer.getZoom(), 0);
		assertTrue(at("cart").x > cart.x);
		wheel.count = -3;
		wheel.stateMask = SWT.SHIFT;
		viewer.getControl().notifyListeners(SWT.MouseWheel, wheel);
		assertEquals(cart, at("cart"));
		wheel.count = 1;
		wheel.stateMask = 0;
		viewer.getControl().notifyListeners(SWT.MouseWheel, wheel);
		assertTrue(viewer.getZoom() > zoom);
	}

	@Test
	public void aPinchZoomsAtTheFingers() {
		double zoom = viewer.getZoom();
		Point cart = at("cart");
		gesture(SWT.GESTURE_BEGIN, cart, 1);
		for (double magnification : new double[] { 1.1, 1.3, 1.5 }) {
			gesture(SWT.GESTURE_MAGNIFY, cart, magnification);
		}
		gesture(SWT.GESTURE_END, cart, 1);
		assertEquals("by how much the fingers are apart, not by the product", zoom * 1.5, viewer.getZoom(), 1e-9);
		assertTrue(Math.abs(at("cart").x - cart.x) <= 1 && Math.abs(at("cart").y - cart.y) <= 1);
	}

	private void gesture(int detail, Point at, double magnification) {
		Event event = new Event();
		event.detail = detail;
		event.x = at.x;
		event.y = at.y;
		event.magnification = magnification;
		viewer.getControl().notifyListeners(SWT.Gesture, event);
	}
}
