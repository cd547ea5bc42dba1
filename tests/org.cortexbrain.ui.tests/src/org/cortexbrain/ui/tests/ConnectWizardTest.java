package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.CoreMatchers.not;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

import org.cortexbrain.connect.Origin;
import org.cortexbrain.kubeconfig.Secret;
import org.cortexbrain.ui.driver.Heartbeat;
import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.eclipse.swt.widgets.Text;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The wizard in a real window, from its first page to the live graph, and what is in the way. */
public class ConnectWizardTest {
	/** The promise: nothing that a cluster does, or fails to do, holds the UI thread. Far above a frame, far below any timeout. */
	private static final Duration BOUND = Duration.ofMillis(500);

	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();
	@Rule
	public final Desktop desktop = new Desktop();

	private static void waitForContexts(Wizard wizard, int count) {
		wizard.table("connect.origins").waitForRows(count + " contexts",
				rows -> rows.size() == 1 && rows.getFirst().get(1).equals(Integer.toString(count)));
	}

	@Test
	public void fromTheFirstPageToTheLiveGraph() {
		try (var shop = ScriptedCluster.start("shop"); var heartbeat = Heartbeat.start()) {
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			Wizard wizard = Wizard.open();
			waitForContexts(wizard, 1);
			wizard.choose("shop");
			wizard.waitForResult("shop", "\u2713 can be used, v1.34.4");
			assertThat(wizard.words("connect.steps"), containsString("\u2713 Who am I: ada"));
			wizard.next();
			wizard.table("connect.agents").waitForRows("the agent", rows -> rows.getFirst().get(1).equals("1 of 1\u00A0node"));
			wizard.next();
			assertThat(wizard.words("connect.summary"), containsString("shop"));
			wizard.finish();
			WorkbenchDriver.openView(Desktop.SOURCES);
			desktop.waitForSource("live");
			assertEquals("shop / shop-node", desktop.sources().rows().getFirst().getFirst());
			desktop.topology().waitForNode("cart");
			desktop.waitForFlows(ShopMesh.EDGES);
			heartbeat.assertWithin(BOUND);
		}
	}

	@Test
	public void everyPageInBothThemes() {
		try (var shop = ScriptedCluster.start("shop"); var bank = ScriptedCluster.start("bank")) {
			bank.refuse(401);
			for (String theme : new String[] { "light", "dark" }) {
				desktop.theme(theme);
				Wizard.kubeconfig(ScriptedCluster.kubeconfig(new TreeMap<>(Map.of("shop", shop, "bank-prod", bank))));
				Wizard wizard = Wizard.open();
				waitForContexts(wizard, 2);
				wizard.picture("connect-where-" + theme);
				wizard.next();
				wizard.table("connect.contexts").check(true, "shop");
				wizard.table("connect.contexts").check(true, "bank-prod");
				wizard.picture("connect-contexts-" + theme);
				wizard.next();
				wizard.waitForResult("shop", "\u2713 can be used");
				wizard.waitForResult("bank-prod", "\u2715");
				wizard.picture("connect-test-" + theme);
				wizard.table("connect.trials").select("shop");
				wizard.picture("connect-test-shop-" + theme);
				wizard.next();
				wizard.picture("connect-agents-" + theme);
				wizard.next();
				wizard.picture("connect-summary-" + theme);
				wizard.finish();
				WorkbenchDriver.openView(Desktop.SOURCES);
				desktop.waitForSource("live");
				WorkbenchDriver.openView(Desktop.CLUSTERS);
				new ClusterTree().waitFor("shop", "\u2713 live");
				wizard.picture("clusters-" + theme);
				Desktop.forgetClusters();
				wizard.picture("clusters-none-" + theme);
			}
		}
	}

	@Test
	public void withoutAKubeconfigItSaysWhatToDo() {
		Wizard wizard = Wizard.open();
		wizard.window().waitForText("No context can be used yet. Add a kubeconfig file, or paste one.");
		assertFalse(wizard.window().button("Next >").isEnabled());
		wizard.picture("connect-nothing-light");
	}

	@Test
	public void aWrongFileIsToldWithItsPlaceAndTheRemedyAndGoesOnOnceItIsMended() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard.kubeconfig("clusters: {\n");
			Wizard wizard = Wizard.open();
			wizard.table("connect.origins").waitForRows("that it cannot be used", rows -> rows.getFirst().get(2).equals("\u2715 cannot be used"));
			assertThat(wizard.words("connect.origin.details"), containsString("kubeconfig:"));
			assertFalse(wizard.window().button("Next >").isEnabled());
			wizard.picture("connect-wrong-file-light");
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			waitForContexts(wizard, 1);
			wizard.next();
		}
	}

	@Test
	public void whatIsPastedIsOfferedAndNotRemembered() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard wizard = Wizard.open();
			Origin.Pasted pasted = DesktopClusters.current().origins().paste(new Secret(ScriptedCluster.kubeconfig(Map.of("shop", shop))));
			wizard.table("connect.origins").waitForRows("the pasted text", rows -> rows.stream().anyMatch(row -> row.getFirst().equals(pasted.name())));
			wizard.choose("shop");
			wizard.waitForResult("shop", "\u2713");
			wizard.next();
			wizard.next();
			assertThat(wizard.words("connect.summary"), containsString("What was pasted is not kept"));
			assertThat(wizard.words("connect.summary"), not(containsString("a-token")));
		}
	}

	@Test
	public void theFilterLeavesWhatMatches() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(new TreeMap<>(Map.of("shop", shop, "bank", shop))));
			Wizard wizard = Wizard.open();
			waitForContexts(wizard, 2);
			wizard.next();
			wizard.window().text(Query.type(Text.class).id("connect.filter")).replace("sho");
			wizard.table("connect.contexts").waitForRows("one row", rows -> rows.size() == 1 && rows.getFirst().getFirst().equals("shop"));
		}
	}

	@Test
	public void aNameThatIsTakenIsTold() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(new TreeMap<>(Map.of("shop", shop, "bank", shop))));
			Wizard wizard = Wizard.open();
			waitForContexts(wizard, 2);
			wizard.next();
			wizard.table("connect.contexts").check(true, "shop");
			wizard.table("connect.contexts").check(true, "bank");
			wizard.window().text(Query.type(Text.class).id("connect.name")).replace("shop");
			wizard.window().waitForText("Two clusters would be called shop");
			assertFalse(wizard.window().button("Next >").isEnabled());
		}
	}

	@Test
	public void aServerThatKnowsNobodyLeavesTheWizardWhereItWasWithTheCause() {
		try (var shop = ScriptedCluster.start("shop")) {
			shop.refuse(401);
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			Wizard wizard = Wizard.open();
			waitForContexts(wizard, 1);
			wizard.choose("shop");
			wizard.waitForResult("shop", "\u2715");
			assertThat(wizard.words("connect.steps"), containsString("does not know who asks (401)"));
			assertThat(wizard.words("connect.steps"), containsString("log in again"));
			assertThat(wizard.words("connect.steps"), not(containsString("Exception")));
			assertFalse(wizard.window().button("Next >").isEnabled());
			shop.refuse(0);
			wizard.button("connect.again").click();
			wizard.waitForResult("shop", "\u2713");
			assertTrue(wizard.window().button("Next >").isEnabled());
		}
	}

	@Test
	public void aServerThatIsAwayCanBeConnectedAnywayAndIsLiveWhenItComes() {
		int port;
		try (var gone = ScriptedCluster.start("shop")) {
			port = gone.port();
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", gone)));
		}
		Wizard wizard = Wizard.open();
		waitForContexts(wizard, 1);
		wizard.choose("shop");
		wizard.waitForResult("shop", "\u2715");
		assertFalse(wizard.window().button("Finish").isEnabled());
		wizard.button("connect.anyway").click();
		wizard.finish();
		var tree = new ClusterTree();
		tree.waitFor("shop", "\u25B2 connecting again");
		try (var _ = ScriptedCluster.startOn("shop", port)) {
			tree.waitFor("shop", "\u2713 live");
		}
	}

	@Test
	public void aServerThatIsSilentCanBeStoppedAndHoldsNobodyUp() {
		try (var shop = ScriptedCluster.start("shop"); var heartbeat = Heartbeat.start()) {
			shop.fallSilent();
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			Wizard wizard = Wizard.open();
			waitForContexts(wizard, 1);
			wizard.choose("shop");
			wizard.waitForResult("shop", "\u2026 Server");
			wizard.button("connect.stop").click();
			wizard.waitForResult("shop", "\u2013 stopped");
			wizard.window().button("Cancel").click();
			heartbeat.assertWithin(BOUND);
		}
	}
}
