package org.cortexbrain.ui.driver;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** A tree; its items are named by the path of their first cells. */
public final class TreeHandle extends WidgetHandle<Tree> {
	TreeHandle(Tree widget, String words) {
		super(widget, words);
	}

	/** The first cells of the items below a path, which may be empty. */
	public List<String> items(String... path) {
		return read(tree -> Arrays.stream(path.length == 0 ? tree.getItems() : expand(find(tree, path).orElseThrow(() -> missing(tree, path))))
				.map(TreeItem::getText).toList());
	}

	/** All cells of the item at a path. */
	public List<String> cells(String... path) {
		return read(tree -> {
			TreeItem item = find(tree, path).orElseThrow(() -> missing(tree, path));
			return IntStream.range(0, Math.max(1, tree.getColumnCount())).mapToObj(item::getText).toList();
		});
	}

	/** Selects the item at a path; opens those above it. Waits for it. */
	public void select(String... path) {
		Wait.until(Wait.PATIENCE, () -> missing(widget(), path).getMessage(), () -> find(widget(), path));
		act(tree -> {
			TreeItem item = find(tree, path).orElseThrow(() -> missing(tree, path));
			/* In this order: a tree without a selection selects its first item when it gets the focus. */
			tree.setSelection(item);
			takeFocus(tree);
			var event = new Event();
			event.item = item;
			notify(tree, SWT.Selection, event);
		});
	}

	private static Optional<TreeItem> find(Tree tree, String... path) {
		TreeItem[] items = tree.getItems();
		Optional<TreeItem> found = Optional.empty();
		for (String step : path) {
			if (found.isPresent()) {
				items = expand(found.get());
			}
			found = Arrays.stream(items).filter(item -> item.getText().equals(step)).findFirst();
			if (found.isEmpty()) {
				return found;
			}
		}
		return found;
	}

	private static TreeItem[] expand(TreeItem item) {
		if (!item.getExpanded() && item.getItemCount() > 0) {
			var event = new Event();
			event.item = item;
			notify(item.getParent(), SWT.Expand, event);
			item.setExpanded(true);
		}
		return item.getItems();
	}

	private AssertionError missing(Tree tree, String... path) {
		return new AssertionError("the item '" + String.join("' > '", path) + "' in " + this + ". Top items: "
				+ Arrays.stream(tree.getItems()).map(TreeItem::getText).collect(Collectors.joining(", ")));
	}
}
