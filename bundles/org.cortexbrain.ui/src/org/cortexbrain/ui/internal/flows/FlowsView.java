package org.cortexbrain.ui.internal.flows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cortexbrain.model.Edge;
import org.cortexbrain.ui.internal.look.Numbers;
import org.cortexbrain.ui.internal.look.SelectionSource;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.cortexbrain.ui.internal.session.Session;
import org.cortexbrain.ui.internal.topology.Link;
import org.cortexbrain.ui.internal.topology.TopologyNode;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;

/** All edges as a table. Only the rows that can be seen are made. */
public final class FlowsView extends ViewPart {
	public static final String ID = "org.cortexbrain.ui.flows";
	private static final String FILTER = "filter";
	private static final String COLUMN = "column";
	private static final String DESCENDING = "descending";
	/** Rows are put in order again this often while they are sorted by a number that lives. */
	private static final long SORT_MILLIS = 5000;

	private final FlowRows rows = new FlowRows();
	private final SelectionSource selection = new SelectionSource();
	private final List<Runnable> ends = new ArrayList<>();
	private final ISelectionListener others = this::selectedElsewhere;
	private final Set<Edge.Key> selected = new HashSet<>();
	private Table table;
	private Text filter;
	private Label count;
	private String filterBefore = "";
	private long sortedAt;

	@Override
	public void init(IViewSite site, IMemento memento) throws PartInitException {
		super.init(site, memento);
		if (memento != null) {
			filterBefore = memento.getString(FILTER) == null ? "" : memento.getString(FILTER);
			String column = memento.getString(COLUMN);
			Arrays.stream(FlowColumn.values()).filter(each -> each.name().equals(column)).findFirst()
					.ifPresent(each -> rows.setOrder(each, Boolean.TRUE.equals(memento.getBoolean(DESCENDING))));
		}
	}

	@Override
	public void saveState(IMemento memento) {
		memento.putString(FILTER, filter.getText());
		memento.putString(COLUMN, rows.column().name());
		memento.putBoolean(DESCENDING, rows.isDescending());
	}

	@Override
	public void createPartControl(Composite parent) {
		var layout = new GridLayout(2, false);
		layout.marginWidth = layout.marginHeight = Tokens.GRID;
		layout.verticalSpacing = Tokens.GRID;
		parent.setLayout(layout);
		filter = new Text(parent, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
		filter.setMessage("Filter: a part of a name, ns:shop, port:6379, from:web, to:db, failing, degraded, idle");
		filter.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		filter.setData("org.cortexbrain.ui.id", "flows.filter");
		filter.setText(filterBefore);
		count = new Label(parent, SWT.RIGHT);
		count.setLayoutData(new GridData(110, SWT.DEFAULT));
		table = new Table(parent, SWT.VIRTUAL | SWT.MULTI | SWT.FULL_SELECTION | SWT.BORDER);
		table.setHeaderVisible(true);
		Themes.paint(table);
		table.setData("org.cortexbrain.ui.id", "flows.table");
		table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
		for (FlowColumn each : FlowColumn.values()) {
			createColumn(each);
		}
		showOrder();
		table.addListener(SWT.SetData, this::fill);
		table.addListener(SWT.Selection, _ -> selectionChanged());
		filter.addModifyListener(_ -> {
			rows.setFilter(filter.getText());
			refill();
		});
		rows.setFilter(filter.getText());
		getSite().setSelectionProvider(selection);
		IHandlerService handlers = getSite().getService(IHandlerService.class);
		handlers.activateHandler("org.eclipse.ui.edit.copy", new AbstractHandler() {
			@Override
			public Object execute(ExecutionEvent event) {
				copy();
				return null;
			}
		});
		handlers.activateHandler("org.eclipse.ui.edit.selectAll", new AbstractHandler() {
			@Override
			public Object execute(ExecutionEvent event) {
				table.selectAll();
				selectionChanged();
				return null;
			}
		});
		getSite().getPage().addSelectionListener(others);
		ends.add(() -> getSite().getPage().removeSelectionListener(others));
		ends.add(Themes.onChange(table::clearAll));
		ends.add(Session.current().onChange(FlowRows::of, this::show));
	}

	private void createColumn(FlowColumn each) {
		var column = new TableColumn(table, each.isNumber() ? SWT.RIGHT : SWT.LEFT);
		column.setText(each.title());
		column.setWidth(each.width());
		column.setMoveable(true);
		column.addListener(SWT.Selection, _ -> {
			rows.setOrder(each, rows.column() == each ? !rows.isDescending() : each.isNumber() || each == FlowColumn.HEALTH);
			showOrder();
			refill();
		});
	}

	private void showOrder() {
		table.setSortColumn(table.getColumn(rows.column().ordinal()));
		table.setSortDirection(rows.isDescending() ? SWT.DOWN : SWT.UP);
	}

	private void fill(Event event) {
		if (event.index >= 0 && event.index < rows.size()) {
			fill((TableItem) event.item, rows.get(event.index));
		}
	}

	private static void fill(TableItem item, FlowRow row) {
		for (FlowColumn each : FlowColumn.values()) {
			String text = each.text(row);
			if (!item.getText(each.ordinal()).equals(text)) {
				item.setText(each.ordinal(), text);
			}
		}
		item.setForeground(FlowColumn.HEALTH.ordinal(), Themes.tokens().of(row.health().state()));
	}

	private void show(List<FlowRow> newer) {
		if (table.isDisposed()) {
			return;
		}
		rows.update(newer);
		long now = System.nanoTime() / 1_000_000;
		if (now - sortedAt > SORT_MILLIS) {
			sortedAt = now;
			rows.sort();
		}
		refill();
	}

	/** Shows the rows again; selection and scroll position stay. */
	private void refill() {
		int top = table.getTopIndex();
		if (table.getItemCount() != rows.size()) {
			table.setItemCount(rows.size());
		}
		clearAndFill();
		int[] indices = selected.stream().mapToInt(rows::indexOf).filter(index -> index >= 0).sorted().toArray();
		if (!Arrays.equals(indices, sortedSelection())) {
			table.deselectAll();
			table.select(indices);
		}
		if (table.getTopIndex() != top && top < rows.size()) {
			table.setTopIndex(top);
		}
		String text = rows.total() == 0 ? "No flows yet" : rows.size() == rows.total() ? Numbers.counted(rows.total(), "flow") : Numbers.count(rows.size()) + " of " + Numbers.count(rows.total());
		if (!count.getText().equals(text)) {
			count.setText(text);
		}
	}

	/**
	 * A row that is cleared has no text for screen readers, even after it is drawn again; those that can be seen are therefore filled in
	 * place.
	 */
	private void clearAndFill() {
		if (rows.size() == 0) {
			return;
		}
		int first = Math.min(table.getTopIndex(), rows.size() - 1);
		int last = Math.min(rows.size() - 1, first + table.getClientArea().height / Math.max(1, table.getItemHeight()) + 1);
		if (first > 0) {
			table.clear(0, first - 1);
		}
		if (last < rows.size() - 1) {
			table.clear(last + 1, rows.size() - 1);
		}
		for (int i = first; i <= last; i++) {
			fill(table.getItem(i), rows.get(i));
		}
	}

	private int[] sortedSelection() {
		int[] now = table.getSelectionIndices();
		Arrays.sort(now);
		return now;
	}

	private void selectionChanged() {
		selected.clear();
		for (int index : table.getSelectionIndices()) {
			if (index < rows.size()) {
				selected.add(rows.get(index).edge().key());
			}
		}
		selection.setSelection(new StructuredSelection(List.copyOf(selected)));
	}

	private void selectedElsewhere(IWorkbenchPart part, ISelection now) {
		if (part == this || !(now instanceof IStructuredSelection structured)) {
			return;
		}
		var wanted = new HashSet<Edge.Key>();
		if (part instanceof TopologyView topology) {
			for (Object each : structured) {
				if (each instanceof Link link) {
					topology.model().flow(link).ifPresent(flow -> flow.edges().forEach(edge -> wanted.add(edge.key())));
				} else if (each instanceof TopologyNode node) {
					var endpoints = new HashSet<>(topology.model().load(node).endpoints());
					Session.current().shown().mesh().edges().stream().map(Edge::key)
							.filter(key -> endpoints.contains(key.source()) || endpoints.contains(key.target())).forEach(wanted::add);
				}
			}
		}
		if (!wanted.equals(selected)) {
			selected.clear();
			selected.addAll(wanted);
			refill();
			selected.stream().mapToInt(rows::indexOf).filter(index -> index >= 0).min().ifPresent(first -> {
				if (first < table.getTopIndex() || first >= table.getTopIndex() + table.getClientArea().height / table.getItemHeight()) {
					table.setTopIndex(first);
				}
			});
		}
	}

	/** Copies the selected rows, with a heading, as text that spreadsheets take. */
	public void copy() {
		List<FlowRow> chosen = Arrays.stream(sortedSelection()).filter(index -> index < rows.size()).mapToObj(rows::get).toList();
		if (!chosen.isEmpty()) {
			var clipboard = new Clipboard(table.getDisplay());
			try {
				clipboard.setContents(new Object[] { FlowRows.asTable(chosen) }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
		}
	}

	/** The edges of all rows that pass the filter, in the order of the table. */
	public List<Edge> edges() {
		return rows.edges();
	}

	/** Puts the cursor into the filter. */
	public void focusFilter() {
		filter.setFocus();
		filter.selectAll();
	}

	@Override
	public void setFocus() {
		table.setFocus();
	}

	@Override
	public void dispose() {
		ends.forEach(Runnable::run);
		super.dispose();
	}
}
