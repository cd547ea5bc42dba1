package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.hasItems;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.cortexbrain.graph.GraphKey;
import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.TextHandle;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.commands.Command;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.jface.bindings.keys.KeySequence;
import org.eclipse.jface.bindings.keys.SWTKeySupport;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.keys.IBindingService;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The graph's keys in the workbench, which has keys of its own. */
public class TopologyKeysTest {
	/** What the workbench does at a key of the graph is what the graph would do. */
	private static final Set<String> SAME = Set.of("org.cortexbrain.ui.fitSelection", "org.cortexbrain.ui.pin", "org.cortexbrain.ui.legend",
			"org.cortexbrain.ui.focus", "org.cortexbrain.ui.focusLess", "org.cortexbrain.ui.hide", "org.cortexbrain.ui.showAll",
			"org.cortexbrain.ui.findNext", "org.cortexbrain.ui.findPrevious", "org.eclipse.ui.edit.selectAll");

	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheShop() {
		desktop.openShop(folder.getRoot().toPath(), 30);
		desktop.topology().clickNode("cart");
		focus(SWT.FocusIn);
	}

	/* Without a window manager the window itself may never get the focus. */
	private static void focus(int type) {
		UiThread.run(() -> view().viewer().getControl().notifyListeners(type, new Event()));
	}

	@After
	public void leaveTheGraph() {
		WorkbenchDriver.run("org.cortexbrain.ui.showAll");
		focus(SWT.FocusOut);
	}

	private static TopologyView view() {
		return (TopologyView) PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().findView(TopologyView.ID);
	}

	private static boolean isPinned() {
		return UiThread.call(() -> view().viewer().isPinned(view().viewer().getStructuredSelection().getFirstElement()));
	}

	private static GraphPlaces places() {
		return UiThread.call(() -> view().viewer().places(Object::toString));
	}

	private void press(String stroke) {
		desktop.topology().canvas().press(stroke);
	}

	@Test
	public void theWorkbenchTakesNoKeyOfTheGraphForSomethingElse() {
		for (GraphKey key : GraphKey.values()) {
			for (int accelerator : key.accelerators()) {
				var sequence = KeySequence.getInstance(SWTKeySupport.convertAcceleratorToKeyStroke(accelerator));
				String command = UiThread.call(() -> {
					Binding binding = PlatformUI.getWorkbench().getService(IBindingService.class).getPerfectMatch(sequence);
					Command bound = binding == null || binding.getParameterizedCommand() == null ? null : binding.getParameterizedCommand().getCommand();
					return bound == null || !bound.isHandled() ? "" : bound.getId();
				});
				assertTrue(key.keys() + " is " + command, command.isEmpty() || SAME.contains(command));
			}
		}
	}

	@Test
	public void aLetterIsACommandOnceWhileTheGraphHasTheFocusAndALetterElsewhere() {
		press("P");
		assertTrue("not twice", isPinned());
		WorkbenchDriver.run("org.cortexbrain.ui.find");
		focus(SWT.FocusOut);
		TextHandle search = WorkbenchDriver.view(Desktop.TOPOLOGY).text(Query.type(Text.class).id("topology.search"));
		search.press("P");
		search.press("ESC");
		assertTrue("a letter in a field", isPinned());
		focus(SWT.FocusIn);
		press("P");
		assertFalse(isPinned());
	}

	@Test
	public void aMoveByKeysIsUndoneAndDoneAgain() {
		GraphPlaces before = places();
		press("CTRL+SHIFT+ARROW_DOWN");
		press("CTRL+SHIFT+ARROW_DOWN");
		UiThread.run(() -> {
			var event = new Event();
			event.keyCode = SWT.SHIFT;
			event.stateMask = SWT.CTRL | SWT.SHIFT;
			view().viewer().getControl().notifyListeners(SWT.KeyUp, event);
		});
		GraphPlaces moved = places();
		assertNotEquals(before, moved);
		WorkbenchDriver.menu("Edit", "Undo Move cart");
		assertEquals(before, places());
		WorkbenchDriver.menu("Edit", "Redo Move cart");
		assertEquals(moved, places());
		press("CTRL+Z");
		assertEquals(before, places());
	}

	@Test
	public void controlASelectsAllNodes() {
		press("CTRL+A");
		assertThat(desktop.topology().selected(), hasItems("web", "cart", "redis", "pay", "ledger"));
	}

	@Test
	public void whatWasFoundIsGoneThroughByAKey() {
		WorkbenchDriver.run("org.cortexbrain.ui.find");
		WorkbenchDriver.view(Desktop.TOPOLOGY).text(Query.type(Text.class).id("topology.search")).replace("e");
		List<String> first = desktop.topology().selected();
		press("F3");
		List<String> second = desktop.topology().selected();
		assertNotEquals(first, second);
		WorkbenchDriver.view(Desktop.TOPOLOGY).waitForText("2 of ");
		press("SHIFT+F3");
		assertEquals(first, desktop.topology().selected());
		WorkbenchDriver.view(Desktop.TOPOLOGY).waitForText("1 of ");
	}

	@Test
	public void theFocusIsSaidWithTheWayBack() {
		press("F");
		Scope topology = WorkbenchDriver.view(Desktop.TOPOLOGY);
		topology.waitForText("1 hop around cart");
		topology.waitForText("nodes are not shown");
		assertEquals(Set.of("shop", "web", "cart", "redis"), Set.copyOf(desktop.topology().nodes()));
		Screenshot.still("topology-focus-light");
		topology.find(Query.type(Link.class).id("topology.leftOut")).click();
		topology.waitWhile(Query.type(Link.class).id("topology.leftOut"));
		assertThat(desktop.topology().nodes(), hasItems("pay", "ledger"));
	}

	@Test
	public void whatIsHiddenIsSaidAndShownAgainByAKey() {
		press("H");
		Scope topology = WorkbenchDriver.view(Desktop.TOPOLOGY);
		topology.waitForText("1 node is not shown");
		assertFalse(desktop.topology().nodes().contains("cart"));
		press("SHIFT+H");
		topology.waitWhile(Query.type(Link.class).id("topology.leftOut"));
		assertTrue(desktop.topology().nodes().contains("cart"));
	}

	@Test
	public void theContextMenuHasWhatCanBeDone() {
		List<String> items = UiThread.call(() -> {
			Menu menu = view().viewer().getControl().getMenu();
			menu.notifyListeners(SWT.Show, new Event());
			return Arrays.stream(menu.getItems()).map(MenuItem::getText).map(text -> text.replaceAll("\t.*", "").replace("&", "")).toList();
		});
		assertThat(items, hasItems("Expand or fold", "Pin or release", "Zoom to selection", "Export topology…"));
	}
}
