package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.tests.ScriptedAgent.Manner;
import org.eclipse.swt.widgets.Label;
import org.junit.Rule;
import org.junit.Test;

/** A picture that stands still looks like a quiet mesh: the window must say so. */
public class StandStillTest {
	@Rule
	public final Desktop desktop = new Desktop();

	@Test
	public void aPictureThatStandsStillForWantOfMemorySaysSoUntilItGoesOn() {
		try (var agent = ScriptedAgent.start(Manner.TALKS)) {
			desktop.observe(agent.address());
			desktop.waitForFlows(ShopMesh.EDGES);
			var failing = new AtomicBoolean(true);
			Runnable end = Session.current().telemetry().onMesh(_ -> {
				if (failing.get()) {
					throw new OutOfMemoryError("thrown by the test");
				}
			});
			try {
				desktop.waitForStatus("status.source", "Stands still");
				var trouble = WorkbenchDriver.view(Desktop.TOPOLOGY).find(Query.type(Label.class).id("topology.trouble"));
				assertThat(trouble.text(), containsString("memory"));
				assertThat(trouble.text(), containsString("Remove sources that you do not need"));
				Screenshot.still("stand-still-light");
				failing.set(false);
				desktop.waitForStatus("status.source", "live");
			} finally {
				end.run();
			}
		}
	}
}
