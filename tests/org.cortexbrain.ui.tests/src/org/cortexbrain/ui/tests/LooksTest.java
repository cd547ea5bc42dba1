package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.DeviceData;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Themes, and what views leave behind when they are closed. */
public class LooksTest {
	/** A contrast; the hints of the platform itself have little more. */
	private static final double NEARLY_INVISIBLE = 2.5;

	private final TemporaryFolder folder = new TemporaryFolder();
	private final Desktop desktop = new Desktop();
	@Rule
	public final RuleChain rules = RuleChain.outerRule(folder).around(desktop);

	@Before
	public void openTheShop() {
		desktop.openShop(folder.getRoot().toPath(), 30);
		desktop.topology().clickNode("web");
		desktop.waitForInspector("web");
	}

	@Test
	public void everyViewIsLightInTheLightThemeAndDarkInTheDarkOne() {
		for (String theme : new String[] { "light", "dark" }) {
			desktop.theme(theme);
			for (String view : Desktop.VIEWS) {
				WorkbenchDriver.openView(view);
				waitForBrightness(theme, () -> Screenshot.area("view-" + view.substring(view.lastIndexOf('.') + 1) + "-" + theme,
						WorkbenchDriver.viewBounds(view)));
			}
			Screenshot.still("window-" + theme);
		}
	}

	private interface Opening {
		void open();
	}

	@Test
	public void everyDialogIsLightInTheLightThemeAndDarkInTheDarkOne() {
		desktop.agentOfThisMachine("http://127.0.0.1:1");
		Map<String, Opening> dialogs = new LinkedHashMap<>();
		dialogs.put("preferences-general", () -> {
			WorkbenchDriver.menu("Window", "Preferences");
			/* It opens where it was closed. */
			Scope.shell("Preferences").tree(Query.type(Tree.class)).select("CortexBrain");
		});
		dialogs.put("preferences-health", () -> {
			WorkbenchDriver.menu("Window", "Preferences");
			Scope.shell("Preferences").tree(Query.type(Tree.class)).select("CortexBrain", "Health");
		});
		dialogs.put("about", () -> WorkbenchDriver.menu("Help", "About"));
		dialogs.put("keys", () -> WorkbenchDriver.menu("Help", "Keys"));
		dialogs.put("quick-access", () -> WorkbenchDriver.run("org.eclipse.ui.window.quickAccess"));
		dialogs.put("cluster", () -> WorkbenchDriver.menu("File", "Connect a cluster…"));
		for (String theme : new String[] { "light", "dark", "light" }) {
			desktop.theme(theme);
			dialogs.forEach((name, opening) -> {
				opening.open();
				Shell dialog = Wait.until(Wait.PATIENCE, () -> "the dialog " + name, LooksTest::dialog);
				waitForBrightness(theme, () -> Screenshot.window("dialog-" + name + "-" + theme, dialog));
				List<String> unreadable = UiThread.call(() -> unreadable(dialog));
				WorkbenchDriver.closeDialogs();
				assertEquals(name + " in the theme " + theme, List.of(), unreadable);
			});
		}
	}

	/** Waits until a picture is as bright as the theme is: what has just been opened is not painted yet. */
	private static void waitForBrightness(String theme, Supplier<Path> picture) {
		Wait.until(Wait.PATIENCE, () -> "a picture as bright as the theme " + theme + ", see " + picture.get(), () -> {
			double brightness = brightness(picture.get());
			return (theme.equals("light") ? brightness > 0.7 : brightness < 0.4) ? Optional.of(true) : Optional.empty();
		});
	}

	private static Optional<Shell> dialog() {
		return Arrays.stream(UiThread.display().getShells()).filter(shell -> shell.isVisible() && shell != WorkbenchDriver.shell()).findFirst();
	}

	/** Texts whose colour is too near to that of their ground. */
	private static List<String> unreadable(Control control) {
		List<String> found = new ArrayList<>();
		boolean speaks = control instanceof Label label && !label.getText().isEmpty() || control instanceof Text || control instanceof Link
				|| control instanceof StyledText || control instanceof Tree || control instanceof Table;
		if (speaks && control.isVisible() && control.isEnabled()
				&& Contrast.between(control.getForeground(), control.getBackground()) < NEARLY_INVISIBLE) {
			found.add(control + " " + control.getForeground() + " on " + control.getBackground());
		}
		if (control instanceof Composite composite) {
			for (Control each : composite.getChildren()) {
				found.addAll(unreadable(each));
			}
		}
		return found;
	}

	@Test
	public void theProgressViewFollowsTheTheme() {
		for (String theme : new String[] { "light", "dark", "light" }) {
			desktop.theme(theme);
			Scope view = WorkbenchDriver.openView("Progress");
			var ends = new CountDownLatch(1);
			Job job = Job.create("A job that is seen", _ -> {
				try {
					ends.await();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
				}
			});
			job.schedule();
			try {
				view.waitForText("A job that is seen");
				Wait.until("texts that can be read", () -> view.all(Query.type(Label.class)).stream().allMatch(label -> unreadable(label).isEmpty()));
				waitForBrightness(theme,
						() -> Screenshot.area("view-progress-" + theme, WorkbenchDriver.viewBounds("org.eclipse.ui.views.ProgressView")));
			} finally {
				ends.countDown();
				WorkbenchDriver.closeView("org.eclipse.ui.views.ProgressView");
			}
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
