package org.cortexbrain.graph.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.cortexbrain.graph.GraphKey;
import org.cortexbrain.graph.GraphMove;
import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.graph.layout.StandardLayout;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolTip;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Everything that the mouse does has a key. */
public class GraphKeysTest {
	private final MeshGraph shop = MeshGraph.shop();
	private GraphViewer viewer;

	@Before
	public void open() {
		viewer = Windows.viewer(1200, 760, problem -> {
			throw new AssertionError(problem);
		});
		viewer.setLayout(StandardLayout.LAYERED);
		shop.showIn(viewer);
		Waiting.laidOut(viewer);
	}

	@After
	public void close() {
		Windows.close(viewer);
	}

	private boolean press(int accelerator) {
		return send(SWT.KeyDown, accelerator & SWT.KEY_MASK, accelerator & SWT.MODIFIER_MASK);
	}

	private boolean send(int type, int keyCode, int stateMask) {
		Event event = new Event();
		event.keyCode = keyCode;
		event.character = (keyCode & SWT.KEYCODE_BIT) == 0 ? (char) keyCode : 0;
		event.stateMask = stateMask;
		event.doit = true;
		viewer.getControl().notifyListeners(type, event);
		return event.doit;
	}

	private void select(Object... elements) {
		viewer.selectAndReveal(List.of(elements));
	}

	private List<?> selected() {
		return viewer.getStructuredSelection().toList();
	}

	private Point at(Object element) {
		return viewer.locationOf(element).orElseThrow();
	}

	@Test
	public void arrowsFollowConnectionsBeforeTheyLeapToWhatIsNearer() {
		select("front");
		press(SWT.ARROW_RIGHT);
		assertTrue(selected().toString(), List.of("cart", "checkout", "search").contains(selected().getFirst()));
		select("payments");
		press(SWT.ARROW_LEFT);
		assertEquals(List.of("checkout"), selected());
	}

	@Test
	public void theFirstArrowBeginsAtANode() {
		press(SWT.ARROW_DOWN);
		assertEquals(1, selected().size());
	}

	@Test
	public void arrowsReachEveryCardFromEveryCard() {
		List<Object> cards = viewer.elements().stream()
				.filter(each -> each instanceof String && !List.of("shop", "data", "platform").contains(each)).toList();
		Set<Object> reached = new HashSet<>(List.of(cards.getFirst()));
		List<Object> waiting = new ArrayList<>(reached);
		while (!waiting.isEmpty()) {
			Object from = waiting.removeFirst();
			for (int arrow : new int[] { SWT.ARROW_LEFT, SWT.ARROW_RIGHT, SWT.ARROW_UP, SWT.ARROW_DOWN }) {
				select(from);
				press(arrow);
				if (reached.add(selected().getFirst())) {
					waiting.add(selected().getFirst());
				}
			}
		}
		assertEquals(new HashSet<>(cards), reached);
	}

	@Test
	public void shiftWithArrowsKeepsWhatWasSelectedAndBackAgainTakesItOut() {
		select("front");
		press(SWT.SHIFT | SWT.ARROW_RIGHT);
		assertEquals(2, selected().size());
		assertTrue(selected().contains("front"));
		press(SWT.SHIFT | SWT.ARROW_LEFT);
		assertEquals(List.of("front"), selected());
	}

	@Test
	public void pageKeysComeToEveryNode() {
		Set<Object> seen = new HashSet<>();
		for (int i = 0; i < 15; i++) {
			press(SWT.PAGE_DOWN);
			seen.addAll(selected());
		}
		assertEquals(new HashSet<>(MeshGraph.shop().nodes), seen);
		Object last = selected().getFirst();
		press(SWT.PAGE_DOWN);
		press(SWT.PAGE_UP);
		assertEquals(List.of(last), selected());
	}

	@Test
	public void keysLeadIntoAContainerAndOutAgain() {
		select("shop");
		press('i');
		assertEquals("shop", MeshGraph.shop().container(selected().getFirst()).orElseThrow());
		press('o');
		assertEquals(List.of("shop"), selected());
	}

	@Test
	public void keysGoThroughTheConnectionsOfANodeAndAlongThem() {
		select("cart");
		press('c');
		assertEquals(List.of(List.of("cart", "redis")), selected());
		press('c');
		press('c');
		assertEquals(List.of(List.of("redis", "cart")), selected());
		press(SWT.SHIFT | 'c');
		assertEquals(List.of(List.of("front", "cart")), selected());
		press('o');
		assertEquals(List.of("front"), selected());
		select(List.of("front", "cart"));
		press(at("cart").x > at("front").x ? SWT.ARROW_RIGHT : SWT.ARROW_LEFT);
		assertEquals(List.of("cart"), selected());
	}

	@Test
	public void allIsSelectedAndNothing() {
		press(SWT.MOD1 | 'a');
		assertEquals(12, selected().size());
		press(SWT.ESC);
		assertEquals(List.of(), selected());
	}

	@Test
	public void nodesAreMovedAsOneMoveThatCanBeTakenBack() {
		List<GraphMove> moves = new ArrayList<>();
		viewer.onMove(moves::add);
		GraphPlaces before = viewer.places(Object::toString);
		select("cart", "redis");
		for (int i = 0; i < 5; i++) {
			press(SWT.MOD1 | SWT.SHIFT | SWT.ARROW_DOWN);
		}
		assertEquals("it is not over yet", List.of(), moves);
		send(SWT.KeyUp, SWT.MOD1, SWT.MOD1 | SWT.SHIFT);
		assertEquals(1, moves.size());
		GraphPlaces.Place was = before.places().get("cart");
		GraphPlaces.Place is = viewer.places(Object::toString).places().get("cart");
		assertEquals(was.x(), is.x(), 0);
		assertTrue(is.y() - was.y() >= 40);
		viewer.place(moves.getFirst().before());
		assertEquals(before, viewer.places(Object::toString));
		viewer.place(moves.getFirst().after());
		assertEquals(is, viewer.places(Object::toString).places().get("cart"));
	}

	@Test
	public void aContainerIsMovedWithAllThatItHolds() {
		Map<String, GraphPlaces.Place> before = viewer.places(Object::toString).places();
		select("shop", "cart");
		press(SWT.MOD1 | SWT.SHIFT | SWT.ARROW_UP);
		send(SWT.KeyUp, SWT.SHIFT, SWT.MOD1 | SWT.SHIFT);
		Map<String, GraphPlaces.Place> after = viewer.places(Object::toString).places();
		double by = after.get("front").y() - before.get("front").y();
		assertTrue(by < 0);
		for (Object held : List.of("cart", "checkout", "orders", "payments")) {
			assertEquals(held + " moves once", by, after.get(held).y() - before.get(held).y(), 1e-9);
		}
	}

	@Test
	public void whatIsMovedAndNotSelectedIsNothing() {
		List<GraphMove> moves = new ArrayList<>();
		viewer.onMove(moves::add);
		press(SWT.MOD1 | SWT.SHIFT | SWT.ARROW_UP);
		send(SWT.KeyUp, SWT.MOD1, SWT.MOD1);
		assertEquals(List.of(), moves);
	}

	@Test
	public void selectedCardsArePinnedAndReleased() {
		select("cart", "shop", "redis");
		press('p');
		assertTrue(viewer.isPinned("cart") && viewer.isPinned("redis"));
		assertFalse("a container cannot be", viewer.isPinned("shop"));
		press('p');
		assertFalse(viewer.isPinned("cart") || viewer.isPinned("redis"));
	}

	@Test
	public void theViewIsMovedAndZoomedByKeys() {
		Point before = at("cart");
		press(SWT.MOD1 | SWT.ARROW_RIGHT);
		assertTrue(at("cart").x < before.x);
		press(SWT.HOME);
		assertEquals(before, at("cart"));
		press('0');
		assertEquals(1, viewer.getZoom(), 0);
		press('-');
		assertTrue(viewer.getZoom() < 1);
		select("cart");
		press('z');
		Point middle = at("cart");
		assertTrue(viewer.getZoom() > 1 && Math.abs(middle.x - viewer.getControl().getSize().x / 2) < 5);
	}

	@Test
	public void whatWasFoundIsGoneThroughInACircle() {
		List<Object> found = viewer.search("orders");
		press(SWT.F3);
		assertEquals(List.of(found.get(0)), selected());
		press(SWT.F3);
		assertEquals(List.of(found.get(1)), selected());
		press(SWT.F3);
		assertEquals(List.of(found.get(0)), selected());
		press(SWT.SHIFT | SWT.F3);
		assertEquals(List.of(found.get(1)), selected());
	}

	@Test
	public void whereItIsAmongWhatWasFoundIsToldAlsoWhenAKeyWentThere() {
		viewer.search("orders");
		List<Integer> told = new ArrayList<>();
		Runnable end = viewer.onMatch(() -> told.add(viewer.matchIndex().orElse(-1)));
		press(SWT.F3);
		press(SWT.F3);
		end.run();
		press(SWT.F3);
		assertEquals(List.of(0, 1), told);
		select("cart");
		assertTrue(viewer.matchIndex().isEmpty());
	}

	@Test
	public void whatComesLaterAndHasTheNameIsFoundToo() {
		assertEquals(2, viewer.search("orders").size());
		int[] told = new int[1];
		viewer.onMatch(() -> told[0] = viewer.matches().size());
		shop.node("orders-archive", "data");
		viewer.refresh();
		Waiting.laidOut(viewer);
		assertEquals(3, viewer.matches().size());
		assertEquals(3, told[0]);
		shop.nodes.remove("orders-archive");
		viewer.refresh();
		assertEquals(2, told[0]);
		viewer.search("");
		assertEquals(List.of(), viewer.matches());
	}

	@Test
	public void theTooltipIsShownByAKeyUntilTheNext() throws ReflectiveOperationException {
		select("cart");
		press(SWT.F2);
		ToolTip tip = tip();
		assertTrue(tip.isVisible());
		assertEquals("cart", tip.getText());
		press(SWT.ARROW_RIGHT);
		assertTrue(tip.isDisposed());
	}

	/* SWT gives no list of a shell's tooltips. */
	private ToolTip tip() throws ReflectiveOperationException {
		Field tips = Shell.class.getDeclaredField("toolTips");
		tips.setAccessible(true);
		return Arrays.stream((ToolTip[]) tips.get(viewer.getControl().getShell())).filter(Objects::nonNull).findFirst().orElseThrow();
	}

	@Test
	public void aMenuThatIsAskedForByAKeyComesAtTheFocusedElement() {
		select("cart");
		Event event = new Event();
		event.detail = SWT.MENU_KEYBOARD;
		event.x = 1;
		event.y = 1;
		viewer.getControl().notifyListeners(SWT.MenuDetect, event);
		Point cart = viewer.getControl().toDisplay(at("cart"));
		assertTrue(event.x + ", " + event.y, Math.abs(event.x - cart.x) < 10 && Math.abs(event.y - cart.y) < 60);
	}

	@Test
	public void theLegendIsHiddenAndShown() {
		boolean before = viewer.isLegendVisible();
		press('l');
		assertNotEquals(before, viewer.isLegendVisible());
		press('l');
		assertEquals(before, viewer.isLegendVisible());
	}

	@Test
	public void aKeyOfTheTableIsUsedUpAndOthersAreNot() {
		for (GraphKey key : GraphKey.values()) {
			for (int accelerator : key.accelerators()) {
				assertEquals(key.keys(), key == GraphKey.MENU, press(accelerator));
			}
		}
		assertTrue(press(SWT.MOD1 | 's'));
		assertTrue(press(SWT.TAB));
	}

	@Test
	public void noKeyDoesTwoThings() {
		Set<Integer> seen = new HashSet<>();
		for (GraphKey key : GraphKey.values()) {
			for (int accelerator : key.accelerators()) {
				assertTrue(key.keys(), seen.add(accelerator));
			}
		}
	}

	@Test
	public void theTablesOfThePagesSayWhatTheKeysDo() throws IOException {
		for (String page : List.of("../../docs/graph-viewer.md", "../../docs/user/keys.md")) {
			List<String> rows = Files.readAllLines(Path.of(page));
			for (GraphKey key : GraphKey.values()) {
				String row = "| " + key.keys() + " | " + key.does() + " |";
				assertTrue(page + " lacks: " + row, rows.contains(row));
			}
		}
	}
}
