package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.hasItems;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.cortexbrain.ui.driver.Heartbeat;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** A recording of 2,000 pods and 8,000 edges in the desktop. */
public class LargeMeshTest {
	private static final int SECONDS = 30;
	/** A window that hangs: while 10,000 elements come at once, and while their numbers change. Printed, and far less. */
	private static final Duration BOUND = Duration.ofSeconds(6);
	private static final Duration BOUND_AFTERWARDS = Duration.ofSeconds(1);
	private static final Duration PATIENCE = Duration.ofMinutes(2);
	private static final long MOST_BYTES = 4L << 20;

	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Test
	public void theWindowDoesNotHangWhileSamplesOfTwoThousandPodsArrive() throws IOException {
		Path file = PodMesh.record(folder.getRoot().toPath().resolve("pods.cortex"), SECONDS);
		assertTrue("a recording of " + Files.size(file) + " bytes", Files.size(file) < MOST_BYTES);
		try (var heartbeat = Heartbeat.start()) {
			/* Three times as fast as it was: ten seconds. */
			WorkbenchDriver.run("org.cortexbrain.ui.openRecording",
					Map.of("org.cortexbrain.ui.openRecording.file", file.toString(), "org.cortexbrain.ui.openRecording.speed", "3"));
			Wait.until(PATIENCE, "all pods in the topology", () -> desktop.topology().nodes().size() >= PodMesh.PODS + PodMesh.NAMESPACES);
			System.out.println("# UI thread while 2,000 pods come, " + heartbeat.inWords());
			heartbeat.assertWithin(BOUND);
		}
		desktop.topology().settle();
		try (var heartbeat = Heartbeat.start()) {
			Wait.until(PATIENCE, "the end of the recording", () -> desktop.sources().rows().stream().anyMatch(row -> row.get(1).contains("ended")));
			assertThat(desktop.topology().nodes(), hasItems("namespace-0", PodMesh.name(0), PodMesh.name(PodMesh.PODS - 1)));
			System.out.println("# UI thread while numbers of 2,000 pods change, " + heartbeat.inWords());
			heartbeat.assertWithin(BOUND_AFTERWARDS);
		}
		desktop.topology().settle();
		Screenshot.still("large-mesh-light");
	}
}
