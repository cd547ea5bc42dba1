package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cortexbrain.ui.driver.Query;
import org.eclipse.swt.widgets.Text;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;

/**
 * The wizard against a real API server, which runs where the variable CORTEXBRAIN_TEST_CLUSTER_PROGRAM names the program of the test cluster: what it says to
 * each of its users, to a wrong authority, and to a token that nobody has given out.
 */
public class RealClusterTest {
	@ClassRule
	public static final RealCluster cluster = new RealCluster();
	@Rule
	public final Desktop desktop = new Desktop();

	private static String kubeconfig() throws IOException {
		return cluster.kubeconfig();
	}

	private static Wizard test(String kubeconfig, String context) {
		return Wizard.openOn(kubeconfig, context);
	}

	@Test
	public void anAdministratorHasAllRightsAndConnects() throws Exception {
		Wizard wizard = test(kubeconfig().replaceAll("(?m)^current-context:.*$", ""), "admin");
		wizard.waitForResult("admin", "\u2713 can be used, v1.");
		assertThat(wizard.words("connect.steps"), containsString("You have all rights"));
		assertThat(wizard.words("connect.steps"), containsString("TLS 1.3"));
		wizard.picture("real-admin-light");
		wizard.finish();
		var tree = new ClusterTree();
		tree.waitFor("admin", "\u2713 live");
		tree.waitForPart("admin", "kube-system");
		tree.waitForPart("admin", "Agents \u25B2 none: nothing of its traffic is seen");
	}

	@Test
	public void aViewerIsToldWhatIsLost() throws Exception {
		Wizard wizard = test(kubeconfig(), "viewer");
		wizard.waitForResult("viewer", "\u2713 can be used");
		assertThat(wizard.words("connect.steps"), containsString("Agents can be looked at, but not installed, changed or removed."));
		wizard.picture("real-viewer-light");
	}

	@Test
	public void whoMayDoNothingIsToldSoPieceByPiece() throws Exception {
		Wizard wizard = test(kubeconfig(), "nobody");
		wizard.waitForResult("nobody", "\u2713 can be used");
		assertThat(wizard.words("connect.steps"), containsString("Nothing is seen of the traffic."));
		wizard.next();
		assertThat(wizard.words("connect.agents.details"), containsString("You may not list pods in all namespaces (403)"));
		wizard.picture("real-nobody-agents-light");
		wizard.next();
		wizard.finish();
		new ClusterTree().waitForPart("nobody", "You may not list nodes (403)");
	}

	@Test
	public void anAuthorityThatTheContextDoesNotTrustIsTold() throws Exception {
		Wizard wizard = test(kubeconfig().replaceAll("(?m)^ *certificate-authority(-data)?:.*\\R", ""), "dev");
		wizard.waitForResult("dev", "\u2715");
		assertThat(wizard.words("connect.steps"), containsString("is of an authority that this context does not trust"));
		assertThat(wizard.words("connect.steps"), containsString("certificate-authority-data"));
		assertFalse(wizard.window().button("Next >").isEnabled());
		wizard.picture("real-authority-light");
	}

	@Test
	public void aTokenThatNobodyHasGivenOutIsTold() throws Exception {
		Wizard wizard = test(kubeconfig().replaceAll("(?m)^( *)token:.*$", "$1token: nobody-gave-this-out"), "dev");
		wizard.waitForResult("dev", "\u2715");
		assertThat(wizard.words("connect.steps"), containsString("does not know who asks (401)"));
		wizard.picture("real-401-light");
	}

	private static Path script(String name, String body) throws IOException {
		Path script = cluster.folder().resolve(name);
		Files.writeString(script, "#!/bin/sh\n" + body);
		Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
		return script;
	}

	/* The user dev, whose token a program gives. */
	private static String withPlugin(String command) throws IOException {
		return kubeconfig().replaceAll("(?m)^( *)token: .*$", "$1exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: IfAvailable, command: \"" + command
				+ "\", args: [login], installHint: \"Get it from your platform team\"}");
	}

	@Test
	public void aProgramIsShownBeforeItsFirstRunAndWhatItSaysAndAsksIsShownLive() throws Exception {
		Path ran = cluster.folder().resolve("asked");
		Matcher token = Pattern.compile("(?m)^ *token: (.*)(...)$").matcher(kubeconfig());
		assertTrue(token.find());
		Path program = script("get-token", "touch " + ran + """

				printf 'One-time code: ' >&2
				read -r code
				echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "TOKEN'"$code"'"}}'
				""".replace("TOKEN", token.group(1)));
		Wizard wizard = test(withPlugin(program.toString()), "dev");
		wizard.waitForResult("dev", "\u25B2 wants to run get-token");
		assertEquals(program + " login", wizard.window().text(Query.type(Text.class).id("plugin.command")).text());
		assertFalse(Files.exists(ran));
		wizard.picture("connect-plugin-light");
		wizard.button("plugin.run").click();
		wizard.window().waitForText("One-time code: ");
		wizard.picture("connect-plugin-asks-light");
		wizard.window().text(Query.type(Text.class).id("plugin.answer")).type(token.group(2));
		wizard.button("plugin.send").click();
		wizard.waitForResult("dev", "\u2713 can be used");
		assertTrue(Files.exists(ran));
	}

	@Test
	public void aProgramThatIsNotToRunDoesNot() throws Exception {
		Path ran = cluster.folder().resolve("refused");
		Wizard wizard = test(withPlugin(script("get-no-token", "touch " + ran + "\n").toString()), "dev");
		wizard.waitForResult("dev", "\u25B2 wants to run");
		wizard.button("plugin.refuse").click();
		wizard.waitForResult("dev", "\u2013 stopped");
		assertFalse(Files.exists(ran));
	}

	@Test
	public void aMissingProgramComesWithItsInstallHint() throws Exception {
		Wizard wizard = test(withPlugin("/nowhere/get-token"), "dev");
		wizard.waitForResult("dev", "\u25B2 wants to run");
		wizard.button("plugin.run").click();
		wizard.waitForResult("dev", "\u2715");
		assertThat(wizard.words("connect.steps"), containsString("does not exist: /nowhere/get-token"));
		assertThat(wizard.words("connect.steps"), containsString("Get it from your platform team"));
		wizard.picture("connect-plugin-missing-light");
	}
}
