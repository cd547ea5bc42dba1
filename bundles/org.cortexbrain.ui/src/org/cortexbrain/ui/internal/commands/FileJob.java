package org.cortexbrain.ui.internal.commands;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/** Writes a file off the UI thread; a failure is shown with the file's name. */
final class FileJob extends Job {
	interface Writing {
		void to(Path file) throws IOException;
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

	@Override
	protected IStatus run(IProgressMonitor monitor) {
		try {
			writing.to(file);
			return Status.OK_STATUS;
		} catch (IOException e) {
			return Status.error("The file " + file + " could not be written: " + e.getMessage() + ". Choose another place.", e);
		}
	}
}
