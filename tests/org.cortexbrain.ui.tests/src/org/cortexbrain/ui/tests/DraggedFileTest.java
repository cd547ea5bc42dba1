package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.export.GraphExport;
import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.export.DraggedFile;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** What is dragged out of the window. */
public class DraggedFileTest {
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheShop() {
		desktop.openShop(folder.getRoot().toPath(), 30);
		desktop.topology().waitForNode("cart");
	}

	private static GraphExport graph() {
		return UiThread.call(() -> {
			var page = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
			return ((TopologyView) page.findView(TopologyView.ID)).export();
		});
	}

	@Test
	public void theFileIsCompleteAndHasTheEndingOfItsFormat() throws IOException {
		DraggedFile dragged = DraggedFile.of(graph(), ExportFormat.SVG, ExportOptions.DEFAULT);
		Path file = dragged.complete(PATIENCE).orElseThrow();
		assertEquals("topology.svg", file.getFileName().toString());
		assertTrue(Files.readString(file).contains(">cart</text>"));
		dragged.dismiss();
	}

	@Test
	public void nothingIsLeftOfWhatNothingTook() throws IOException {
		DraggedFile dragged = DraggedFile.of(graph(), ExportFormat.SVG, ExportOptions.DEFAULT);
		Path file = dragged.complete(PATIENCE).orElseThrow();
		dragged.dismiss();
		Wait.until("the file and its folder to be deleted", () -> !Files.exists(file) && !Files.exists(file.getParent()));
	}

	@Test
	public void theDialogHasAPlaceToDragFilesFrom() {
		WorkbenchDriver.run("org.cortexbrain.ui.exportPicture");
		Scope dialog = Scope.shell("Export topology");
		Label handle = dialog.find(Query.type(Label.class).id("export.drag")).widget();
		Screenshot.still("export-dialog-light");
		UiThread.run(() -> {
			var source = (DragSource) handle.getData(DND.DRAG_SOURCE_KEY);
			assertNotNull("no drag source", source);
			assertEquals(FileTransfer.getInstance(), source.getTransfer()[0]);
			handle.getShell().close();
		});
	}
}
