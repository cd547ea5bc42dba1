package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import org.cortexbrain.graph.GraphPlaces;
import org.cortexbrain.graph.layout.StandardLayout;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.topology.TopologyNode;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.commands.Command;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.XMLMemento;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.RadioState;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The choice of a layout, and what outlives a restart. */
public class LayoutChoiceTest {
	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheShop() {
		desktop.openShop(folder.getRoot().toPath(), 30);
		desktop.topology().waitForNode("cart");
	}

	@After
	public void chooseTheFirstLayoutAgain() {
		choose(StandardLayout.AUTOMATIC);
	}

	private static void choose(StandardLayout layout) {
		WorkbenchDriver.run("org.cortexbrain.ui.layout", Map.of(RadioState.PARAMETER_ID, layout.name().toLowerCase(Locale.ROOT)));
	}

	private static TopologyView view() {
		return UiThread.call(() -> (TopologyView) PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().findView(TopologyView.ID));
	}

	private static GraphPlaces places(TopologyView of) {
		return UiThread.call(() -> of.viewer().places(Object::toString));
	}

	private static void laidOut(TopologyView of) {
		boolean[] done = new boolean[1];
		UiThread.run(() -> of.viewer().whenLaidOut(() -> done[0] = true));
		Wait.until("the layout to be done", () -> UiThread.call(() -> done[0]));
	}

	@Test
	public void theCommandLaysOutInAnotherWayAndItsMarkFollows() {
		laidOut(view());
		GraphPlaces layered = places(view());
		choose(StandardLayout.GRID);
		Wait.until("the places to change", () -> !places(view()).equals(layered));
		laidOut(view());
		assertEquals("grid", UiThread.call(() -> {
			Command command = PlatformUI.getWorkbench().getService(ICommandService.class).getCommand("org.cortexbrain.ui.layout");
			return command.getState(RadioState.STATE_ID).getValue();
		}));
		Screenshot.still("layout-grid-light");
	}

	@Test
	public void layoutPlacesAndPinsOutliveARestart() throws Exception {
		choose(StandardLayout.TREE);
		laidOut(view());
		TopologyView view = view();
		GraphPlaces saved = UiThread.call(() -> {
			view.viewer().setPinned(view.model().nodes().stream().filter(node -> node.name().equals("cart")).findFirst().orElseThrow(), true);
			return view.viewer().places(Object::toString);
		});
		assertTrue(saved.places().values().stream().anyMatch(GraphPlaces.Place::pinned));
		GraphPlaces restored = inASecondView(view, second -> {
			assertEquals(StandardLayout.TREE, second.layout());
			assertEquals(view.viewer().elements().size(), second.viewer().elements().size());
			return second.viewer().places(Object::toString);
		});
		UiThread.run(() -> view.viewer().setPinned(
				view.model().nodes().stream().filter(node -> node.name().equals("cart")).findFirst().orElseThrow(), false));
		assertEquals(saved, restored);
	}

	@Test
	public void expandedWorkloadsOutliveARestart() throws Exception {
		desktop.topology().openNode("cart");
		desktop.topology().waitForNode(ShopMesh.CART);
		List<String> names = inASecondView(view(),
				second -> second.model().nodes().stream().filter(second.model()::isExpanded).map(TopologyNode::name).toList());
		assertEquals(List.of("cart"), names);
		List<String> shown = inASecondView(view(), second -> second.model().nodes().stream().map(TopologyNode::name).toList());
		desktop.topology().openNode(ShopMesh.CART);
		desktop.topology().waitForNode("cart");
		assertTrue(shown.toString(), shown.contains(ShopMesh.CART));
	}

	/* Over what the first would leave: the workbench itself cannot be restarted within a test; tests/accessibility restarts the product. */
	private static <T> T inASecondView(TopologyView view, Function<TopologyView, T> look) throws Exception {
		return UiThread.call(() -> {
			var written = new StringWriter();
			XMLMemento state = XMLMemento.createWriteRoot("view");
			view.saveState(state);
			state.save(written);
			XMLMemento memento = XMLMemento.createReadRoot(new StringReader(written.toString()));
			ISelectionProvider provider = view.getSite().getSelectionProvider();
			var shell = new Shell(UiThread.display());
			var second = new TopologyView();
			try {
				shell.setLayout(new FillLayout());
				second.init(view.getViewSite(), memento);
				second.createPartControl(shell);
				return look.apply(second);
			} finally {
				second.dispose();
				shell.dispose();
				view.getSite().setSelectionProvider(provider);
			}
		});
	}
}
