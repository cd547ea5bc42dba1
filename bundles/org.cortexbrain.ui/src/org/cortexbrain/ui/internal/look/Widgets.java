package org.cortexbrain.ui.internal.look;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** The widgets that pages and dialogs are made of, each with the id by which it is found. */
public final class Widgets {
	/** The key of a widget's data under which its id is. */
	public static final String ID = "org.cortexbrain.ui.id";

	private Widgets() {
	}

	public static Composite grid(Composite parent, int columns, boolean margins) {
		var composite = new Composite(parent, SWT.NONE);
		var layout = new GridLayout(columns, false);
		layout.marginWidth = layout.marginHeight = margins ? 2 * Tokens.GRID : 0;
		layout.verticalSpacing = 2 * Tokens.GRID;
		layout.horizontalSpacing = 2 * Tokens.GRID;
		composite.setLayout(layout);
		composite.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		return composite;
	}

	/** A text that is broken into lines at the width of the page. */
	public static Label text(Composite parent, String text, int columns) {
		var label = new Label(parent, SWT.WRAP);
		label.setText(text.replace("&", "&&"));
		var data = new GridData(SWT.FILL, SWT.TOP, true, false, columns, 1);
		data.widthHint = 400;
		label.setLayoutData(data);
		return label;
	}

	public static Table table(Composite parent, int style, String id, String[] titles, int... widths) {
		var table = new Table(parent, style | SWT.FULL_SELECTION | SWT.BORDER);
		table.setHeaderVisible(true);
		table.setData(ID, id);
		Themes.paint(table);
		for (int i = 0; i < titles.length; i++) {
			var column = new TableColumn(table, SWT.LEFT);
			column.setText(titles[i]);
			column.setWidth(widths[i]);
		}
		return table;
	}

	/** Sets the cells that have changed: an unchanged one is not told to screen readers again. */
	public static void cells(TableItem item, String... cells) {
		for (int i = 0; i < cells.length; i++) {
			if (!item.getText(i).equals(cells[i])) {
				item.setText(i, cells[i]);
			}
		}
	}

	public static Button push(Composite parent, String name, String id, Runnable action) {
		var button = new Button(parent, SWT.PUSH);
		button.setText(name);
		button.setData(ID, id);
		button.setLayoutData(new GridData(SWT.FILL, SWT.TOP, false, false));
		button.addListener(SWT.Selection, _ -> action.run());
		return button;
	}

	/** A field with words to read and to copy. */
	public static StyledText words(Composite parent, String id, int height, int columns) {
		var words = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL | SWT.BORDER);
		words.setData(ID, id);
		words.setMargins(2 * Tokens.GRID, Tokens.GRID, 2 * Tokens.GRID, Tokens.GRID);
		words.setAlwaysShowScrollBars(false);
		/* The key that leaves a field must leave this one, too. */
		words.addTraverseListener(event -> event.doit |= event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
		var data = new GridData(SWT.FILL, SWT.FILL, true, false, columns, 1);
		data.heightHint = height;
		words.setLayoutData(data);
		return words;
	}

	public static void set(StyledText words, String text) {
		if (!words.getText().equals(text)) {
			words.setText(text);
		}
	}

	public static void set(Label label, String text) {
		String shown = text.replace("&", "&&");
		if (!label.getText().equals(shown)) {
			label.setText(shown);
		}
	}
}
