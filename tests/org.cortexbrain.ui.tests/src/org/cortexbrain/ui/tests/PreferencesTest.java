package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.TextHandle;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** The thresholds of health, as a person sets them, in a recording that has ended: nothing but they can change what is shown. */
public class PreferencesTest {
	private static final String LATENCY = "Degraded from latency p95 (ms)";
	private static final String DEGRADED = "Degraded from failed connections (%)";

	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheShop() {
		desktop.openShop(folder.getRoot().toPath(), 30);
	}

	private Scope open() {
		WorkbenchDriver.menu("Window", "Preferences");
		Scope dialog = Scope.shell("Preferences");
		dialog.tree(Query.type(Tree.class)).select("CortexBrain", "Health");
		dialog.waitForText("An edge is judged by the worst of these");
		return dialog;
	}

	private static TextHandle field(Scope dialog, String label) {
		return dialog.text(Query.type(Text.class).label(label));
	}

	private void waitForHealthOfBackup(String state) {
		desktop.flows().waitForRows("backup.service that is " + state,
				rows -> rows.stream().anyMatch(row -> row.get(1).contains(ShopMesh.BACKUP) && row.get(0).contains(state)));
	}

	@Test
	public void aThresholdThatIsAppliedJudgesAtOnceWhatIsShownAndDefaultsAreRestored() {
		waitForHealthOfBackup("degraded");
		Scope dialog = open();
		assertEquals("100", field(dialog, LATENCY).text());
		field(dialog, LATENCY).replace("1000");
		Screenshot.screen("preferences-health-light");
		dialog.button("Apply and Close").click();
		waitForHealthOfBackup("healthy");
		dialog = open();
		assertEquals("1000", field(dialog, LATENCY).text());
		dialog.button("Restore Defaults").click();
		dialog.button("Apply and Close").click();
		waitForHealthOfBackup("degraded");
	}

	@Test
	public void whatIsNoThresholdIsRefusedWithTheReason() {
		Scope dialog = open();
		field(dialog, DEGRADED).replace("many");
		dialog.waitForText("Not a whole number from 1 to 100");
		assertFalse(dialog.button("Apply").isEnabled());
		field(dialog, DEGRADED).replace("50");
		dialog.waitForText("Degraded is set above failing");
		assertFalse(dialog.button("Apply").isEnabled());
		Screenshot.screen("preferences-refused-light");
		field(dialog, DEGRADED).replace("5");
		Wait.until("the values to be accepted", () -> dialog.button("Apply").isEnabled());
		assertTrue(dialog.button("Apply").isEnabled());
		dialog.button("Cancel").click();
	}

	@Test
	public void whatIsNoAddressOfAnAgentIsRefusedWithAnExample() {
		WorkbenchDriver.menu("Window", "Preferences");
		Scope dialog = Scope.shell("Preferences");
		dialog.tree(Query.type(Tree.class)).select("CortexBrain");
		field(dialog, "Agent of this machine").replace("foo");
		dialog.waitForText("Write it like http://127.0.0.1:7373");
		assertFalse(dialog.button("Apply").isEnabled());
		Screenshot.screen("preferences-agent-refused-light");
		field(dialog, "Agent of this machine").replace("http://127.0.0.1:9000");
		Wait.until("the address to be accepted", () -> dialog.button("Apply").isEnabled());
		dialog.button("Cancel").click();
	}
}
