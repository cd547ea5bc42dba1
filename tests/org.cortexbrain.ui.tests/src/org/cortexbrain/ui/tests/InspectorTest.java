package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import java.util.List;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Label;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** A node with more edges than anybody reads one by one. */
public class InspectorTest {
	/** 1 + 2 + ... + 100 connections a second. */
	private static final String ALL = "5.05\u00A0k/s";

	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheCrowd() {
		desktop.open(CrowdMesh.record(folder.getRoot().toPath().resolve("crowd.cortex"), 90));
		desktop.waitForSource("ended");
		desktop.waitForFlows(CrowdMesh.CALLERS);
		desktop.topology().clickNode("hub");
		desktop.waitForInspector("hub");
	}

	private void waitForChart(String name, String words) {
		var chart = desktop.inspector().canvas(Query.type(Canvas.class).id("inspector.chart." + name));
		Wait.until("the chart " + name + " to say: " + words, () -> words.equals(chart.widget().getToolTipText()));
	}

	@Test
	public void numbersAndChartsAreTheSumOfAllEdges() {
		desktop.inspector().waitForText(ALL);
		waitForChart("Opened", "Opened, incoming: now " + ALL + ", most " + ALL);
		waitForChart("Failed", "Failed, incoming: now 7/s, most 7/s");
		Screenshot.still("inspector-crowd-light");
	}

	@Test
	public void theChartsOfRowsThatAreSelectedTogetherAreTheirSum() {
		desktop.flows().clickHeader("Port");
		desktop.flows().selectRows(java.util.stream.IntStream.range(0, CrowdMesh.CALLERS).toArray());
		desktop.waitForInspector(CrowdMesh.CALLERS + " edges");
		waitForChart("Opened", "Opened: now " + ALL + ", most " + ALL);
	}

	@Test
	public void theChartsNeverShowWhatWasSelectedBefore() {
		waitForChart("Opened", "Opened, incoming: now " + ALL + ", most " + ALL);
		List<String> seen = UiThread.call(() -> {
			desktop.flows().select("crowd/caller-3");
			return List.of(String.valueOf(desktop.inspector().canvas(Query.type(Canvas.class).id("inspector.chart.Opened")).widget().getToolTipText()));
		});
		assertEquals("at once", List.of("null"), seen);
		waitForChart("Opened", "Opened: now 3/s, most 3/s");
	}

	@Test
	public void aReasonThatIsOneEdgesOwnNamesTheEdge() {
		String health = desktop.inspector().find(Query.type(Label.class).id("inspector.health")).text();
		assertThat(health, containsString(
				"failing: worst edge: caller-" + CrowdMesh.REFUSED_CALLER + " → " + CrowdMesh.HUB + " : 80, 50 % of connections refused"));
	}

	@Test
	public void listsThatAreCutSayHowManyAreMissing() {
		desktop.inspector().waitForText("and 88 more");
		desktop.topology().clickNode("caller ×" + CrowdMesh.CALLERS);
		desktop.waitForInspector("caller");
		desktop.inspector().waitForText("and 88 more");
	}
}
