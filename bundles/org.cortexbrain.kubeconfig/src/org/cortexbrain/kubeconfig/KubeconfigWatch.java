package org.cortexbrain.kubeconfig;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

import org.cortexbrain.kubeconfig.internal.watch.FileWatch;

/**
 * Keeps a {@link Kubeconfig} up to date with its files: changed in place, replaced by a renamed file, deleted, created again, behind symbolic
 * links that point elsewhere, in folders that do not exist yet.
 *
 * <p>The operating system tells of changes where Java can hear it (inotify on Linux, ReadDirectoryChangesW on Windows); Java itself polls on
 * macOS. A folder that cannot be watched is looked at every {@link #FALL_BACK}. Files on a network that another machine changes may be
 * noticed late or not at all. Safe for use by several threads.
 */
public final class KubeconfigWatch implements AutoCloseable {
	/** Changes that follow one another closer than this are one: programs write a file in several steps. */
	public static final Duration USUAL_QUIET = Duration.ofMillis(200);
	/** How often files are read where nobody tells of changes. */
	public static final Duration FALL_BACK = Duration.ofSeconds(10);

	private final KubeconfigFiles files;
	private final Consumer<Kubeconfig> listener;
	private final FileWatch watch;
	private volatile Kubeconfig current;

	private KubeconfigWatch(KubeconfigFiles files, Duration quiet, Consumer<Kubeconfig> listener) throws IOException {
		this.files = Objects.requireNonNull(files);
		this.listener = Objects.requireNonNull(listener);
		this.watch = new FileWatch(files.paths(), quiet, FALL_BACK, this::read);
		this.current = Kubeconfig.read(files);
	}

	/**
	 * Reads the files and watches them from now on.
	 *
	 * @param quiet how long nothing must happen until the files are read again
	 * @param listener gets each new state, on a thread of this watch; not the first, which {@link #current} has at once
	 * @throws IOException if this system watches no files at all, such as when a user has too many watches open
	 */
	public static KubeconfigWatch start(KubeconfigFiles files, Duration quiet, Consumer<Kubeconfig> listener) throws IOException {
		KubeconfigWatch watch = new KubeconfigWatch(files, quiet, listener);
		watch.watch.start();
		return watch;
	}

	/** The newest state. */
	public Kubeconfig current() {
		return current;
	}

	/** Ends the watch. A listener that is running goes on to its end. */
	@Override
	public void close() {
		watch.close();
	}

	private void read() {
		current = Kubeconfig.read(files);
		listener.accept(current);
	}
}
