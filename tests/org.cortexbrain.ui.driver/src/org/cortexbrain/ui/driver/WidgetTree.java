package org.cortexbrain.ui.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Decorations;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.Widget;

/** The widgets below a widget, in the order in which they were made. UI thread only. Rows and menus are left to their handles. */
final class WidgetTree {
	private WidgetTree() {
	}

	static List<Widget> below(Widget root) {
		List<Widget> found = new ArrayList<>();
		collect(root, found);
		return found;
	}

	private static void collect(Widget widget, List<Widget> found) {
		if (widget.isDisposed()) {
			return;
		}
		found.add(widget);
		children(widget).forEach(child -> collect(child, found));
	}

	private static Stream<? extends Widget> children(Widget widget) {
		Stream<? extends Widget> items = switch (widget) {
		case ToolBar bar -> Arrays.stream(bar.getItems());
		case CTabFolder folder -> Arrays.stream(folder.getItems());
		case TabFolder folder -> Arrays.stream(folder.getItems());
		case Table table -> Arrays.stream(table.getColumns());
		case Tree tree -> Arrays.stream(tree.getColumns());
		default -> Stream.empty();
		};
		Stream<? extends Widget> controls = widget instanceof Composite composite ? Arrays.stream(composite.getChildren()) : Stream.empty();
		/* A shell's dialogs are shells of their own. */
		return Stream.concat(items, controls.filter(control -> !(control instanceof Decorations)));
	}
}
