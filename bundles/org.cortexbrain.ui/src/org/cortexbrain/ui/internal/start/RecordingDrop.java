package org.cortexbrain.ui.internal.start;

import java.nio.file.Path;

import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.widgets.Shell;

/** Plays the files that are dropped anywhere on a window. */
public final class RecordingDrop extends DropTargetAdapter {
	private RecordingDrop() {
	}

	/** For as long as the window lives. */
	public static void accept(Shell window) {
		var target = new DropTarget(window, DND.DROP_COPY | DND.DROP_DEFAULT | DND.DROP_MOVE | DND.DROP_LINK);
		target.setTransfer(FileTransfer.getInstance());
		target.addDropListener(new RecordingDrop());
	}

	@Override
	public void dragEnter(DropTargetEvent event) {
		/* Whatever the other program offers: the file stays where it is. */
		event.detail = (event.operations & DND.DROP_COPY) != 0 ? DND.DROP_COPY : (event.operations & DND.DROP_LINK) != 0 ? DND.DROP_LINK : DND.DROP_NONE;
	}

	@Override
	public void dragOperationChanged(DropTargetEvent event) {
		dragEnter(event);
	}

	@Override
	public void drop(DropTargetEvent event) {
		if (event.data instanceof String[] files) {
			for (String file : files) {
				Session.current().play(Path.of(file), 1);
			}
		}
	}
}
