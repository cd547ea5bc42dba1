package org.cortexbrain.ui.internal.connect;

import java.util.Optional;

import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Takes a kubeconfig as a text; one on the clipboard is there at once. */
final class PasteDialog extends Dialog {
	private static final String MARK = "apiVersion";

	private Text text;
	private String taken = "";

	PasteDialog(Shell parent) {
		super(parent);
	}

	/** The text; empty if a person thought better of it. */
	Optional<String> ask() {
		return open() == OK && !taken.isBlank() ? Optional.of(taken) : Optional.empty();
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Paste a kubeconfig");
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		var area = (Composite) super.createDialogArea(parent);
		Widgets.text(area, "The text of a kubeconfig, in YAML or JSON. It is kept in memory only, unless you save it on the page before.", 1);
		text = new Text(area, SWT.MULTI | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL);
		text.setData(Widgets.ID, "connect.paste.text");
		text.setFont(JFaceResources.getTextFont());
		var data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.widthHint = 520;
		data.heightHint = 260;
		text.setLayoutData(data);
		var clipboard = new Clipboard(parent.getDisplay());
		try {
			if (clipboard.getContents(TextTransfer.getInstance()) instanceof String there && there.contains(MARK)) {
				text.setText(there);
			}
		} finally {
			clipboard.dispose();
		}
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, "Use it", true);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
	}

	@Override
	protected void okPressed() {
		taken = text.getText();
		super.okPressed();
	}
}
