package org.cortexbrain.ui.tests;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.TableHandle;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Label;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

public class FlowsTest {
	private static final int SECONDS = 30;

	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheShop() {
		desktop.open(ShopMesh.record(folder.getRoot().toPath().resolve("shop.cortex"), SECONDS));
		desktop.waitForSource("ended");
		desktop.waitForFlows(ShopMesh.EDGES);
	}

	private List<String> row(String port, String source) {
		return desktop.flows().rows().stream().filter(row -> row.get(3).equals(port) && row.get(1).contains(source)).findFirst()
				.orElseThrow(() -> new AssertionError("no flow from " + source + " to port " + port));
	}

	private String cell(String port, String source, String column) {
		return row(port, source).get(desktop.flows().columns().indexOf(column)).replace('\u00A0', ' ');
	}

	@Test
	public void aRowTellsWhatWasSampled() {
		assertEquals("shop/" + ShopMesh.CART, cell("8080", "web", "Target"));
		assertEquals("20/s", cell("8080", "web", "Opened"));
		assertEquals(Integer.toString(20 * SECONDS), cell("8080", "web", "Total opened"));
		assertEquals("1 200", cell("6379", "cart", "Total opened"));
		/* 20,000 B in each of 30 s are 585.9 KiB. */
		assertEquals("586 KiB", cell("8080", "web", "Total sent"));
		assertEquals("0", cell("8080", "web", "Total failed"));
		assertEquals(Integer.toString(5 * SECONDS), cell("9000", "web", "Total failed"));
	}

	@Test
	public void healthIsASignAWordAndAReason() {
		assertEquals("✓ healthy", cell("8080", "web", "Health"));
		assertEquals("✕ failing: 100 % of connections refused", cell("9000", "web", "Health"));
		assertThat(cell("5432", "backup", "Health"), containsString("▲ degraded: "));
	}

	@Test
	public void theFilterKeepsWhatAllItsWordsMean() {
		desktop.filter("port:5432");
		desktop.waitForFlows(2);
		desktop.filter("port:5432 from:pay");
		desktop.waitForFlows(1);
		desktop.filter("failing");
		desktop.waitForFlows(1);
		assertEquals("9000", desktop.flows().rows().getFirst().get(3));
		WorkbenchDriver.view(Desktop.FLOWS).waitFor(Query.type(Label.class).text("1 of " + ShopMesh.EDGES));
		desktop.filter("nobody");
		desktop.waitForFlows(0);
	}

	@Test
	public void aHeaderSortsByItsColumnAndTheOtherWayAtTheSecondPress() {
		TableHandle flows = desktop.flows();
		flows.clickHeader("Port");
		List<Integer> first = ports();
		flows.clickHeader("Port");
		List<Integer> second = ports();
		assertEquals(first.stream().sorted(Comparator.reverseOrder()).toList(), first);
		assertEquals(first.reversed(), second);
	}

	private List<Integer> ports() {
		return desktop.flows().column("Port").stream().map(Integer::valueOf).toList();
	}

	@Test
	public void copiesTheSelectedRowsWithAHeading() {
		desktop.flows().select("shop/" + ShopMesh.CART, "shop/" + ShopMesh.REDIS);
		WorkbenchDriver.openView(Desktop.FLOWS);
		desktop.flows().press("CTRL+C");
		String text = UiThread.call(() -> {
			var clipboard = new Clipboard(UiThread.display());
			try {
				return (String) clipboard.getContents(TextTransfer.getInstance());
			} finally {
				clipboard.dispose();
			}
		});
		List<String> lines = text.lines().toList();
		assertEquals(2, lines.size());
		assertThat(lines.get(0), containsString("Source\tTarget\tPort"));
		assertThat(lines.get(1), containsString("shop/" + ShopMesh.CART + "\tshop/" + ShopMesh.REDIS + "\t6379"));
		List<String> heading = List.of(lines.get(0).split("\t"));
		List<String> cells = List.of(lines.get(1).split("\t"));
		assertEquals("40", cells.get(heading.indexOf("Opened (1/s)")));
		assertEquals("8000", cells.get(heading.indexOf("Sent (B/s)")));
		assertEquals(Integer.toString(16_000 * SECONDS), cells.get(heading.indexOf("Total received (B)")));
	}

	@Test
	public void exportsTheRowsThatPassTheFilterWithRawNumbers() throws IOException {
		Path file = folder.getRoot().toPath().resolve("flows.csv");
		desktop.filter("port:6379");
		desktop.waitForFlows(1);
		WorkbenchDriver.run("org.cortexbrain.ui.exportFlows", Map.of("org.cortexbrain.ui.exportFlows.file", file.toString()));
		Wait.until("the file", () -> Files.exists(file));
		List<String> lines = Files.readAllLines(file);
		assertEquals("a heading, and the row's two sides", 3, lines.size());
		List<String> heading = List.of(lines.get(0).split(","));
		List<String> client = List.of(lines.get(1).split(",", -1));
		assertEquals(ShopMesh.CART, client.get(heading.indexOf("source")));
		assertEquals("client", client.get(heading.indexOf("side")));
		assertEquals(Integer.toString(40 * SECONDS), client.get(heading.indexOf("opened")));
		assertEquals(Integer.toString(8_000 * SECONDS), client.get(heading.indexOf("bytes_sent")));
	}
}
