package org.cortexbrain.ui.internal.commands;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

import org.cortexbrain.telemetry.RecordingWriter;
import org.cortexbrain.ui.internal.session.Session;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Begins to record all that arrives, or ends the recording that is under way. The file may be named by a parameter. */
public final class RecordHandler extends AbstractHandler {
	private static final String FILE = "org.cortexbrain.ui.record.file";

	@Override
	public Object execute(ExecutionEvent event) throws ExecutionException {
		Session session = Session.current();
		if (session.recording().isPresent()) {
			session.stopRecording(() -> {
			});
			return null;
		}
		Shell shell = HandlerUtil.getActiveShellChecked(event);
		String named = event.getParameter(FILE);
		String file = named != null ? named : ask(shell);
		if (file != null) {
			FileJob.run("Record", Path.of(file), (path, _) -> session.record(path, true, problem -> {
				ILog.of(RecordHandler.class).error(problem);
				if (!shell.isDisposed()) {
					shell.getDisplay().asyncExec(() -> MessageDialog.openError(shell, "Record", problem));
				}
			}));
		}
		return null;
	}

	/* Null if a person thought better of it. */
	private static String ask(Shell shell) {
		var dialog = new FileDialog(shell, SWT.SAVE);
		dialog.setText("Record to");
		dialog.setFilterExtensions("*" + RecordingWriter.EXTENSION);
		dialog.setFileName(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm").format(LocalDateTime.now()) + RecordingWriter.EXTENSION);
		dialog.setOverwrite(true);
		return dialog.open();
	}
}
