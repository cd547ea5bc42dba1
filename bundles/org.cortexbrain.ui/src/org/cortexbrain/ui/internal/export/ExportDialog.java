package org.cortexbrain.ui.internal.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Asks what of the topology is exported, as what and how; then where. */
public final class ExportDialog extends Dialog {
	private static final List<Integer> SCALES = List.of(1, 2, 3, 4);

	private final TopologyView view;
	private final ExportWish last;
	private final boolean anySelected;
	private Button selection;
	private Combo format;
	private Combo scale;
	private Combo theme;
	private Button legend;
	private Button caption;
	private ExportWish chosen;

	public ExportDialog(Shell parent, TopologyView view) {
		super(parent);
		this.view = view;
		last = ExportWish.remembered(view);
		anySelected = !view.viewer().getStructuredSelection().isEmpty();
	}

	/** What a person wants; empty if they thought better of it. */
	public Optional<ExportWish> ask() {
		if (open() != OK) {
			return Optional.empty();
		}
		var dialog = new FileDialog(getParentShell(), SWT.SAVE);
		dialog.setText("Export topology");
		dialog.setFilterExtensions("*." + chosen.format().ending());
		dialog.setFilterNames(new String[] { chosen.format().label() });
		dialog.setFilterPath(String.valueOf(last.file().getParent()));
		dialog.setFileName("topology." + chosen.format().ending());
		dialog.setOverwrite(true);
		String file = dialog.open();
		if (file == null) {
			return Optional.empty();
		}
		ExportWish wish = new ExportWish(Path.of(file), chosen.format(), chosen.selection(), chosen.options());
		wish.remember();
		return Optional.of(wish);
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText("Export topology");
	}

	private static Combo combo(Composite parent, String label, List<String> items, int selected, String id) {
		new Label(parent, SWT.NONE).setText(label);
		var combo = new Combo(parent, SWT.READ_ONLY);
		combo.setItems(items.toArray(String[]::new));
		combo.select(selected);
		combo.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		combo.setData("org.cortexbrain.ui.id", id);
		return combo;
	}

	private static Button box(Composite parent, int style, String text, boolean selected, String id) {
		var button = new Button(parent, style);
		button.setText(text);
		button.setSelection(selected);
		button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		button.setData("org.cortexbrain.ui.id", id);
		return button;
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		var area = (Composite) super.createDialogArea(parent);
		((GridLayout) area.getLayout()).numColumns = 2;
		box(area, SWT.RADIO, "&Whole topology", !anySelected, "export.whole");
		selection = box(area, SWT.RADIO, "&Selection, what it holds and the connections between", anySelected, "export.selection");
		selection.setEnabled(anySelected);
		format = combo(area, "&Format:", Arrays.stream(ExportFormat.values()).map(ExportFormat::label).toList(), last.format().ordinal(), "export.format");
		scale = combo(area, "Si&ze:", SCALES.stream().map(times -> times + "\u00D7").toList(), Math.max(0, SCALES.indexOf((int) last.options().scale())),
				"export.scale");
		theme = combo(area, "&Colours:", List.of("Light", "Dark"), last.options().theme().equals(GraphTheme.DARK) ? 1 : 0, "export.theme");
		legend = box(area, SWT.CHECK, "&Legend", last.options().legend(), "export.legend");
		caption = box(area, SWT.CHECK, "Ca&ption with the time", !last.options().caption().isEmpty(), "export.caption");
		createDrag(area);
		format.addListener(SWT.Selection, _ -> enable());
		enable();
		return area;
	}

	private void createDrag(Composite area) {
		var handle = new Label(area, SWT.BORDER | SWT.CENTER);
		handle.setText("Or drag it from here to where you want it");
		handle.setData("org.cortexbrain.ui.id", "export.drag");
		handle.setCursor(handle.getDisplay().getSystemCursor(SWT.CURSOR_HAND));
		handle.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
		FileDrag.from(handle, () -> {
			ExportWish wish = wish();
			return DraggedFile.of(wish.graph(view), wish.format(), wish.options());
		}, () -> handle.setText("It is too large to be dragged. Choose Export\u2026"));
	}

	private ExportFormat format() {
		return ExportFormat.values()[format.getSelectionIndex()];
	}

	/* A graph has no size and no colours. */
	private void enable() {
		boolean picture = switch (format()) {
		case SVG, PDF, PNG -> true;
		case GRAPHML, DOT -> false;
		};
		for (Control control : new Control[] { scale, theme, legend }) {
			control.setEnabled(picture);
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.OK_ID, "Export\u2026", true);
		createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
	}

	/* As it is chosen now; the file is that of the last time. */
	private ExportWish wish() {
		ExportOptions options = last.options().withTheme(theme.getSelectionIndex() == 1 ? GraphTheme.DARK : GraphTheme.LIGHT)
				.withScale(SCALES.get(scale.getSelectionIndex())).withLegend(legend.getSelection());
		String line = caption.getSelection() ? ExportWish.caption() : "";
		return new ExportWish(last.file(), format(), selection.getSelection(), options.withCaption(line));
	}

	@Override
	protected void okPressed() {
		chosen = wish();
		super.okPressed();
	}
}
