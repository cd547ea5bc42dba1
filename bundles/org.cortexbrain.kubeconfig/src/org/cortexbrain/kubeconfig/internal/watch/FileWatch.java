package org.cortexbrain.kubeconfig.internal.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Tells that the contents of some files have changed. The watched folders follow the files' paths as these change their meaning. */
public final class FileWatch implements AutoCloseable {
	/** A neighbour that never stops writing must not keep a change from being told. */
	private static final int LONGEST_UNREST = 20;
	/** Each new folder on the way may bring the next one with it. */
	private static final int MOST_ROUNDS = 10;

	private final List<Path> files;
	private final Duration quiet;
	private final Duration fallBack;
	private final Runnable changed;
	private final WatchService service;
	private final Thread thread;
	/** Used by the watch's thread alone, once it runs; so are those below. */
	private Map<WatchKey, Set<Path>> names = Map.of();
	private boolean blind;
	private String told;

	/**
	 * @param quiet how long nothing must happen before the files are looked at
	 * @param fallBack how often to look where a folder cannot be watched
	 * @param changed called by the watch's thread
	 */
	public FileWatch(List<Path> files, Duration quiet, Duration fallBack, Runnable changed) throws IOException {
		this.files = List.copyOf(files);
		this.quiet = quiet;
		this.fallBack = fallBack;
		this.changed = changed;
		this.service = FileSystems.getDefault().newWatchService();
		this.thread = Thread.ofPlatform().daemon().name("kubeconfig watch").unstarted(this::watch);
		// before the owner reads the files, so that no change falls between
		register();
		this.told = Fingerprint.of(this.files);
	}

	public void start() {
		thread.start();
	}

	@Override
	public void close() {
		try {
			service.close();
		} catch (IOException failed) {
			throw new UncheckedIOException("the watch could not be closed", failed);
		}
	}

	private void watch() {
		try {
			while (true) {
				WatchKey key = blind ? service.poll(fallBack.toMillis(), TimeUnit.MILLISECONDS) : service.take();
				boolean concerned = key == null || concerns(key);
				Instant latest = Instant.now().plus(quiet.multipliedBy(LONGEST_UNREST));
				while (key != null && Instant.now().isBefore(latest)) {
					key = service.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
					concerned |= key != null && concerns(key);
				}
				if (concerned) {
					look();
				}
			}
		} catch (ClosedWatchServiceException _) {
			// closed by its owner
			return;
		} catch (InterruptedException _) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean concerns(WatchKey key) {
		Set<Path> decisive = names.getOrDefault(key, Set.of());
		boolean concerned = false;
		for (WatchEvent<?> event : key.pollEvents()) {
			concerned |= event.kind() == StandardWatchEventKinds.OVERFLOW || event.context() instanceof Path name && decisive.contains(name);
		}
		// a key that cannot be reset has lost its folder
		return !key.reset() || concerned;
	}

	private void look() {
		register();
		String now = Fingerprint.of(files);
		if (now.equals(told)) {
			return;
		}
		told = now;
		try {
			changed.run();
		} catch (RuntimeException failed) {
			// a listener's fault must not end the watch, and must not be lost either
			thread.getUncaughtExceptionHandler().uncaughtException(thread, failed);
		}
	}

	/** Registers the folders that matter now, anew each time: a path may lead to another folder than before. */
	private void register() {
		Map<Path, Set<Path>> trail = Map.of();
		for (int round = 0; round < MOST_ROUNDS; round++) {
			Map<Path, Set<Path>> next = Trail.of(files);
			if (next.equals(trail)) {
				break;
			}
			trail = next;
			register(trail);
		}
	}

	private void register(Map<Path, Set<Path>> trail) {
		Map<WatchKey, Set<Path>> registered = new HashMap<>();
		blind = false;
		for (Map.Entry<Path, Set<Path>> folder : trail.entrySet()) {
			try {
				WatchKey key = folder.getKey().register(service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
						StandardWatchEventKinds.ENTRY_DELETE);
				registered.computeIfAbsent(key, _ -> new HashSet<>()).addAll(folder.getValue());
			} catch (IOException _) {
				// may not be read, or too many watches: looked at from time to time instead
				blind = true;
			}
		}
		names.keySet().stream().filter(key -> !registered.containsKey(key)).forEach(WatchKey::cancel);
		names = registered;
	}
}
