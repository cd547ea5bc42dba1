package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.swt.graphics.DeviceData;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Themes, and what views leave behind when they are closed. */
public class LooksTest {
	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheShop() {
		desktop.open(ShopMesh.record(folder.getRoot().toPath().resolve("shop.cortex"), 30));
		desktop.waitForSource("ended");
		desktop.waitForFlows(ShopMesh.EDGES);
		desktop.topology().clickNode("web");
		desktop.waitForInspector("web");
	}

	@Test
	public void everyViewIsLightInTheLightThemeAndDarkInTheDarkOne() {
		for (String theme : new String[] { "light", "dark" }) {
			desktop.theme(theme);
			for (String view : Desktop.VIEWS) {
				WorkbenchDriver.openView(view);
				UiThread.drain();
				double brightness = brightness(Screenshot.area("view-" + view.substring(view.lastIndexOf('.') + 1) + "-" + theme,
						WorkbenchDriver.viewBounds(view)));
				assertTrue(view + " has a brightness of " + brightness + " in the theme " + theme,
						theme.equals("light") ? brightness > 0.75 : brightness < 0.35);
			}
			Screenshot.screen("window-" + theme);
		}
	}

	/** The mean of all pixels, 0 black to 1 white. */
	private static double brightness(Path file) {
		var picture = new ImageData(file.toString());
		double sum = 0;
		for (int y = 0; y < picture.height; y++) {
			for (int x = 0; x < picture.width; x++) {
				RGB rgb = picture.palette.getRGB(picture.getPixel(x, y));
				sum += (rgb.red + rgb.green + rgb.blue) / 765.0;
			}
		}
		return sum / picture.width / picture.height;
	}

	@Test
	public void viewsThatAreClosedLeaveNoResourceOfTheWindowSystemBehind() {
		reopen();
		reopen();
		Map<String, Integer> before = resources();
		for (int i = 0; i < 8; i++) {
			reopen();
		}
		Map<String, Integer> more = new TreeMap<>(resources());
		before.forEach((type, count) -> more.merge(type, -count, Integer::sum));
		more.values().removeIf(count -> count <= 0);
		assertEquals(Map.of(), more);
	}

	private void reopen() {
		for (String view : new String[] { Desktop.SOURCES, Desktop.INSPECTOR, Desktop.FLOWS }) {
			WorkbenchDriver.closeView(view);
		}
		UiThread.drain();
		Desktop.VIEWS.forEach(WorkbenchDriver::openView);
		desktop.waitForFlows(ShopMesh.EDGES);
		UiThread.drain();
	}

	/** How many resources of each type the display keeps: it is asked to note them by debug.options. */
	private static Map<String, Integer> resources() {
		return UiThread.call(() -> {
			DeviceData kept = UiThread.display().getDeviceData();
			assertTrue("the display notes its resources", kept.tracking);
			Map<String, Integer> counts = new HashMap<>();
			for (Object each : kept.objects) {
				if (each != null) {
					counts.merge(each.getClass().getSimpleName(), 1, Integer::sum);
				}
			}
			return counts;
		});
	}
}
