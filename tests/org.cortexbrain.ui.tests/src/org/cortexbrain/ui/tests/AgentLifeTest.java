package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;

import java.time.Duration;

import org.cortexbrain.ui.driver.Heartbeat;
import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.tests.ScriptedAgent.Manner;
import org.eclipse.swt.widgets.Label;
import org.junit.Rule;
import org.junit.Test;

/** Agents that come, die, come back or never answer; and that the window stays with the person all along. */
public class AgentLifeTest {
	/** The promise: nothing that an agent does, or fails to do, holds the UI thread. Far above a frame, far below any timeout. */
	private static final Duration BOUND = Duration.ofMillis(500);

	@Rule
	public final Desktop desktop = new Desktop();

	private void remove() {
		WorkbenchDriver.run("org.cortexbrain.ui.removeSource");
		Wait.until("the source to leave", () -> desktop.sources().widget().getItemCount() == 0);
	}

	@Test
	public void theStatusBarBeginsAtTheLeftOfTheWindow() {
		int left = UiThread.call(() -> {
			Label label = WorkbenchDriver.inWindow().find(Query.type(Label.class).id("status.source")).widget();
			return label.toDisplay(0, 0).x - label.getShell().toDisplay(0, 0).x;
		});
		assertTrue("it begins at " + left, left < 100);
	}

	@Test
	public void anAgentThatDiesIsToldWithARemedyAndConnectedAgainWhenItIsBack() {
		int port;
		try (var agent = ScriptedAgent.start(Manner.TALKS)) {
			port = agent.port();
			desktop.observe(agent.address());
			desktop.waitForSource("live");
			desktop.waitForFlows(ShopMesh.EDGES);
		}
		desktop.waitForSource("connecting again");
		assertThat(desktop.sourceDetails(), containsString("Next try in"));
		Screenshot.screen("agent-dead-light");
		try (var agent = ScriptedAgent.startOn(port)) {
			desktop.waitForSource("live");
		}
	}

	@Test
	public void connectingShowingAndDisconnectingDoNotHoldTheUiThread() {
		try (var agent = ScriptedAgent.start(Manner.TALKS); var heartbeat = Heartbeat.start()) {
			desktop.observe(agent.address());
			desktop.waitForSource("live");
			desktop.topology().waitForNode("cart");
			remove();
			heartbeat.assertWithin(BOUND);
		}
	}

	@Test
	public void anAgentThatNeverAnswersDoesNotHoldTheUiThread() {
		try (var agent = ScriptedAgent.start(Manner.IS_SILENT)) {
			try (var heartbeat = Heartbeat.start()) {
				desktop.observe(agent.address());
				Wait.until("the connection", () -> agent.connections() > 0);
				desktop.waitForSource("connecting");
				desktop.waitForSource("connecting again");
				remove();
				heartbeat.assertWithin(BOUND);
			}
		}
	}

	@Test
	public void anAgentThatDiesInTheMiddleDoesNotHoldTheUiThread() {
		try (var heartbeat = Heartbeat.start()) {
			try (var agent = ScriptedAgent.start(Manner.TALKS)) {
				desktop.observe(agent.address());
				desktop.waitForSource("live");
			}
			desktop.waitForSource("connecting again");
			remove();
			heartbeat.assertWithin(BOUND);
		}
	}

	@Test
	public void oneDeadAgentDoesNotStallAnother() {
		try (var dead = ScriptedAgent.start(Manner.IS_SILENT); var alive = ScriptedAgent.start(Manner.TALKS)) {
			desktop.observe(dead.address());
			desktop.observe(alive.address());
			desktop.sources().waitForRows("one live source beside one that is not",
					rows -> rows.size() == 2 && rows.stream().filter(row -> row.get(1).contains("live")).count() == 1);
			desktop.waitForFlows(ShopMesh.EDGES);
			desktop.waitForStatus("status.source", "1 of 2\u00A0sources live");
			WorkbenchDriver.inWindow().waitFor(Query.type(Label.class).id("status.traffic"));
		}
	}
}
