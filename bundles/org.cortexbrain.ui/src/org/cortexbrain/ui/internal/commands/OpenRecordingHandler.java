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

/** Plays a recording, at the speed that a person chooses; the file may be named by a parameter. */
public final class OpenRecordingHandler extends AbstractHandler {
	private static final String FILE = "org.cortexbrain.ui.openRecording.file";
	private static final String SPEED = "org.cortexbrain.ui.openRecording.speed";

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		if (event.getParameter(FILE) != null) {
			String speed = event.getParameter(SPEED);
			try {
				Session.current().play(Path.of(event.getParameter(FILE)), speed == null ? 1 : Double.parseDouble(speed));
			} catch (IllegalArgumentException e) {
				throw new ExecutionException("no file or speed of a recording: " + event.getParameter(FILE) + ", " + speed, e);
			}
			return null;
		}
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
