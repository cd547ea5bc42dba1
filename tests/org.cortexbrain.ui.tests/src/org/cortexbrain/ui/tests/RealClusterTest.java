package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertFalse;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The wizard against a real API server, which runs where the variable CORTEXBRAIN_TEST_CLUSTER_PROGRAM names the program of the test cluster: what it says to
 * each of its users, to a wrong authority, and to a token that nobody has given out.
 */
public class RealClusterTest {
	private static final Duration START = Duration.ofSeconds(60);

	@ClassRule
	public static final TemporaryFolder folder = new TemporaryFolder();
	@Rule
	public final Desktop desktop = new Desktop();

	private static Process cluster;
	private static Path root;

	@BeforeClass
	public static void start() throws IOException {
		String program = System.getenv("CORTEXBRAIN_TEST_CLUSTER_PROGRAM");
		assumeTrue("CORTEXBRAIN_TEST_CLUSTER_PROGRAM names no program: no real cluster here", program != null && Files.isExecutable(Path.of(program)));
		root = folder.getRoot().toPath();
		cluster = new ProcessBuilder(program, "up", "--dir", root.toString()).redirectErrorStream(true).redirectOutput(root.resolve("up.log").toFile()).start();
		long deadline = System.nanoTime() + START.toNanos();
		while (!Files.exists(root.resolve("ready"))) {
			if (!cluster.isAlive() || System.nanoTime() - deadline > 0) {
				throw new AssertionError("the cluster did not start: " + Files.readString(root.resolve("up.log")));
			}
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
		}
	}

	@AfterClass
	public static void stop() throws InterruptedException {
		if (cluster != null) {
			cluster.destroy();
			if (!cluster.waitFor(20, TimeUnit.SECONDS)) {
				cluster.destroyForcibly();
			}
		}
	}

	private static String kubeconfig() throws IOException {
		return Files.readString(root.resolve("kubeconfig"));
	}

	private static Wizard test(String kubeconfig, String context) {
		Wizard.kubeconfig(kubeconfig);
		Wizard wizard = Wizard.open();
		wizard.table("connect.origins").waitForRows("the contexts", rows -> rows.size() == 1 && rows.getFirst().get(1).matches("[1-9][0-9]*"));
		wizard.choose(context);
		return wizard;
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
}
