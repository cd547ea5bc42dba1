package org.cortexbrain.ui.internal.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.cortexbrain.graph.export.ExportFormat;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.export.GraphExport;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/**
 * A file that is dragged out of the window: it is written in a job from the moment at which the drag begins, so that it is there when it is dropped. What takes the
 * drop copies it, maybe long after; so it is deleted when the desktop ends, or at once if nothing took it.
 */
public final class DraggedFile {
	private final GraphExport graph;
	private final ExportFormat format;
	private final ExportOptions options;
	private final Path file;
	private final Job job;

	private DraggedFile(GraphExport graph, ExportFormat format, ExportOptions options, Path folder) {
		this.graph = graph;
		this.format = format;
		this.options = options;
		file = folder.resolve("topology." + format.ending());
		job = Job.create("Write the dragged picture", this::write);
	}

	/**
	 * Begins to write.
	 *
	 * @throws IOException if there is no place for temporary files
	 */
	public static DraggedFile of(GraphExport graph, ExportFormat format, ExportOptions options) throws IOException {
		Path folder = Files.createTempDirectory("cortexbrain-drag");
		folder.toFile().deleteOnExit();
		var dragged = new DraggedFile(graph, format, options, folder);
		dragged.file.toFile().deleteOnExit();
		dragged.job.schedule();
		return dragged;
	}

	private IStatus write(IProgressMonitor monitor) {
		try {
			graph.write(format, options, file, monitor);
			return Status.OK_STATUS;
		} catch (OperationCanceledException _) {
			return Status.CANCEL_STATUS;
		} catch (IOException e) {
			return Status.error("The picture could not be written for the drag: " + e.getMessage() + ". Export it as a file.", e);
		}
	}

	/** The file, if it is complete within this time. */
	public Optional<Path> complete(Duration patience) {
		try {
			return job.join(patience.toMillis(), new NullProgressMonitor()) && job.getResult() != null && job.getResult().isOK() ? Optional.of(file) : Optional.empty();
		} catch (InterruptedException _) {
			Thread.currentThread().interrupt();
			return Optional.empty();
		}
	}

	/** Nothing took it: it is deleted, in a job. */
	public void dismiss() {
		job.cancel();
		Job end = Job.create("Delete what was not dropped", (IProgressMonitor _) -> {
			try {
				job.join(0, new NullProgressMonitor());
				Files.deleteIfExists(file);
				Files.deleteIfExists(file.getParent());
				return Status.OK_STATUS;
			} catch (InterruptedException _) {
				return Status.CANCEL_STATUS;
			} catch (IOException e) {
				return Status.warning("A temporary file could not be deleted: " + file, e);
			}
		});
		end.setSystem(true);
		end.schedule();
	}
}
