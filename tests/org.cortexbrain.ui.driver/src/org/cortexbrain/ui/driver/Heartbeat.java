package org.cortexbrain.ui.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.swt.widgets.Display;

/**
 * Watches from a thread of its own how long the UI thread lets a waiting runnable wait, and keeps the longest time with the place where the
 * UI thread was then. Time in which the UI thread wanted to run and the machine gave its processors to others does not count, where the
 * kernel tells it (Linux: the second number of {@code /proc/thread-self/schedstat}, in nanoseconds).
 */
public final class Heartbeat implements AutoCloseable {
	/** After so long the UI thread's place is noted, while it is still there. */
	private static final Duration SUSPICIOUS = Duration.ofMillis(150);

	private static final long SECOND = 1_000_000_000;
	private static final Path SCHEDULED = Path.of("/proc/thread-self/schedstat");

	private final Display display = UiThread.display();
	private final Thread thread = Thread.ofPlatform().name("heartbeat").daemon().unstarted(this::watch);
	private volatile boolean closed;
	private Duration longest = Duration.ZERO;
	private String place = "";
	private long queuedBefore = UiThread.call(Heartbeat::queued);
	private long beats;
	private final List<Duration> worstOfSeconds = new ArrayList<>();
	private Duration worst = Duration.ZERO;
	private long second = System.nanoTime() / SECOND;

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
				var come = new long[2];
				display.asyncExec(() -> {
					come[0] = System.nanoTime();
					come[1] = queued();
					beat.countDown();
				});
				String where = "";
				if (!beat.await(SUSPICIOUS.toMillis(), TimeUnit.MILLISECONDS)) {
					where = UiThread.stack();
					beat.await();
				}
				note(Duration.ofNanos(Math.max(0, come[0] - begun - (come[1] - queuedBefore))), where);
				queuedBefore = come[1];
				new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/* How long this thread has waited for a processor so far, in nanoseconds; 0 where nobody tells. */
	private static long queued() {
		try {
			String[] numbers = Files.readString(SCHEDULED).strip().split(" ");
			return numbers.length > 1 ? Long.parseLong(numbers[1]) : 0;
		} catch (IOException | NumberFormatException elsewhere) {
			return 0;
		}
	}

	private synchronized void note(Duration waited, String where) {
		beats++;
		long now = System.nanoTime() / SECOND;
		if (now != second) {
			worstOfSeconds.add(worst);
			worst = Duration.ZERO;
			second = now;
		}
		worst = waited.compareTo(worst) > 0 ? waited : worst;
		if (waited.compareTo(longest) > 0) {
			longest = waited;
			place = where;
		}
	}

	/** How often the UI thread came. */
	public synchronized long beats() {
		return beats;
	}

	/** For a person: how long a runnable had to wait at worst in each second. */
	public synchronized String inWords() {
		if (worstOfSeconds.isEmpty()) {
			return "less than a second was watched";
		}
		List<Long> millis = worstOfSeconds.stream().map(Duration::toMillis).sorted().toList();
		return "away at worst in each of " + millis.size() + " seconds: median " + millis.get(millis.size() / 2) + " ms, 95th percentile "
				+ millis.get((int) Math.ceil(0.95 * millis.size()) - 1) + " ms, longest " + millis.getLast() + " ms";
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
