package org.cortexbrain.ui.internal.preferences;

import org.cortexbrain.ui.internal.look.Motion;
import org.cortexbrain.ui.internal.look.Themes;
import org.eclipse.jface.preference.ComboFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** Theme, animation, agent and sample interval. */
public final class GeneralPage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {
	public GeneralPage() {
		super(GRID);
	}

	@Override
	public void init(IWorkbench workbench) {
		setPreferenceStore(Preferences.store());
		setDescription("Interval and address apply to sources that are connected from now on.");
	}

	@Override
	protected void createFieldEditors() {
		var parent = getFieldEditorParent();
		addField(new ComboFieldEditor(Preferences.THEME, "Theme:",
				new String[][] { { "As the system", "SYSTEM" }, { "Light", "LIGHT" }, { "Dark", "DARK" } }, parent));
		String system = Motion.ofSystem().map(animates -> animates ? "As the system says (on)" : "As the system says (off)")
				.orElse("As the system says (cannot be read here: on)");
		addField(new ComboFieldEditor(Preferences.ANIMATION, "Animate moves in the topology:",
				new String[][] { { system, "SYSTEM" }, { "On", "ON" }, { "Off", "OFF" } }, parent));
		addField(new AddressField(Preferences.AGENT, "Agent of this machine:", parent));
		var interval = new IntegerFieldEditor(Preferences.INTERVAL, "Seconds between samples:", parent, 2);
		interval.setValidRange(1, 60);
		addField(interval);
	}

	@Override
	public boolean performOk() {
		boolean done = super.performOk();
		Themes.apply();
		return done;
	}
}
