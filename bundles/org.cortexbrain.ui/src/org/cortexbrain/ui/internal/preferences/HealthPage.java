package org.cortexbrain.ui.internal.preferences;

import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** From when on an edge is called degraded or failing. */
public final class HealthPage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {
	public HealthPage() {
		super(GRID);
	}

	@Override
	public void init(IWorkbench workbench) {
		setPreferenceStore(Preferences.store());
		setDescription("An edge is judged by the worst of these in its newest sample.");
	}

	@Override
	protected void createFieldEditors() {
		add(Preferences.DEGRADED_FAILURES, "Degraded from failed connections (%):", 100);
		add(Preferences.FAILING_FAILURES, "Failing from failed connections (%):", 100);
		add(Preferences.DEGRADED_RETRANSMITS, "Degraded from retransmits per second:", 100_000);
		add(Preferences.DEGRADED_LATENCY, "Degraded from latency p95 (ms):", 60_000);
	}

	private void add(String name, String label, int most) {
		var field = new IntegerFieldEditor(name, label, getFieldEditorParent(), 6);
		field.setValidRange(1, most);
		addField(field);
	}
}
