package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.util.List;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.TableHandle;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Names for addresses outside, in a recording that has ended: nothing but they can change what is shown. */
public class NetworksTest {
	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheShop() {
		desktop.openShop(folder.getRoot().toPath(), 30);
	}

	private static Scope open() {
		WorkbenchDriver.menu("Window", "Preferences");
		Scope dialog = Scope.shell("Preferences");
		dialog.tree(Query.type(Tree.class)).select("CortexBrain", "Networks");
		dialog.waitForText("Addresses outside are shown by these names");
		return dialog;
	}

	private static void write(Scope asked, String name, String range) {
		asked.text(Query.type(Text.class).label("Name")).replace(name);
		asked.text(Query.type(Text.class).label("Range")).replace(range);
	}

	private static TableHandle table(Scope dialog) {
		return dialog.table(Query.type(Table.class).id("networks.table"));
	}

	private void waitForClient(String name) {
		desktop.flows().waitForRows("a client that is called " + name, rows -> rows.size() == ShopMesh.EDGES && rows.stream().anyMatch(row -> row.get(1).equals(name)));
	}

	@Test
	public void aNameIsInForceAtOnceAndIsEditedAndRemoved() {
		waitForClient(ShopMesh.CLIENT);
		Scope dialog = open();
		dialog.button("Add…").click();
		write(Scope.shell("Add network"), "partner", "192.0.2.0/24");
		Scope.shell("Add network").button("OK").click();
		table(dialog).waitForRows("the network", List.of(List.of("partner", "192.0.2.0/24"))::equals);
		Screenshot.screen("preferences-networks-light");
		dialog.button("Apply").click();
		waitForClient("partner");
		table(dialog).selectRows(0);
		dialog.button("Edit…").click();
		write(Scope.shell("Edit network"), "supplier", "192.0.2.10");
		Scope.shell("Edit network").button("OK").click();
		dialog.button("Apply and Close").click();
		waitForClient("supplier");
		dialog = open();
		assertEquals(List.of(List.of("supplier", "192.0.2.10/32")), table(dialog).rows());
		table(dialog).selectRows(0);
		dialog.button("Remove").click();
		dialog.button("Apply and Close").click();
		waitForClient(ShopMesh.CLIENT);
	}

	@Test
	public void whatIsNoRangeOrIsThereAlreadyIsRefusedWithTheReason() {
		Scope dialog = open();
		dialog.button("Add…").click();
		Scope asked = Scope.shell("Add network");
		assertFalse(asked.button("OK").isEnabled());
		write(asked, "partner", "192.0.2/24");
		asked.waitForText("The network partner is \"192.0.2/24\", which is no address. Write one like 192.0.2.0/24.");
		assertFalse(asked.button("OK").isEnabled());
		Screenshot.screen("preferences-networks-refused-light");
		write(asked, "partner", "192.0.2.0/24");
		asked.button("OK").click();
		dialog.button("Add…").click();
		asked = Scope.shell("Add network");
		write(asked, "supplier", "192.0.2.7/24");
		asked.waitForText("has a name already: partner");
		assertFalse(asked.button("OK").isEnabled());
		asked.button("Cancel").click();
		dialog.button("Cancel").click();
	}
}
