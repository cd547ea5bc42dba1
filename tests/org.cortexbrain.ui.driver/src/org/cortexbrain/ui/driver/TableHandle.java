package org.cortexbrain.ui.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** A table, virtual or not: reading a row of a virtual one brings its texts. */
public final class TableHandle extends WidgetHandle<Table> {
	private static final int LONGEST_LIST = 40;

	TableHandle(Table widget, String words) {
		super(widget, words);
	}

	public int rowCount() {
		return read(Table::getItemCount);
	}

	/** The texts of the column headers, in the order in which they are shown. */
	public List<String> columns() {
		return read(table -> Arrays.stream(table.getColumnOrder()).mapToObj(table::getColumn).map(TableColumn::getText).toList());
	}

	/** All rows from the top, each with its cells in the order in which the columns were made. */
	public List<List<String>> rows() {
		return read(TableHandle::rows);
	}

	private static List<List<String>> rows(Table table) {
		return IntStream.range(0, table.getItemCount()).mapToObj(row -> cells(table, row)).toList();
	}

	private static List<String> cells(Table table, int row) {
		TableItem item = table.getItem(row);
		return IntStream.range(0, Math.max(1, table.getColumnCount())).mapToObj(item::getText).toList();
	}

	/** The cells of one column from the top. */
	public List<String> column(String header) {
		return read(table -> {
			int column = index(table, header);
			return rows(table).stream().map(cells -> cells.get(column)).toList();
		});
	}

	private int index(Table table, String header) {
		return IntStream.range(0, table.getColumnCount()).filter(i -> table.getColumn(i).getText().equals(header)).findFirst()
				.orElseThrow(() -> new AssertionError(this + " has no column '" + header + "' but "
						+ Arrays.stream(table.getColumns()).map(TableColumn::getText).toList()));
	}

	/** Presses a column's header. */
	public void clickHeader(String header) {
		act(table -> notify(table.getColumn(index(table, header)), SWT.Selection, new Event()));
	}

	/** Waits until rows are there that {@code rows} accepts. */
	public void waitForRows(String what, Predicate<List<List<String>>> rows) {
		Wait.until(Wait.PATIENCE, () -> what + " in " + this + ". Rows:\n" + list(), () -> {
			List<List<String>> now = rows(widget());
			return rows.test(now) ? Optional.of(true) : Optional.empty();
		});
	}

	private String list() {
		return rows(widget()).stream().limit(LONGEST_LIST).map(cells -> "\t" + cells).collect(Collectors.joining("\n"));
	}

	/** Selects the one row that has these texts among its cells. Waits for it. */
	public void select(String... cells) {
		selectRows(row(cells));
	}

	/** Ticks the box of the one row that has these texts among its cells, or unticks it. Waits for the row. */
	public void check(boolean ticked, String... cells) {
		int row = row(cells);
		act(table -> {
			takeFocus(table);
			table.getItem(row).setChecked(ticked);
			var event = new Event();
			event.item = table.getItem(row);
			event.detail = SWT.CHECK;
			notify(table, SWT.Selection, event);
		});
	}

	private int row(String... cells) {
		return Wait.until(Wait.PATIENCE, () -> "one row with " + List.of(cells) + " in " + this + ". Rows:\n" + list(), () -> {
			List<Integer> found = new ArrayList<>();
			List<List<String>> rows = rows(widget());
			for (int i = 0; i < rows.size(); i++) {
				if (rows.get(i).containsAll(List.of(cells))) {
					found.add(i);
				}
			}
			return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
		});
	}

	/** Selects rows by their place from the top, which is 0. */
	public void selectRows(int... rows) {
		act(table -> {
			takeFocus(table);
			table.setSelection(rows);
			var event = new Event();
			event.item = table.getItem(rows[rows.length - 1]);
			notify(table, SWT.Selection, event);
		});
	}

	/** Opens the row that is selected, as a double click or the Enter key does. */
	public void openSelected() {
		act(table -> {
			var event = new Event();
			event.item = table.getSelection()[0];
			notify(table, SWT.DefaultSelection, event);
		});
	}

	/** The cells of the rows that are selected. */
	public List<List<String>> selected() {
		return read(table -> Arrays.stream(table.getSelectionIndices()).sorted().mapToObj(row -> cells(table, row)).toList());
	}
}
