package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.TableHandle;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.internal.look.Numbers;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/**
 * Installing, looking after and removing agents in windows, on a real API server with its scheduler and controllers. What the kubelets of its two
 * nodes would say of pods is said by the test.
 */
public class AgentsWindowTest {
	private static final String TITLE = "Agents of admin";
	private static final String IMAGE = "registry.example.org/team/cortexbrain-agent:0.1";

	/** Where a name is typed; what is wrong with it stands in a field of its own. */
	private static final Query<Text> NAME = Query.type(Text.class).and("to type into", Text::getEditable);

	@ClassRule
	public static final RealCluster cluster = new RealCluster();
	@Rule
	public final Desktop desktop = new Desktop();

	@Before
	public void addNodes() throws Exception {
		for (String node : List.of("alpha", "beta")) {
			Path file = cluster.folder().resolve(node + ".yaml");
			Files.writeString(file, """
					apiVersion: v1
					kind: Node
					metadata:
					  name: %s
					  labels: {kubernetes.io/os: linux}
					""".formatted(node));
			cluster.kubectl("apply", "-f", file.toString());
			cluster.kubectl("patch", "node", node, "--subresource=status", "--type=merge", "-p", """
					{"status":{"capacity":{"cpu":"4","memory":"8Gi","pods":"50"},"allocatable":{"cpu":"4","memory":"8Gi","pods":"50"},
					"conditions":[{"type":"Ready","status":"True","reason":"Played"}],"nodeInfo":{"kernelVersion":"6.12.0","architecture":"amd64","operatingSystem":"linux",
					"osImage":"","containerRuntimeVersion":"","kubeletVersion":"","kubeProxyVersion":"","machineID":"","systemUUID":"","bootID":""}}}
					""");
		}
	}

	@After
	public void removeAll() throws Exception {
		cluster.kubectl("delete", "daemonset", "--all-namespaces", "--ignore-not-found", "-l", "app.kubernetes.io/managed-by=cortexbrain", "--wait=false");
		endPods();
		cluster.kubectl("delete", "clusterrole", "-l", "app.kubernetes.io/managed-by=cortexbrain");
		cluster.kubectl("delete", "namespace", "cortexbrain", "--ignore-not-found");
	}

	private static List<String> pods() throws IOException, InterruptedException {
		return cluster.kubectl("get", "pods", "-A", "-l", "app.kubernetes.io/name=cortexbrain-agent", "-o", "name").lines().filter(line -> line.startsWith("pod/")).toList();
	}

	private static void endPods() throws IOException, InterruptedException {
		for (String pod : pods()) {
			cluster.kubectl("delete", pod, "-n", "cortexbrain", "--grace-period=0", "--force", "--wait=false", "--ignore-not-found");
		}
	}

	/** Both nodes' kubelets say this of the agents' pods. */
	private static void say(String status) throws IOException, InterruptedException {
		for (String pod : pods()) {
			cluster.kubectl("patch", pod, "-n", "cortexbrain", "--subresource=status", "--type=merge", "-p", status);
		}
	}

	private static void sayReady() throws IOException, InterruptedException {
		say("""
				{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"agent","image":"i","imageID":"i","ready":true,
				"restartCount":0,"state":{"running":{}}}]}}
				""");
	}

	private static Scope window() {
		return Scope.shell(TITLE);
	}

	private static TableHandle nodes() {
		return window().table(Query.type(Table.class).id("agents.nodes"));
	}

	private static void press(String id) {
		window().find(Query.type(Button.class).id(id)).click();
	}

	/** From the wizard that connects, to the plan of an installation. */
	private static void openInstallation(boolean production) throws Exception {
		Wizard wizard = Wizard.openOn(cluster.kubeconfig(), "admin");
		wizard.waitForResult("admin", "\u2713 can be used");
		wizard.next();
		assertThat(wizard.words("connect.agents.details"), containsString("No agent runs there"));
		wizard.next();
		wizard.finish();
		var tree = new ClusterTree();
		tree.waitFor("admin", "\u2713 live");
		if (production) {
			tree.command("admin", "Properties\u2026");
			Scope.shell("Properties of admin").find(Query.type(Button.class).id("cluster.production")).click();
			Scope.shell("Properties of admin").button("OK").click();
			tree.waitFor("admin", "\u2713 live");
		}
		tree.command("admin", "Install or change agents\u2026");
		window().waitForText("No agent is installed in this cluster.");
		window().combo(Query.type(Combo.class).id("agents.image")).type(IMAGE);
		Screenshot.still("agents-settings-light");
		window().button("Next >").click();
		window().table(Query.type(Table.class).id("agents.changes")).waitForRows("all objects to be made",
				rows -> rows.size() == 6 && rows.stream().allMatch(row -> row.getFirst().equals("+ made")));
	}

	@Test
	public void anInstallationShowsWhatItWillMakeThenEachNodeWithItsTroubleUntilAllAreReady() throws Exception {
		openInstallation(false);
		assertThat(window().find(Query.type(StyledText.class).id("agents.after")).text(), containsString(IMAGE));
		Screenshot.still("agents-changes-light");
		window().button("Finish").click();
		nodes().waitForRows("both nodes", rows -> rows.size() == 2);
		say("""
				{"status":{"phase":"Pending","containerStatuses":[{"name":"agent","image":"i","imageID":"","ready":false,"restartCount":0,
				"state":{"waiting":{"reason":"ImagePullBackOff","message":"Back-off pulling image"}}}]}}
				""");
		nodes().waitForRows("the trouble of both", rows -> rows.stream().allMatch(row -> row.get(1).equals("\u2715 failing")));
		assertThat(window().find(Query.type(StyledText.class).id("agents.details")).text(), containsString("Check the image's reference"));
		Screenshot.still("agents-failing-light");
		sayReady();
		window().waitForText("\u2713 2 of " + Numbers.counted(2, "node") + " ready.");
		Screenshot.still("agents-ready-light");
		desktop.theme("dark");
		Screenshot.still("agents-ready-dark");
		window().button("Close").click();
		cluster.kubectl("delete", "networkpolicy", "-n", "cortexbrain", "cortexbrain-agent");
		new ClusterTree().command("admin", "Agents\u2026");
		window().waitForText("1" + "\u00a0object not as the settings say: NetworkPolicy cortexbrain-agent in the namespace cortexbrain. Install or change\u2026 shows what differs, and mends it.");
		Screenshot.still("agents-drift-dark");
		press("agents.remove");
		Scope confirm = Scope.shell("Remove the agents of admin");
		confirm.waitForText("DaemonSet cortexbrain-agent in the namespace cortexbrain");
		Screenshot.still("agents-remove-dark");
		confirm.button("Remove").click();
		Wait.until("the pods to be told to end", () -> {
			try {
				endPods();
				return pods().isEmpty();
			} catch (IOException | InterruptedException e) {
				throw new AssertionError(e);
			}
		});
		window().waitForText("\u2713 The agents are removed.");
		assertEquals("", cluster.kubectl("get", "namespace", "cortexbrain", "--ignore-not-found", "-o", "name"));
		assertEquals("", cluster.kubectl("get", "clusterrole", "-l", "app.kubernetes.io/managed-by=cortexbrain", "-o", "name").replace("No resources found\n", ""));
	}

	@Test
	public void aProductionClusterIsChangedOnlyAfterItsNameIsTyped() throws Exception {
		openInstallation(true);
		window().button("Finish").click();
		Scope asked = Scope.shell("Change a production cluster");
		assertFalse(asked.button("OK").isEnabled());
		asked.text(NAME).replace("adm");
		assertFalse(asked.button("OK").isEnabled());
		Screenshot.still("agents-production-light");
		asked.button("Cancel").click();
		assertEquals("", cluster.kubectl("get", "namespace", "cortexbrain", "--ignore-not-found", "-o", "name"));
		window().button("Finish").click();
		asked.text(NAME).replace("admin");
		asked.button("OK").click();
		nodes().waitForRows("both nodes", rows -> rows.size() == 2);
		assertTrue(cluster.kubectl("get", "namespace", "cortexbrain", "-o", "name").contains("cortexbrain"));
	}

	@Test
	public void whoMayOnlyReadIsToldSoAndCanChangeNothing() throws Exception {
		Wizard wizard = Wizard.openOn(cluster.kubeconfig(), "viewer");
		wizard.waitForResult("viewer", "\u2713 can be used");
		wizard.next();
		wizard.next();
		wizard.finish();
		var tree = new ClusterTree();
		tree.waitFor("viewer", "\u2713 live");
		tree.command("viewer", "Agents\u2026");
		Scope window = Scope.shell("Agents of viewer");
		window.waitForText("Read-only: you may not create namespaces");
		for (String id : List.of("agents.pause", "agents.restart", "agents.rollBack", "agents.remove")) {
			assertFalse(id, window.find(Query.type(Button.class).id(id)).isEnabled());
		}
		Screenshot.still("agents-read-only-light");
	}

	@Test
	public void badSettingsAreNamedAndKeepTheWizardWhereItIs() throws Exception {
		Wizard wizard = Wizard.openOn(cluster.kubeconfig(), "viewer");
		wizard.waitForResult("viewer", "\u2713 can be used");
		wizard.next();
		wizard.button("connect.agents.install").click();
		Scope window = Scope.shell("Agents of viewer");
		window.waitForText("No agent is installed in this cluster.");
		assertFalse(window.button("Next >").isEnabled());
		window.combo(Query.type(Combo.class).id("agents.image")).type("agent:1");
		window.waitForText("The image agent:1 does not say which registry it is of, and each node would look for it elsewhere. Write the registry before it: "
				+ "registry.example.org/agent:1, or localhost/agent:1 for one that was imported by hand.");
		assertFalse(window.button("Next >").isEnabled());
		window.combo(Query.type(Combo.class).id("agents.image")).type(IMAGE);
		window.button("Next >").click();
		window.table(Query.type(Table.class).id("agents.findings")).waitForRows("the missing rights",
				rows -> rows.stream().anyMatch(row -> row.get(0).equals("\u2715 in the way") && row.get(1).equals("Your rights")));
		assertFalse(window.button("Finish").isEnabled());
		Screenshot.still("agents-viewer-light");
		window.button("Cancel").click();
		Scope.everywhere().waitWhile(Query.type(Shell.class).text("Agents of viewer"));
	}
}
