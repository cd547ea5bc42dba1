package org.cortexbrain.ui.internal.commands;

import java.nio.file.FileAlreadyExistsException;
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
		Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
		String named = event.getParameter(FILE);
		String file = named != null ? named : ask(shell);
		if (file != null) {
			/* The dialog has asked whether to replace; whoever names a file by the parameter has not. */
			record(session, shell, Path.of(file), named == null);
		}
		return null;
	}

	private static void record(Session session, Shell shell, Path file, boolean replace) {
		FileJob.run("Record", file, (path, _) -> {
			try {
				session.record(path, replace, problem -> {
					ILog.of(RecordHandler.class).error(problem);
					inWindow(shell, () -> MessageDialog.openError(shell, "Record", problem));
				});
			} catch (FileAlreadyExistsException e) {
				inWindow(shell, () -> {
					if (MessageDialog.open(MessageDialog.QUESTION, shell, "Record", "There is a file " + path + " already. What is in it is lost if it is replaced.",
							SWT.NONE, "Replace", "Cancel") == 0) {
						record(session, shell, path, true);
					}
				});
			}
		});
	}

	private static void inWindow(Shell shell, Runnable work) {
		if (!shell.isDisposed()) {
			shell.getDisplay().asyncExec(work);
		}
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
