package org.cortexbrain.ui.internal.export;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DragSource;
import org.eclipse.swt.dnd.DragSourceEvent;
import org.eclipse.swt.dnd.DragSourceListener;
import org.eclipse.swt.dnd.FileTransfer;
import org.eclipse.swt.widgets.Control;

/** A control that can be dragged to the desktop or to another program, where a file comes of it. Belongs to the UI thread. */
final class FileDrag implements DragSourceListener {
	/** So long a drop may hold the window; what takes longer is not dropped. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	/** What makes the file when a drag begins. */
	interface Origin {
		DraggedFile begin() throws IOException;
	}

	private final Origin origin;
	private final Runnable late;
	private Optional<DraggedFile> dragged = Optional.empty();

	private FileDrag(Origin origin, Runnable late) {
		this.origin = origin;
		this.late = late;
	}

	/** @param late is run if the file was not complete when it was dropped */
	static void from(Control control, Origin origin, Runnable late) {
		var source = new DragSource(control, DND.DROP_COPY);
		source.setTransfer(FileTransfer.getInstance());
		source.addDragListener(new FileDrag(origin, late));
	}

	@Override
	public void dragStart(DragSourceEvent event) {
		try {
			dragged = Optional.of(origin.begin());
		} catch (IOException e) {
			ILog.of(FileDrag.class).error("There is no place for temporary files, so nothing can be dragged: " + e.getMessage(), e);
			event.doit = false;
		}
	}

	@Override
	public void dragSetData(DragSourceEvent event) {
		Optional<Path> file = dragged.flatMap(each -> each.complete(PATIENCE));
		if (file.isPresent()) {
			event.data = new String[] { file.get().toString() };
		} else {
			event.doit = false;
			late.run();
		}
	}

	@Override
	public void dragFinished(DragSourceEvent event) {
		if (!event.doit || event.detail == DND.DROP_NONE) {
			dragged.ifPresent(DraggedFile::dismiss);
		}
		dragged = Optional.empty();
	}
}
