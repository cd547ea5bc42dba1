package org.cortexbrain.ui.internal.clusters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.cortexbrain.connect.ClusterState;
import org.cortexbrain.connect.Clusters.Observed;
import org.cortexbrain.ui.internal.connect.ConnectWizard;
import org.cortexbrain.ui.internal.look.ClusterColors;
import org.cortexbrain.ui.internal.look.SelectionSource;
import org.cortexbrain.ui.internal.look.Themes;
import org.cortexbrain.ui.internal.look.Tokens;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.part.ViewPart;

/** The clusters that a person knows: how each does, its nodes, namespaces and agents. Its selection is an {@link Observed}. */
public final class ClustersView extends ViewPart {
	public static final String ID = "org.cortexbrain.ui.clusters";
	private static final String CONNECT = "org.cortexbrain.ui.connectThisCluster";
	private static final String OPEN = "open";
	private static final int SECOND = 1000;

	private final SelectionSource selection = new SelectionSource();
	private final List<Runnable> ends = new ArrayList<>();
	/** Keys of rows that are open, each after those above it. */
	private final Set<String> open = new HashSet<>();
	private Composite stack;
	private Composite nothing;
	private Tree tree;

	@Override
	public void init(IViewSite site, IMemento memento) throws PartInitException {
		super.init(site, memento);
		if (memento != null && memento.getString(OPEN) != null) {
			open.addAll(List.of(memento.getString(OPEN).split("\n")));
		}
	}

	@Override
	public void saveState(IMemento memento) {
		memento.putString(OPEN, String.join("\n", open));
	}

	@Override
	public void createPartControl(Composite parent) {
		stack = new Composite(parent, SWT.NONE);
		stack.setLayout(new StackLayout());
		createNothing();
		tree = new Tree(stack, SWT.SINGLE | SWT.FULL_SELECTION);
		tree.setHeaderVisible(true);
		tree.setData("org.cortexbrain.ui.id", "clusters.tree");
		column("Cluster", 140);
		column("State", 300);
		tree.addListener(SWT.Selection, _ -> selectionChanged());
		tree.addListener(SWT.DefaultSelection, _ -> opened());
		tree.addListener(SWT.Expand, event -> open.add(path((TreeItem) event.item)));
		tree.addListener(SWT.Collapse, event -> open.remove(path((TreeItem) event.item)));
		var menu = new MenuManager();
		tree.setMenu(menu.createContextMenu(tree));
		getSite().registerContextMenu(menu, selection);
		getSite().setSelectionProvider(selection);
		getSite().<IHandlerService>getService(IHandlerService.class).activateHandler("org.eclipse.ui.edit.copy", new AbstractHandler() {
			@Override
			public Object execute(ExecutionEvent event) {
				copy();
				return null;
			}
		});
		DesktopClusters desktop = DesktopClusters.current();
		ends.add(desktop.onChange(this::show));
		ends.add(Themes.onChange(this::show));
		desktop.begin();
		show();
		tick();
	}

	private void createNothing() {
		nothing = new Composite(stack, SWT.NONE);
		var layout = new GridLayout();
		layout.marginWidth = layout.marginHeight = 3 * Tokens.GRID;
		layout.verticalSpacing = 2 * Tokens.GRID;
		nothing.setLayout(layout);
		var words = new Label(nothing, SWT.WRAP);
		words.setText("No cluster is known here yet. A kubeconfig, as kubectl uses it, is all that it takes.");
		words.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		var connect = new Button(nothing, SWT.PUSH);
		connect.setText("Connect a cluster\u2026");
		connect.setData("org.cortexbrain.ui.id", "clusters.connect");
		connect.addListener(SWT.Selection, _ -> ConnectWizard.open(getSite().getShell()));
	}

	private void column(String title, int width) {
		var column = new TreeColumn(tree, SWT.LEFT);
		column.setText(title);
		column.setWidth(width);
	}

	/* The time to the next try is told in seconds. */
	private void tick() {
		tree.getDisplay().timerExec(SECOND, () -> {
			if (!tree.isDisposed()) {
				if (DesktopClusters.current().clusters().all().stream().anyMatch(each -> each.state() instanceof ClusterState.Retrying)) {
					show();
				}
				tick();
			}
		});
	}

	private void show() {
		if (tree.isDisposed()) {
			return;
		}
		List<Observed> all = DesktopClusters.current().clusters().all();
		var layout = (StackLayout) stack.getLayout();
		Composite top = all.isEmpty() ? nothing : tree;
		if (layout.topControl != top) {
			layout.topControl = top;
			stack.layout();
		}
		Instant now = Instant.now();
		List<ClusterRow> rows = all.stream().map(each -> ClusterRow.of(each, now)).toList();
		fill(tree.getItems(), rows, "", index -> new TreeItem(tree, SWT.NONE, index));
		for (int i = 0; i < all.size(); i++) {
			TreeItem item = tree.getItem(i);
			item.setData("cluster", all.get(i));
			item.setForeground(0, ClusterColors.of(all.get(i).cluster().color(), Themes.isDark()));
		}
		selectionChanged();
	}

	private interface Making {
		TreeItem make(int index);
	}

	/** Brings the items of one parent to what they are to be; an item whose row is still there stays, and with it the selection. */
	private void fill(TreeItem[] items, List<ClusterRow> rows, String above, Making making) {
		Set<String> wanted = new HashSet<>(rows.stream().map(ClusterRow::key).toList());
		List<TreeItem> there = new ArrayList<>();
		for (TreeItem item : items) {
			if (wanted.contains(key(item))) {
				there.add(item);
			} else {
				item.dispose();
			}
		}
		for (int i = 0; i < rows.size(); i++) {
			ClusterRow row = rows.get(i);
			if (i >= there.size() || !key(there.get(i)).equals(row.key())) {
				int at = i;
				there.stream().skip(i).filter(item -> key(item).equals(row.key())).findFirst().ifPresent(moved -> {
					there.remove(moved);
					moved.dispose();
				});
				TreeItem made = making.make(at);
				made.setData(row.key());
				there.add(at, made);
			}
			fill(there.get(i), row, above + "/" + row.key());
		}
	}

	private void fill(TreeItem item, ClusterRow row, String path) {
		String[] cells = { row.name(), row.state() };
		for (int i = 0; i < cells.length; i++) {
			if (!item.getText(i).equals(cells[i])) {
				item.setText(i, cells[i]);
			}
		}
		/* A row keeps what the style sheet of the theme gave it that it was made in. */
		item.setForeground(0, Themes.tokens().text());
		item.setForeground(1, row.health().map(Themes.tokens()::of).orElse(Themes.tokens().mutedText()));
		fill(item.getItems(), row.children(), path, index -> new TreeItem(item, SWT.NONE, index));
		boolean expanded = open.contains(path);
		if (item.getItemCount() > 0 && item.getExpanded() != expanded) {
			item.setExpanded(expanded);
		}
	}

	private static String key(TreeItem item) {
		return (String) item.getData();
	}

	private static String path(TreeItem item) {
		return (item.getParentItem() == null ? "" : path(item.getParentItem())) + "/" + key(item);
	}

	private static TreeItem root(TreeItem item) {
		return item.getParentItem() == null ? item : root(item.getParentItem());
	}

	private Optional<Observed> selected() {
		return Arrays.stream(tree.getSelection()).findFirst().map(item -> (Observed) root(item).getData("cluster"));
	}

	private void selectionChanged() {
		var now = selected().map(StructuredSelection::new).orElse(StructuredSelection.EMPTY);
		if (!now.equals(selection.getSelection())) {
			selection.setSelection(now);
		}
	}

	/** Enter or a double click: what lives is opened and closed, what does not is connected. */
	private void opened() {
		Optional<Observed> one = selected();
		if (one.isEmpty()) {
			return;
		}
		TreeItem item = tree.getSelection()[0];
		if (item.getParentItem() == null && !(one.get().state() instanceof ClusterState.Live)) {
			try {
				PlatformUI.getWorkbench().getService(IHandlerService.class).executeCommand(CONNECT, null);
			} catch (CommandException e) {
				throw new IllegalStateException("the cluster could not be connected", e);
			}
		} else if (item.getItemCount() > 0) {
			boolean expand = !item.getExpanded();
			item.setExpanded(expand);
			if (expand) {
				open.add(path(item));
			} else {
				open.remove(path(item));
			}
		}
	}

	/** Copies all that is shown of the selected cluster. */
	public void copy() {
		selected().ifPresent(one -> {
			var clipboard = new Clipboard(tree.getDisplay());
			try {
				clipboard.setContents(new Object[] { ClusterRow.of(one, Instant.now()).asText() }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
		});
	}

	@Override
	public void setFocus() {
		((StackLayout) stack.getLayout()).topControl.setFocus();
	}

	@Override
	public void dispose() {
		ends.forEach(Runnable::run);
		super.dispose();
	}
}
