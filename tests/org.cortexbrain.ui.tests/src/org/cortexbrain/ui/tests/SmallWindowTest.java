package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertTrue;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.PlatformUI;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The window as it is on a small screen. */
public class SmallWindowTest {
	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	private Rectangle before;
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void makeTheWindowSmall() {
		before = UiThread.call(() -> shell().getBounds());
		UiThread.run(() -> shell().setBounds(0, 0, 1024, 700));
		desktop.openShop(folder.getRoot().toPath(), 5);
	}

	@After
	public void makeTheWindowAsItWas() {
		UiThread.run(() -> shell().setBounds(before));
	}

	private static Composite shell() {
		return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
	}

	@Test
	public void theStatusBarTakesOneLine() {
		Label label = WorkbenchDriver.inWindow().find(Query.type(Label.class).id("status.source")).widget();
		Screenshot.still("window-small-light");
		boolean oneLine = UiThread.call(() -> {
			Control part = label;
			while (part.getParent().getParent() != shell()) {
				part = part.getParent();
			}
			return part.getParent().getSize().y < 2 * part.getSize().y;
		});
		assertTrue("the bar is not as high as two of its parts", oneLine);
	}

	@Test
	public void theRowOfTheOnlySourceIsWhole() {
		Table table = desktop.sources().widget();
		Wait.until("the row to be whole",
				() -> UiThread.call(() -> table.getItem(0).getBounds().y + table.getItem(0).getBounds().height <= table.getClientArea().height + table.getClientArea().y));
		assertTrue("and the details have the rest", UiThread.call(() -> table.getSize().y * 2 <= table.getParent().getSize().y));
	}
}
