package org.cortexbrain.ui.internal.preferences;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.cluster.NamedNetwork;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;

/** Names for ranges of addresses outside. They are in force at once, in every cluster and on this machine. */
public final class NetworksPage extends PreferencePage implements IWorkbenchPreferencePage {
	private static final int HEIGHT = 200;

	private final List<NamedNetwork> networks = new ArrayList<>(Preferences.networks());
	private TableViewer table;
	private Button edit;
	private Button remove;

	@Override
	public void init(IWorkbench workbench) {
		setDescription("Addresses outside are shown by these names. Where several ranges hold an address, the smallest counts; several ranges may have one name.");
	}

	@Override
	protected Control createContents(Composite parent) {
		var page = new Composite(parent, SWT.NONE);
		var columns = new GridLayout(2, false);
		columns.marginWidth = columns.marginHeight = 0;
		page.setLayout(columns);
		createTable(page);
		var buttons = new Composite(page, SWT.NONE);
		var column = new GridLayout();
		column.marginWidth = column.marginHeight = 0;
		buttons.setLayout(column);
		buttons.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		button(buttons, "Add…", this::add);
		edit = button(buttons, "Edit…", this::edit);
		remove = button(buttons, "Remove", this::remove);
		show();
		return page;
	}

	private void createTable(Composite page) {
		var frame = new Composite(page, SWT.NONE);
		var data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = HEIGHT;
		frame.setLayoutData(data);
		var widths = new TableColumnLayout();
		frame.setLayout(widths);
		table = new TableViewer(frame, SWT.SINGLE | SWT.BORDER | SWT.FULL_SELECTION);
		table.getTable().setHeaderVisible(true);
		table.getTable().setData("org.cortexbrain.ui.id", "networks.table");
		column(widths, "Name", NamedNetwork::name);
		column(widths, "Range", NamedNetwork::range);
		table.setContentProvider(ArrayContentProvider.getInstance());
		table.setInput(networks);
		table.addSelectionChangedListener(_ -> enable());
		table.addDoubleClickListener(_ -> edit());
		table.getTable().addListener(SWT.KeyDown, (Event event) -> {
			if (event.keyCode == SWT.DEL) {
				remove();
			}
		});
	}

	private interface Text {
		String of(NamedNetwork network);
	}

	private void column(TableColumnLayout widths, String name, Text text) {
		var column = new TableViewerColumn(table, SWT.NONE);
		column.getColumn().setText(name);
		widths.setColumnData(column.getColumn(), new ColumnWeightData(1));
		column.setLabelProvider(new ColumnLabelProvider() {
			@Override
			public String getText(Object element) {
				return text.of((NamedNetwork) element);
			}
		});
	}

	private static Button button(Composite parent, String name, Runnable action) {
		var button = new Button(parent, SWT.PUSH);
		button.setText(name);
		button.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		button.addListener(SWT.Selection, _ -> action.run());
		return button;
	}

	private void show() {
		table.refresh();
		enable();
	}

	private void enable() {
		edit.setEnabled(selected().isPresent());
		remove.setEnabled(selected().isPresent());
	}

	private Optional<NamedNetwork> selected() {
		return Optional.ofNullable((NamedNetwork) table.getStructuredSelection().getFirstElement());
	}

	private void add() {
		var dialog = new NetworkDialog(getShell(), Optional.empty(), networks);
		if (dialog.open() == Window.OK) {
			networks.add(dialog.network());
			show();
		}
	}

	private void edit() {
		selected().ifPresent(old -> {
			List<NamedNetwork> others = networks.stream().filter(each -> each != old).toList();
			var dialog = new NetworkDialog(getShell(), Optional.of(old), others);
			if (dialog.open() == Window.OK) {
				networks.set(networks.indexOf(old), dialog.network());
				show();
			}
		});
	}

	private void remove() {
		selected().ifPresent(networks::remove);
		show();
	}

	@Override
	protected void performDefaults() {
		networks.clear();
		show();
		super.performDefaults();
	}

	@Override
	public boolean performOk() {
		Preferences.setNetworks(networks);
		return true;
	}
}
