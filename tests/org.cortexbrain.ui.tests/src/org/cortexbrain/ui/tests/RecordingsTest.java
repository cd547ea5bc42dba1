package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.tests.ScriptedAgent.Manner;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class RecordingsTest {
	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	private Path file(String name) {
		return folder.getRoot().toPath().resolve(name);
	}

	private List<List<String>> edges() {
		return desktop.flows().rows().stream().map(row -> row.subList(1, 4)).sorted((a, b) -> a.toString().compareTo(b.toString())).toList();
	}

	@Test
	public void whatWasRecordedShowsTheSameEdgesWhenItIsOpened() throws IOException {
		List<List<String>> live;
		Path file = file("live.cortex");
		try (var agent = ScriptedAgent.start(Manner.TALKS)) {
			desktop.observe(agent.address());
			desktop.waitForFlows(ShopMesh.EDGES);
			desktop.record(file);
			desktop.waitForStatus("status.record", "recording");
			Wait.until("a few samples in the file", () -> file.toFile().length() > 2000);
			Screenshot.still("recording-light");
			desktop.record(file);
			desktop.waitForStatusEmpty("status.record");
			live = edges();
		}
		desktop.open(file);
		desktop.sources().waitForRows("the recording, played without a complaint",
				rows -> rows.stream().anyMatch(row -> row.getFirst().equals("live.cortex") && row.get(1).equals("■ ended")));
		assertEquals(live, edges());
	}

	@Test
	public void aFileThatIsThereIsReplacedOnlyWhenAPersonSaysSo() throws IOException {
		Path file = Files.writeString(file("dear.cortex"), "Dear Sir or Madam");
		desktop.record(file);
		Scope.shell("Record").waitForText("What is in it is lost if it is replaced");
		Screenshot.screen("record-replace-light");
		Scope.shell("Record").button("Cancel").click();
		desktop.waitForStatusEmpty("status.record");
		assertEquals("Dear Sir or Madam", Files.readString(file));
		desktop.record(file);
		Scope.shell("Record").button("Replace").click();
		desktop.waitForStatus("status.record", "recording");
		desktop.record(file);
		desktop.waitForStatusEmpty("status.record");
		desktop.open(file);
		desktop.sources().waitForRows("the recording", rows -> rows.stream().anyMatch(row -> row.getFirst().equals("dear.cortex") && row.get(1).equals("■ ended")));
	}

	@Test
	public void aTruncatedRecordingPlaysUpToItsEndAndSaysSo() throws IOException {
		byte[] whole = Files.readAllBytes(ShopMesh.record(file("whole.cortex"), 30));
		Path cut = Files.write(file("cut.cortex"), Arrays.copyOf(whole, whole.length * 2 / 3));
		desktop.open(cut);
		desktop.waitForSource("ended early");
		desktop.waitForFlows(ShopMesh.EDGES);
		assertThat(desktop.sourceDetails(), containsString("samples were played, the rest is lost"));
		Screenshot.still("recording-truncated-light");
	}

	@Test
	public void aFileThatIsNoRecordingIsRefusedWithARemedy() throws IOException {
		desktop.open(Files.writeString(file("letter.cortex"), "Dear Sir or Madam"));
		desktop.waitForSource("failed");
		assertThat(desktop.sourceDetails(), containsString("letter.cortex"));
		assertThat(desktop.sourceDetails(), containsString("Open "));
	}

	@Test
	public void aFileThatIsNotThereIsNamed() {
		desktop.open(file("missing.cortex"));
		desktop.waitForSource("failed");
		assertThat(desktop.sourceDetails(), containsString("There is no file"));
	}
}
