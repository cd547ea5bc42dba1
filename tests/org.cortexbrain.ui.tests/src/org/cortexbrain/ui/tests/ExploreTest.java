package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.hasItem;
import static org.hamcrest.CoreMatchers.hasItems;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

import org.cortexbrain.ui.driver.GraphHandle;
import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.TextHandle;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.export.SvgTransfer;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Text;
import org.junit.Before;
import org.eclipse.ui.PlatformUI;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** From the topology to the numbers and back. */
public class ExploreTest {
	private static final String ARROW = " → ";

	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheShop() {
		desktop.openShop(folder.getRoot().toPath(), 30);
		desktop.topology().waitForNode("cart");
	}

	@Test
	public void theTopologyShowsWorkloadsInTheirNamespacesAndTheirConnections() {
		GraphHandle graph = desktop.topology();
		assertThat(graph.nodes(), hasItems("shop", "web", "cart", "redis", "pay", "ledger", ShopMesh.BACKUP));
		assertThat(graph.connections(), hasItems("web -> cart", "cart -> redis", "pay -> ledger", ShopMesh.BACKUP + " -> ledger"));
	}

	@Test
	public void aSelectedNodeIsInspectedAndItsFlowsAreSelected() {
		desktop.topology().clickNode("cart");
		desktop.waitForInspector("cart");
		desktop.inspector().waitForText("Deployment in shop");
		Wait.until("the flows of cart to be selected", () -> desktop.flows().widget().getSelectionCount() == 2);
		assertEquals(List.of("shop/" + ShopMesh.REDIS, "shop/" + ShopMesh.CART).stream().sorted().toList(),
				desktop.flows().selected().stream().map(row -> row.get(2)).sorted().toList());
		Screenshot.still("explore-node-light");
	}

	@Test
	public void aSelectedConnectionIsInspectedWithBothSidesView() {
		desktop.topology().clickConnection("web", "cart");
		desktop.waitForInspector(ShopMesh.WEB + ARROW + ShopMesh.CART);
		desktop.inspector().waitForText("20/s");
		desktop.inspector().waitForText("600 / 600");
		Wait.until("its flow to be selected", () -> desktop.flows().widget().getSelectionCount() == 1);
		Screenshot.still("explore-connection-light");
	}

	@Test
	public void aSelectedFlowIsInspectedAndItsConnectionSelected() {
		desktop.flows().select("shop/" + ShopMesh.CART, "shop/" + ShopMesh.REDIS);
		desktop.waitForInspector(ShopMesh.CART + ARROW + ShopMesh.REDIS);
		assertThat(desktop.topology().selected(), hasItem("cart -> redis"));
	}

	@Test
	public void theInspectorSaysWhyAnEdgeFails() {
		desktop.flows().select("9000");
		desktop.inspector().waitForText("failing: 100 % of connections refused");
		/* 5 in each of 30 seconds. */
		desktop.inspector().waitForText("150");
		Screenshot.still("explore-failing-light");
	}

	@Test
	public void searchSelectsTheNodeAndEscapeEndsIt() {
		WorkbenchDriver.run("org.cortexbrain.ui.find");
		TextHandle search = WorkbenchDriver.view(Desktop.TOPOLOGY).text(Query.type(Text.class).id("topology.search"));
		search.replace("led");
		assertEquals(List.of("ledger"), desktop.topology().selected());
		WorkbenchDriver.view(Desktop.TOPOLOGY).waitForText("1 of 1");
		Screenshot.still("explore-search-light");
		search.replace("nobody");
		WorkbenchDriver.view(Desktop.TOPOLOGY).waitForText("Nothing has this name");
		search.press("ESC");
		WorkbenchDriver.view(Desktop.TOPOLOGY).waitWhile(Query.type(Text.class).id("topology.search"));
	}

	@Test
	public void enterInTheSearchGoesToTheNextHitAndTheViewersOwnKeyGoesOnFromThere() {
		WorkbenchDriver.run("org.cortexbrain.ui.find");
		TextHandle search = WorkbenchDriver.view(Desktop.TOPOLOGY).text(Query.type(Text.class).id("topology.search"));
		search.replace("e");
		List<String> first = desktop.topology().selected();
		search.press("CR");
		List<String> second = desktop.topology().selected();
		assertNotEquals(first, second);
		UiThread.run(() -> ((TopologyView) PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().findView(TopologyView.ID)).viewer().nextMatch(-1));
		assertEquals(first, desktop.topology().selected());
		search.press("CR");
		assertEquals(second, desktop.topology().selected());
		search.press("ESC");
	}

	@Test
	public void anOpenedWorkloadShowsItsPodsAndFoldsAgain() {
		desktop.topology().openNode("cart");
		desktop.topology().waitForNode(ShopMesh.CART);
		Screenshot.still("explore-expanded-light");
		desktop.topology().openNode(ShopMesh.CART);
		Wait.until("the pod to be folded", () -> !desktop.topology().nodes().contains(ShopMesh.CART));
	}

	@Test
	public void aCollapsedNamespaceIsACardWithTheSumsOfItsConnections() {
		desktop.topology().clickNode("cart");
		desktop.topology().canvas().press("E");
		Wait.until("what it holds to be gone", () -> !desktop.topology().nodes().contains("cart"));
		desktop.waitForInspector("shop");
		Screenshot.still("explore-collapsed-light");
		desktop.topology().openNode("shop");
		desktop.topology().waitForNode("cart");
	}

	@Test
	public void theWholeTopologyIsExportedAsAPicture() {
		Path file = folder.getRoot().toPath().resolve("topology.PNG");
		WorkbenchDriver.run("org.cortexbrain.ui.exportPicture", Map.of("org.cortexbrain.ui.exportPicture.file", file.toString()));
		WorkbenchDriver.waitForJobs();
		var picture = new ImageData(file.toString());
		var colours = new HashSet<Integer>();
		for (int y = 0; y < picture.height; y++) {
			for (int x = 0; x < picture.width; x++) {
				colours.add(picture.getPixel(x, y));
			}
		}
		assertTrue("nodes, texts and connections have " + colours.size() + " colours", colours.size() > 50);
	}

	@Test
	public void theTopologyIsExportedAsAGraphWithKinds() throws IOException {
		for (String ending : new String[] { "graphml", "dot" }) {
			Path file = folder.getRoot().toPath().resolve("topology." + ending);
			WorkbenchDriver.run("org.cortexbrain.ui.exportPicture", Map.of("org.cortexbrain.ui.exportPicture.file", file.toString()));
			WorkbenchDriver.waitForJobs();
			String text = Files.readString(file);
			assertTrue(text, text.contains("cart") && text.contains("deployment") && text.contains("namespace"));
		}
	}

	private static Object clipboard(Transfer transfer) {
		return UiThread.call(() -> {
			var clipboard = new Clipboard(UiThread.display());
			try {
				return clipboard.getContents(transfer);
			} finally {
				clipboard.dispose();
			}
		});
	}

	@Test
	public void theWholeTopologyIsCopiedAsAnImageAndAsSvg() {
		WorkbenchDriver.run("org.cortexbrain.ui.copyPicture");
		WorkbenchDriver.waitForJobs();
		var image = (ImageData) clipboard(ImageTransfer.getInstance());
		assertTrue("a picture of " + image.width + " by " + image.height, image.width > 400 && image.height > 200);
		String svg = new String((byte[]) clipboard(SvgTransfer.INSTANCE), StandardCharsets.UTF_8);
		assertTrue(svg, svg.contains(">cart</text>") && svg.contains(">ledger</text>"));
	}

	@Test
	public void aSelectionIsCopiedWithoutTheRest() {
		desktop.topology().clickNode("cart");
		WorkbenchDriver.run("org.cortexbrain.ui.copyPicture");
		WorkbenchDriver.waitForJobs();
		String svg = new String((byte[]) clipboard(SvgTransfer.INSTANCE), StandardCharsets.UTF_8);
		assertTrue(svg, svg.contains(">cart</text>"));
		assertFalse(svg, svg.contains(">ledger</text>"));
	}

	@Test
	public void theKeyForCopyingCopiesTheNamesOfWhatIsSelected() {
		desktop.topology().clickConnection("web", "cart");
		WorkbenchDriver.run("org.eclipse.ui.edit.copy");
		assertEquals("web" + ARROW + "cart", clipboard(TextTransfer.getInstance()));
	}

	@Test
	public void aPictureThatCannotBeWrittenIsNamedWithTheRemedy() {
		String file = folder.getRoot().toPath().resolve("no such folder/topology.png").toString();
		desktop.expectError(file);
		/* The test harness of the platform switches its error dialogs off. */
		ErrorDialog.AUTOMATED_MODE = false;
		try {
			WorkbenchDriver.run("org.cortexbrain.ui.exportPicture", Map.of("org.cortexbrain.ui.exportPicture.file", file));
			Scope.shell("Problem Occurred").waitForText("The file " + file + " could not be written: its folder is not there. Choose another place.");
			Screenshot.still("export-failed-light");
		} finally {
			ErrorDialog.AUTOMATED_MODE = true;
		}
	}

	@Test
	public void quickAccessRunsACommand() {
		WorkbenchDriver.quickAccess("Find in topology", "Find in topology");
		WorkbenchDriver.view(Desktop.TOPOLOGY).waitFor(Query.type(Text.class).id("topology.search"));
	}

	@Test
	public void theKeyForFindingOpensTheSearchFromAnyView() {
		desktop.flows().press("CTRL+F");
		WorkbenchDriver.view(Desktop.TOPOLOGY).waitFor(Query.type(Text.class).id("topology.search"));
	}
}
