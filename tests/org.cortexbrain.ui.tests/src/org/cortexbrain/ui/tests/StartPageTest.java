package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.tests.ScriptedAgent.Manner;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Text;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StartPageTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	@Rule
	public final Desktop desktop = new Desktop();

	@Test
	public void offersThreeWaysToBegin() {
		for (String way : new String[] { "Observe this machine", "Open a recording", "Connect a cluster" }) {
			assertTrue(way, desktop.start().button(way).isEnabled());
		}
		Screenshot.still("start-light");
	}

	@Test
	public void connectAClusterOpensTheWizard() {
		desktop.start().button("Connect a cluster").click();
		Scope.shell("Connect clusters").waitForText("Where from");
	}

	@Test
	public void observeThisMachineConnectsTheAgentAndShowsTheMesh() {
		try (var agent = ScriptedAgent.start(Manner.TALKS)) {
			desktop.agentOfThisMachine(agent.address());
			desktop.start().button("Observe this machine").click();
			desktop.waitForSource("live");
			assertEquals(agent.name(), desktop.sources().rows().getFirst().getFirst());
			desktop.topology().waitForNode("cart");
			desktop.waitForFlows(ShopMesh.EDGES);
		}
	}

	@Test
	public void withoutAnAgentItSaysWhatToDoAndConnectsAtRetry() {
		int port;
		try (var agent = ScriptedAgent.start(Manner.TALKS)) {
			port = agent.port();
		}
		desktop.agentOfThisMachine("http://127.0.0.1:" + port);
		desktop.start().button("Observe this machine").click();
		desktop.start().waitFor(Query.type(Label.class).id("start.trouble"));
		Screenshot.still("start-trouble-light");
		assertThat(desktop.start().text(Query.type(Text.class).id("start.command")).text(), containsString("--listen 127.0.0.1:" + port));
		try (var agent = ScriptedAgent.startOn(port)) {
			desktop.start().find(Query.type(Button.class).id("start.retry")).click();
			desktop.waitForSource("live");
			assertTrue(agent.connections() > 0);
		}
	}

	@Test
	public void anAddressOfAnAgentThatIsNoneIsToldWithThePlaceWhereItIsSet() {
		desktop.agentOfThisMachine("foo");
		desktop.start().button("Observe this machine").click();
		desktop.start().waitForText("\"foo\" is no address of an agent");
		desktop.start().waitForText("Window > Preferences > CortexBrain");
		assertEquals(0, desktop.sources().rowCount());
	}

	@Test
	public void itsTextsCanBeReadAfterEachChangeOfTheTheme() {
		for (String theme : new String[] { "light", "dark", "light" }) {
			desktop.theme(theme);
			for (Label label : desktop.start().all(Query.type(Label.class))) {
				double[] brightness = UiThread.call(() -> new double[] { brightness(label.getForeground()), brightness(label.getBackground()) });
				assertTrue("a text of the brightness " + brightness[0] + " on " + brightness[1] + " after the change to " + theme,
						Math.abs(brightness[0] - brightness[1]) > 0.3);
			}
			Screenshot.still("start-" + theme);
		}
	}

	private static double brightness(Color color) {
		return (color.getRed() + color.getGreen() + color.getBlue()) / 765.0;
	}

	@Test
	public void itsLinksCanBeReadAfterEachChangeOfTheTheme() {
		desktop.open(ShopMesh.record(folder.getRoot().toPath().resolve("linked.cortex"), 3));
		desktop.waitForSource("ended");
		WorkbenchDriver.run("org.cortexbrain.ui.removeSource");
		for (String theme : new String[] { "light", "dark", "light" }) {
			desktop.theme(theme);
			for (Link link : desktop.start().all(Query.type(Link.class))) {
				double contrast = UiThread.call(() -> Contrast.between(link.getLinkForeground(), link.getBackground()));
				assertTrue("a link with a contrast of " + contrast + " after the change to " + theme, contrast >= 4.5);
			}
			Screenshot.still("start-links-" + theme);
		}
	}

	@Test
	public void opensAgainWhatWasOpenedBefore() {
		File recording = ShopMesh.record(folder.getRoot().toPath().resolve("before.cortex"), 3).toFile();
		desktop.open(recording.toPath());
		desktop.waitForSource("ended");
		WorkbenchDriver.openView(Desktop.SOURCES);
		WorkbenchDriver.run("org.cortexbrain.ui.removeSource");
		desktop.start().find(Query.type(Link.class).text("before.cortex")).click();
		desktop.sources().waitForRows("the recording", rows -> rows.size() == 1 && rows.getFirst().getFirst().equals("before.cortex"));
	}
}
