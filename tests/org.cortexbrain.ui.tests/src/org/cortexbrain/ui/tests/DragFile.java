package org.cortexbrain.ui.tests;

import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceAdapter;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** A window above all others from which a file can be dragged, as from a file manager: {@code DragFile FILE X Y}, 100 by 60 points. */
public final class DragFile {
	private DragFile() {
	}

	public static void main(String[] arguments) {
		var display = new Display();
		var shell = new Shell(display, SWT.ON_TOP | SWT.NO_TRIM);
		shell.setLayout(new FillLayout());
		shell.setText("A file");
		shell.setBounds(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), 100, 60);
		var label = new Label(shell, SWT.CENTER);
		label.setText("drag me");
		var source = new DragSource(label, DND.DROP_COPY | DND.DROP_LINK);
		source.setTransfer(FileTransfer.getInstance());
		source.addDragListener(new DragSourceAdapter() {
			@Override
			public void dragSetData(DragSourceEvent event) {
				event.data = new String[] { arguments[0] };
			}

			@Override
			public void dragFinished(DragSourceEvent event) {
				System.out.println("dropped " + event.doit);
			}
		});
		shell.open();
		System.out.println("ready");
		while (!shell.isDisposed()) {
			if (!display.readAndDispatch()) {
				display.sleep();
			}
		}
	}
}
