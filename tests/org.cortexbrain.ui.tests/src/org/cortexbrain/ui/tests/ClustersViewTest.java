package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.cortexbrain.connect.ClusterColor;
import org.cortexbrain.connect.ClusterId;
import org.cortexbrain.connect.KnownCluster;
import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.clusters.ClusterMemory;
import org.cortexbrain.ui.internal.clusters.DesktopClusters;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Text;
import org.junit.Rule;
import org.junit.Test;

/** The Clusters view in a real window. */
public class ClustersViewTest {
	@Rule
	public final Desktop desktop = new Desktop();

	private static void connect(String... contexts) {
		DesktopClusters.current().begin();
		for (String context : contexts) {
			DesktopClusters.current().clusters().put(new KnownCluster(new ClusterId("usual", context), context, ClusterColor.TEAL, false, true));
		}
	}

	@Test
	public void withoutAClusterItSaysWhatToDoNext() {
		Scope view = WorkbenchDriver.openView(Desktop.CLUSTERS);
		view.waitForText("No cluster is known here yet.");
		view.button("Connect a cluster…").click();
		Scope.shell(Wizard.TITLE).waitForText("Where from");
	}

	@Test
	public void showsNodesNamespacesAndAgentsWithTheirVersions() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			connect("shop");
			var tree = new ClusterTree();
			tree.waitFor("shop", "\u2713 live");
			tree.waitForPart("shop", "shop-node \u2713 agent 0.1.0, kernel 6.12.1");
			assertEquals(List.of("Nodes", "Namespaces", "Agents"), tree.handle().items("shop"));
			assertEquals(List.of("default", "shop"), tree.handle().items("shop", "Namespaces"));
			tree.handle().items("shop", "Nodes");
			tree.handle().items("shop", "Agents");
			Screenshot.still("clusters-open-light");
			desktop.theme("dark");
			Screenshot.still("clusters-open-dark");
		}
	}

	@Test
	public void severalAreLiveAtOnceAndOneThatHangsHarmsNoOther() {
		try (var shop = ScriptedCluster.start("shop"); var bank = ScriptedCluster.start("bank"); var stuck = ScriptedCluster.start("stuck")) {
			stuck.fallSilent();
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(new TreeMap<>(Map.of("shop", shop, "bank", bank, "stuck", stuck))));
			connect("stuck", "shop", "bank");
			var tree = new ClusterTree();
			tree.waitFor("shop", "\u2713 live");
			tree.waitFor("bank", "\u2713 live");
			tree.waitFor("stuck", "\u2026 connecting");
			WorkbenchDriver.openView(Desktop.SOURCES);
			desktop.sources().waitForRows("an agent of each", rows -> rows.size() == 2 && rows.stream().allMatch(row -> row.get(1).contains("live")));
		}
	}

	@Test
	public void disconnectedFromItsMenuItsAgentsLeaveAndConnectedTheyComeBack() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			connect("shop");
			var tree = new ClusterTree();
			tree.waitFor("shop", "\u2713 live");
			tree.handle().select("shop");
			tree.handle().contextMenu("Disconnect");
			tree.waitFor("shop", "\u25A0 not connected");
			WorkbenchDriver.openView(Desktop.SOURCES);
			desktop.sources().waitForRows("no agent", List::isEmpty);
			tree = new ClusterTree();
			tree.handle().select("shop");
			tree.handle().contextMenu("Connect");
			tree.waitFor("shop", "\u2713 live");
		}
	}

	@Test
	public void aServerThatDiesIsToldWithTheNextTryAndConnectedAgainByItself() {
		int port;
		ClusterTree tree;
		try (var shop = ScriptedCluster.start("shop")) {
			port = shop.port();
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			connect("shop");
			tree = new ClusterTree();
			tree.waitFor("shop", "\u2713 live");
		}
		DesktopClusters.current().clusters().connect(new ClusterId("usual", "shop"));
		tree.waitFor("shop", "\u25B2 connecting again");
		tree.waitForPart("shop", "Next try in");
		try (var _ = ScriptedCluster.startOn("shop", port)) {
			tree.waitFor("shop", "\u2713 live");
		}
	}

	@Test
	public void aChangedKubeconfigIsPickedUp() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("other", shop)));
			connect("shop");
			var tree = new ClusterTree();
			tree.waitFor("shop", "\u2715 kubeconfig");
			tree.waitForPart("shop", "The context shop is not in");
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			tree.waitFor("shop", "\u2713 live");
		}
	}

	@Test
	public void aServerThatRefusesSaysWhy() {
		try (var shop = ScriptedCluster.start("shop")) {
			shop.refuse(403);
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			connect("shop");
			var tree = new ClusterTree();
			tree.waitForPart("shop", "(403)");
			Screenshot.still("clusters-refused-light");
		}
	}

	@Test
	public void forgottenAfterAQuestionItIsGone() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			connect("shop");
			var tree = new ClusterTree();
			tree.waitFor("shop", "\u2713 live");
			tree.handle().select("shop");
			tree.handle().contextMenu("Forget…");
			Scope.shell("Forget shop").button("OK").click();
			WorkbenchDriver.view(Desktop.CLUSTERS).waitForText("No cluster is known here yet.");
			assertEquals(List.of(), new ClusterMemory().clusters());
		}
	}

	@Test
	public void itsPropertiesCanBeChangedAndAreRemembered() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			connect("shop");
			var tree = new ClusterTree();
			tree.waitFor("shop", "\u2713 live");
			tree.handle().select("shop");
			tree.handle().contextMenu("Properties…");
			Scope dialog = Scope.shell("Properties of shop");
			Screenshot.still("cluster-properties-light");
			dialog.text(Query.type(Text.class).id("cluster.name")).replace("Shop Europe");
			dialog.button("OK").click();
			tree.waitFor("Shop Europe", "\u2713 live");
			assertEquals("Shop Europe", new ClusterMemory().clusters().getFirst().name());
		}
	}

	@Test
	public void copyTakesAllThatIsShownOfACluster() {
		try (var shop = ScriptedCluster.start("shop")) {
			Wizard.kubeconfig(ScriptedCluster.kubeconfig(Map.of("shop", shop)));
			connect("shop");
			var tree = new ClusterTree();
			tree.waitForPart("shop", "shop-node");
			tree.handle().select("shop");
			WorkbenchDriver.run("org.eclipse.ui.edit.copy");
			String copied = UiThread.call(() -> {
				var clipboard = new Clipboard(UiThread.display());
				try {
					return (String) clipboard.getContents(TextTransfer.getInstance());
				} finally {
					clipboard.dispose();
				}
			});
			assertThat(copied, containsString("shop-node\t\u2713 agent 0.1.0"));
		}
	}
}
