package org.cortexbrain.ui.internal.preferences;

import org.eclipse.jface.preference.FieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.jface.util.PropertyChangeEvent;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** From when on an edge is called degraded or failing. */
public final class HealthPage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {
	private IntegerFieldEditor degraded;
	private IntegerFieldEditor failing;

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
		degraded = add(Preferences.DEGRADED_FAILURES, "Degraded from failed connections (%):", 100);
		failing = add(Preferences.FAILING_FAILURES, "Failing from failed connections (%):", 100);
		add(Preferences.DEGRADED_RETRANSMITS, "Degraded from retransmits per second:", 100_000);
		add(Preferences.DEGRADED_LATENCY, "Degraded from latency p95 (ms):", 60_000);
	}

	private IntegerFieldEditor add(String name, String label, int most) {
		var field = new IntegerFieldEditor(name, label, getFieldEditorParent(), 6);
		field.setValidRange(1, most);
		field.setErrorMessage("Not a whole number from 1 to " + most);
		addField(field);
		return field;
	}

	@Override
	public void propertyChange(PropertyChangeEvent event) {
		super.propertyChange(event);
		/* The page looks only at whether each field is valid by itself, and at that only when it changes. */
		if (event.getProperty().equals(FieldEditor.VALUE)) {
			checkState();
		}
	}

	@Override
	protected void checkState() {
		super.checkState();
		if (isValid() && degraded.getIntValue() > failing.getIntValue()) {
			setErrorMessage("Degraded is set above failing");
			setValid(false);
		} else if (isValid()) {
			setErrorMessage(null);
		}
	}
}
