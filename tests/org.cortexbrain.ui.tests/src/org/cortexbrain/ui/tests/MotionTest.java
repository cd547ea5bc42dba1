package org.cortexbrain.ui.tests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.ui.driver.ComboHandle;
import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.cortexbrain.ui.driver.WorkbenchDriver;
import org.cortexbrain.ui.internal.look.Motion;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.swt.SWT;
import org.eclipse.swt.internal.gtk.GTK;
import org.eclipse.swt.internal.gtk.OS;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.PlatformUI;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** Whether moves are animated: by the preference, else by the system. */
public class MotionTest {
	private static final byte[] SETTING = "gtk-enable-animations\0".getBytes(StandardCharsets.US_ASCII);
	private static final String LABEL = "Animate moves in the topology";

	@Rule
	public final Desktop desktop = new Desktop();

	@After
	public void animateAgain() {
		systemAnimates(true);
	}

	/** Changes the setting in this process alone, as GTK does when the desktop's settings service tells it. */
	private static void systemAnimates(boolean animates) {
		UiThread.run(() -> {
			OS.g_object_set(GTK.gtk_settings_get_default(), SETTING, animates, 0);
			PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell().notifyListeners(SWT.Activate, new Event());
		});
	}

	private static boolean isTopologyAnimated() {
		return UiThread.call(() -> ((TopologyView) PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().findView(TopologyView.ID))
				.viewer().isAnimated());
	}

	private static Scope preferences() {
		WorkbenchDriver.menu("Window", "Preferences");
		Scope dialog = Scope.shell("Preferences");
		dialog.tree(Query.type(Tree.class)).select("CortexBrain");
		return dialog;
	}

	private static ComboHandle field(Scope dialog) {
		return dialog.combo(Query.type(Combo.class).label(LABEL));
	}

	private static void choose(String choice) {
		Scope dialog = preferences();
		field(dialog).choose(choice);
		dialog.button("Apply and Close").click();
	}

	@Test
	public void theSystemIsFollowedWhileNothingElseIsChosen() {
		systemAnimates(false);
		assertEquals(Optional.of(false), UiThread.call(Motion::ofSystem));
		assertFalse(isTopologyAnimated());
		systemAnimates(true);
		assertTrue(isTopologyAnimated());
	}

	@Test
	public void thePreferenceCountsMoreThanTheSystem() {
		choose("Off");
		Wait.until("no animation", () -> !isTopologyAnimated());
		systemAnimates(false);
		choose("On");
		Wait.until("animation against the system", MotionTest::isTopologyAnimated);
	}

	@Test
	public void thePreferencePageTellsWhatTheSystemSays() {
		systemAnimates(false);
		Scope dialog = preferences();
		assertEquals(List.of("As the system says (off)", "On", "Off"), field(dialog).choices());
		Screenshot.still("preferences-general-light");
		dialog.button("Cancel").click();
	}
}
