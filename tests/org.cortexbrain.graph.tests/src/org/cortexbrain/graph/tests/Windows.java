package org.cortexbrain.graph.tests;

import java.util.function.Consumer;

import org.cortexbrain.graph.GraphViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Windows of tests. */
final class Windows {
	private Windows() {
	}

	/** A viewer that fills an open window of its own, without animation. */
	static GraphViewer viewer(int width, int height, Consumer<String> problem) {
		var shell = new Shell(Display.getDefault(), SWT.NO_TRIM);
		shell.setLayout(new FillLayout());
		shell.setSize(width, height);
		var viewer = new GraphViewer(shell, problem);
		viewer.setAnimated(false);
		shell.open();
		return viewer;
	}

	/** Closes the window of a viewer, if it is still open. */
	static void close(GraphViewer viewer) {
		if (!viewer.getControl().isDisposed()) {
			viewer.getControl().getShell().dispose();
		}
	}
}
