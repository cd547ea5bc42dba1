package org.cortexbrain.ui.internal.preferences;

import java.util.List;
import java.util.Optional;

import org.cortexbrain.cluster.NamedNetwork;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks for the name and the range of one network, and says what is wrong with them as they are written. */
final class NetworkDialog extends TitleAreaDialog {
	private static final String HINT = "A range is an address with the number of its leading bits, like 192.0.2.0/24, or an address alone.";

	private final Optional<NamedNetwork> before;
	private final List<NamedNetwork> others;
	private Text name;
	private Text range;
	private NamedNetwork network;

	/** @param others those that there are besides this one: none of them may have the same range */
	NetworkDialog(Shell shell, Optional<NamedNetwork> before, List<NamedNetwork> others) {
		super(shell);
		this.before = before;
		this.others = others;
	}

	/** What was written, once the dialog was left by OK. */
	NamedNetwork network() {
		return network;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(before.isPresent() ? "Edit network" : "Add network");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		var area = (Composite) super.createDialogArea(parent);
		setTitle("Name addresses outside");
		setMessage(HINT);
		var fields = new Composite(area, SWT.NONE);
		fields.setLayout(new GridLayout(2, false));
		fields.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		name = field(fields, "Name:", before.map(NamedNetwork::name).orElse(""));
		range = field(fields, "Range:", before.map(NamedNetwork::range).orElse(""));
		return area;
	}

	private Text field(Composite parent, String label, String text) {
		new Label(parent, SWT.NONE).setText(label);
		var field = new Text(parent, SWT.BORDER);
		field.setText(text);
		field.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		field.addModifyListener(_ -> check());
		return field;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		super.createButtonsForButtonBar(parent);
		getButton(IDialogConstants.OK_ID).setEnabled(before.isPresent());
	}

	private void check() {
		String fault = null;
		boolean complete = !name.getText().isBlank() && !range.getText().isBlank();
		if (complete) {
			try {
				NamedNetwork written = NamedNetwork.of(name.getText().strip(), range.getText().strip());
				fault = others.stream().filter(other -> other.covers(written)).findFirst()
						.map(other -> "The range " + written.range() + " has a name already: " + other.name() + ". Write another range, or edit that one.").orElse(null);
				network = written;
			} catch (IllegalArgumentException e) {
				fault = e.getMessage();
			}
		}
		/* Nothing is wrong with what is not written yet. */
		setErrorMessage(fault);
		getButton(IDialogConstants.OK_ID).setEnabled(complete && fault == null);
	}

	@Override
	protected void okPressed() {
		if (network == null) {
			network = before.orElseThrow();
		}
		super.okPressed();
	}
}
