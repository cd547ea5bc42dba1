package org.cortexbrain.ui.internal.topology;

import java.util.List;
import java.util.Optional;

import org.cortexbrain.graph.GraphViewer;
import org.cortexbrain.ui.internal.look.Themes;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;

/** A line above the graph that says what people have left out of it, with the way back. Not there while all is shown. */
final class LeftOutBar {
	private static final int MOST_NAMES = 3;

	private final Composite page;
	private final Link text;

	/** @param showAll shows all again */
	LeftOutBar(Composite page, Runnable showAll) {
		this.page = page;
		text = new Link(page, SWT.NONE);
		text.setData("org.cortexbrain.ui.id", "topology.leftOut");
		var data = new GridData(SWT.FILL, SWT.TOP, true, false);
		data.horizontalIndent = ((GridLayout) page.getLayout()).marginWidth + 8;
		data.verticalIndent = 4;
		text.setLayoutData(data);
		text.addListener(SWT.Selection, _ -> showAll.run());
		Themes.paint(text);
		Runnable end = Themes.onChange(() -> Themes.paint(text));
		text.addDisposeListener(_ -> end.run());
		setVisible(false);
	}

	private void setVisible(boolean visible) {
		((GridData) text.getLayoutData()).exclude = !visible;
		text.setVisible(visible);
	}

	void show(GraphViewer viewer) {
		int nodes = viewer.nodesLeftOut();
		int hops = viewer.focusHops();
		if (text.isDisposed()) {
			return;
		}
		if (nodes == 0 && hops == 0) {
			setVisible(false);
		} else {
			String where = hops == 0 ? "" : (hops == 1 ? "1 hop" : hops + " hops") + " around " + names(viewer) + ". ";
			String missing = nodes == 1 ? "1 node is not shown. " : nodes + " nodes are not shown. ";
			text.setText(where.replace("&", "&&") + missing + "<a>Show all</a>");
			setVisible(true);
		}
		page.layout();
	}

	private static String names(GraphViewer viewer) {
		List<String> names = viewer.focusedNodes().stream().map(viewer::nameOf).flatMap(Optional::stream).toList();
		String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
		/* Text of the mesh is no link. */
		String safe = first.replace("<", "\u2039").replace(">", "\u203a");
		return names.size() <= MOST_NAMES ? safe : safe + " and " + (names.size() - MOST_NAMES) + " more";
	}
}
