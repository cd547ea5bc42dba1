package org.cortexbrain.ui.internal.commands;

import java.nio.file.Path;

import org.cortexbrain.telemetry.RecordingWriter;
import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Plays a recording, at the speed that a person chooses. */
public final class OpenRecordingHandler extends AbstractHandler {
	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Shell shell = HandlerUtil.getActiveShellChecked(event);
		var dialog = new FileDialog(shell, SWT.OPEN);
		dialog.setText("Open a recording");
		dialog.setFilterExtensions("*" + RecordingWriter.EXTENSION, "*");
		String file = dialog.open();
		if (file == null) {
			return null;
		}
		int choice = MessageDialog.open(MessageDialog.QUESTION, shell, "Open a recording", "How fast shall " + Path.of(file).getFileName() + " be played?",
				SWT.NONE, "As recorded", "10 times faster", "60 times faster", "All at once");
		if (choice >= 0) {
			Session.current().play(Path.of(file), new double[] { 1, 10, 60, 0 }[choice]);
		}
		return null;
	}
}
