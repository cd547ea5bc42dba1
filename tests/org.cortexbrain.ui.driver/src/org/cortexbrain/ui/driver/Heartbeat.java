package org.cortexbrain.ui.driver;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.swt.widgets.Display;

/**
 * Watches from a thread of its own how long the UI thread lets a waiting runnable wait, and keeps the longest time with the place where the
 * UI thread was then.
 */
public final class Heartbeat implements AutoCloseable {
	/** After so long the UI thread's place is noted, while it is still there. */
	private static final Duration SUSPICIOUS = Duration.ofMillis(150);

	private final Display display = UiThread.display();
	private final Thread thread = Thread.ofPlatform().name("heartbeat").daemon().unstarted(this::watch);
	private volatile boolean closed;
	private Duration longest = Duration.ZERO;
	private String place = "";
	private long beats;

	private Heartbeat() {
	}

	/** Begins to watch. */
	public static Heartbeat start() {
		var heartbeat = new Heartbeat();
		heartbeat.thread.start();
		return heartbeat;
	}

	private void watch() {
		try {
			while (!closed) {
				var beat = new CountDownLatch(1);
				long begun = System.nanoTime();
				display.asyncExec(beat::countDown);
				String where = "";
				if (!beat.await(SUSPICIOUS.toMillis(), TimeUnit.MILLISECONDS)) {
					where = UiThread.stack();
					beat.await();
				}
				note(Duration.ofNanos(System.nanoTime() - begun), where);
				new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void note(Duration waited, String where) {
		beats++;
		if (waited.compareTo(longest) > 0) {
			longest = waited;
			place = where;
		}
	}

	/** How often the UI thread came. */
	public synchronized long beats() {
		return beats;
	}

	/** The longest time that a runnable had to wait. */
	public synchronized Duration longest() {
		return longest;
	}

	/** @throws AssertionError if the UI thread once took longer, with the place where it was, or was never seen */
	public synchronized void assertWithin(Duration bound) {
		if (beats == 0) {
			throw new AssertionError("the UI thread did not come even once. It is at:\n" + UiThread.stack());
		}
		if (longest.compareTo(bound) > 0) {
			throw new AssertionError("the UI thread was away for " + longest.toMillis() + " ms, more than " + bound.toMillis()
					+ " ms. It was at:\n" + place);
		}
	}

	@Override
	public void close() {
		closed = true;
		thread.interrupt();
	}
}
