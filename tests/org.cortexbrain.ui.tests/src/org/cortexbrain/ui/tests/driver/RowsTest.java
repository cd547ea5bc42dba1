package org.cortexbrain.ui.tests.driver;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.TableHandle;
import org.cortexbrain.ui.driver.TreeHandle;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.Rule;
import org.junit.Test;

public class RowsTest {
	@Rule
	public final SmallShell shell = new SmallShell();

	private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

	private static void size(Control control) {
		control.setLayoutData(new RowData(300, 200));
	}

	private TableHandle virtualTable(int rows) {
		return shell.with(s -> {
			var table = new Table(s, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION);
			size(table);
			table.setHeaderVisible(true);
			for (String header : List.of("Source", "Port")) {
				var column = new TableColumn(table, SWT.NONE);
				column.setText(header);
				column.setWidth(100);
				column.addListener(SWT.Selection, _ -> seen.add("sort by " + header));
			}
			table.addListener(SWT.SetData, e -> ((TableItem) e.item).setText(new String[] { "pod-" + e.index, "" + (8000 + e.index) }));
			table.addListener(SWT.Selection, e -> seen.add(((TableItem) e.item).getText()));
			table.addListener(SWT.DefaultSelection, e -> seen.add("open " + ((TableItem) e.item).getText()));
			table.setItemCount(rows);
		}).table(Query.type(Table.class));
	}

	@Test
	public void readsRowsOfAVirtualTableThatWereNeverShown() {
		TableHandle table = virtualTable(500);
		assertEquals(500, table.rowCount());
		assertEquals(List.of("pod-499", "8499"), table.rows().get(499));
		assertEquals("8250", table.column("Port").get(250));
		assertEquals(List.of("Source", "Port"), table.columns());
	}

	@Test
	public void selectsTheRowWithTheTextsAndTellsTheListeners() {
		TableHandle table = virtualTable(50);
		table.select("pod-7", "8007");
		table.openSelected();
		assertEquals(List.of("pod-7", "open pod-7"), seen);
		assertEquals(List.of(List.of("pod-7", "8007")), table.selected());
	}

	@Test
	public void pressesAColumnHeader() {
		virtualTable(1).clickHeader("Port");
		assertEquals(List.of("sort by Port"), seen);
	}

	@Test
	public void listsTheColumnsWhenOneIsMissing() {
		TableHandle table = virtualTable(1);
		assertThat(assertThrows(AssertionError.class, () -> table.column("Rate")).getMessage(), containsString("[Source, Port]"));
	}

	@Test
	public void opensATreeOnTheWayToAnItem() {
		TreeHandle tree = shell.with(s -> {
			var t = new Tree(s, SWT.NONE);
			size((Composite) t);
			var shop = new TreeItem(t, SWT.NONE);
			shop.setText("shop");
			new TreeItem(shop, SWT.NONE).setText("not yet");
			t.addListener(SWT.Expand, e -> {
				var item = (TreeItem) e.item;
				item.removeAll();
				new TreeItem(item, SWT.NONE).setText("cart");
			});
			t.addListener(SWT.Selection, e -> seen.add(((TreeItem) e.item).getText()));
		}).tree(Query.type(Tree.class));
		tree.select("shop", "cart");
		/* GTK itself selects the first item as the shell opens. */
		assertEquals("cart", seen.getLast());
		assertEquals(List.of("cart"), tree.items("shop"));
	}
}
