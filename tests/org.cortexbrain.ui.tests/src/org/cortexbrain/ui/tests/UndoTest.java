package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.hasItem;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import java.util.List;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.tests.ScriptedAgent.Manner;
import org.eclipse.swt.widgets.Text;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Removing a source asks nothing, because it can be taken back. */
public class UndoTest {
	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	private void openTheShop() {
		desktop.openShop(folder.getRoot().toPath(), 5);
	}

	private void remove() {
		desktop.sources().selectRows(0);
		WorkbenchDriver.run("org.cortexbrain.ui.removeSource");
		Wait.until("the source to leave", () -> desktop.sources().widget().getItemCount() == 0);
	}

	@Test
	public void aRemovedRecordingComesBackAtUndoAndIsPlayedAsFastAsBefore() {
		openTheShop();
		remove();
		desktop.waitForFlows(0);
		desktop.sources().press("CTRL+Z");
		desktop.waitForSource("ended");
		desktop.waitForFlows(ShopMesh.EDGES);
	}

	@Test
	public void aRemovedAgentIsConnectedAgainAtUndo() {
		try (var agent = ScriptedAgent.start(Manner.TALKS)) {
			desktop.observe(agent.address());
			desktop.waitForSource("live");
			remove();
			WorkbenchDriver.menu("Edit", "Undo Remove " + agent.name());
			desktop.waitForSource("live");
			assertEquals(agent.name(), desktop.sources().rows().getFirst().getFirst());
		}
	}

	@Test
	public void theMenuNamesWhatWouldBeUndoneAndDoneAgain() {
		openTheShop();
		assertThat(WorkbenchDriver.menuItems("Edit"), hasItem("Undo"));
		remove();
		assertThat(desktop.sourceDetails(), containsString("Edit > Undo brings back"));
		Screenshot.screen("undo-light");
		WorkbenchDriver.menu("Edit", "Undo Remove shop.cortex");
		desktop.waitForSource("ended");
		WorkbenchDriver.menu("Edit", "Redo Remove shop.cortex");
		Wait.until("the source to leave again", () -> desktop.sources().widget().getItemCount() == 0);
	}

	@Test
	public void whoCorrectsATextTakesNoSourceBack() {
		openTheShop();
		remove();
		WorkbenchDriver.view(Desktop.FLOWS).text(Query.type(Text.class).id("flows.filter")).press("CTRL+Z");
		/* The table shows a source only some time after it is there. */
		assertEquals(List.of(), UiThread.call(() -> Session.current().telemetry().sources()));
	}
}
