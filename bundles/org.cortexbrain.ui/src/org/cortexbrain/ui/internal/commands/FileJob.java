package org.cortexbrain.ui.internal.commands;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/** Writes a file off the UI thread, with progress; a failure is shown with the file's name and a remedy. */
final class FileJob extends Job {
	interface Writing {
		void to(Path file, IProgressMonitor monitor) throws IOException;
	}

	private final Path file;
	private final Writing writing;

	private FileJob(String name, Path file, Writing writing) {
		super(name);
		this.file = file;
		this.writing = writing;
	}

	static void run(String name, Path file, Writing writing) {
		var job = new FileJob(name, file, writing);
		job.setUser(true);
		job.schedule();
	}

	/* Those of the file system have the file's name in place of a reason. */
	private static String reason(IOException e) {
		return switch (e) {
		case NoSuchFileException _ -> "its folder is not there";
		case AccessDeniedException _ -> "this is not permitted";
		case FileSystemException failure when failure.getReason() != null -> failure.getReason();
		default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
		};
	}

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			writing.to(file, monitor);
			return Status.OK_STATUS;
		} catch (OperationCanceledException _) {
			return Status.CANCEL_STATUS;
		} catch (FileSystemException e) {
			return Status.error("The file " + file + " could not be written: " + reason(e) + ". Choose another place.", e);
		} catch (IOException e) {
			String reason = reason(e);
			/* So says the C library when a write, not the file system's own operation, finds no room. */
			String remedy = reason.contains("No space left") ? ". Make room there, or choose another place." : ".";
			return Status.error("The file " + file + " could not be written: " + reason + remedy, e);
		}
	}
}
