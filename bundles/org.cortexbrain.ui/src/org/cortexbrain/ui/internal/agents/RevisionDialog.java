package org.cortexbrain.ui.internal.agents;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.agents.AgentRollout.Revision;
import org.cortexbrain.connect.Shown;
import org.cortexbrain.ui.internal.look.Widgets;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** Lets a person choose one of the templates that the agents once had. */
final class RevisionDialog extends TitleAreaDialog {
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
	private final List<Revision> former;
	private Table table;
	private Optional<Revision> chosen = Optional.empty();

	private RevisionDialog(Shell parent, List<Revision> former) {
		super(parent);
		this.former = former;
	}

	/** Blocks until one is chosen or the dialog is left; the present one is not offered. UI thread. */
	static Optional<Revision> choose(Shell parent, List<Revision> revisions) {
		var dialog = new RevisionDialog(parent, revisions.stream().filter(revision -> !revision.current()).toList());
		return dialog.open() == Window.OK ? dialog.chosen : Optional.empty();
	}

	@Override
	protected boolean isResizable() {
		return true;
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Roll back");
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		setTitle("Which one?");
		setMessage("The agents get this template again exactly as it was, node after node.");
		Composite area = Widgets.grid((Composite) super.createDialogArea(parent), 1, true);
		table = Widgets.table(area, SWT.SINGLE, "agents.revisions", new String[] { "Revision", "Made", "Image" }, 80, 170, 400);
		var data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = 120;
		table.setLayoutData(data);
		former.forEach(revision -> Widgets.cells(new TableItem(table, SWT.NONE), String.valueOf(revision.number()), TIME.format(revision.made()), Shown.of(revision.image())));
		table.select(0);
		table.addListener(SWT.DefaultSelection, _ -> okPressed());
		return area;
	}

	@Override
	protected void okPressed() {
		chosen = Optional.of(former.get(table.getSelectionIndex()));
		super.okPressed();
	}
}
