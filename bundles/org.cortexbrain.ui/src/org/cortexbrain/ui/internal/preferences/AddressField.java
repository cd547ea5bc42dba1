package org.cortexbrain.ui.internal.preferences;

import org.cortexbrain.telemetry.AgentLink;
import org.eclipse.jface.preference.StringFieldEditor;
import org.eclipse.swt.widgets.Composite;

/** A field for the address of an agent: refuses what is none and says what to write instead. */
final class AddressField extends StringFieldEditor {
	AddressField(String name, String label, Composite parent) {
		super(name, label, UNLIMITED, VALIDATE_ON_KEY_STROKE, parent);
	}

	@Override
	protected boolean doCheckState() {
		try {
			AgentLink.address(getStringValue());
			return true;
		} catch (IllegalArgumentException e) {
			/* The whole sentence does not fit into a page's title. */
			setErrorMessage("Write it like http://127.0.0.1:" + AgentLink.DEFAULT_PORT);
			return false;
		}
	}
}
