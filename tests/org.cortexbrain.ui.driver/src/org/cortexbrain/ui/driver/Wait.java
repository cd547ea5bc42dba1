package org.cortexbrain.ui.driver;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition of the window, until a deadline. Conditions are looked at on the UI thread, about fifty times a second. */
public final class Wait {
	/** How long a window may take for what a person waits for. Generous, since a test machine is slow; a pass does not use it up. */
	public static final Duration PATIENCE = Duration.ofSeconds(15);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

	private Wait() {
	}

	/** @param what completes the sentence "waited 15 s for ..." */
	public static void until(String what, BooleanSupplier condition) {
		until(PATIENCE, what, condition);
	}

	public static void until(Duration patience, String what, BooleanSupplier condition) {
		until(patience, () -> what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
	}

	/**
	 * The first value that {@code look} finds.
	 *
	 * @param what made only at a failure, on the UI thread: may say what is there instead
	 */
	public static <T> T until(Duration patience, Supplier<String> what, Supplier<Optional<T>> look) {
		long deadline = System.nanoTime() + patience.toNanos();
		while (true) {
			Optional<T> found = UiThread.call(look::get);
			if (found.isPresent()) {
				return found.get();
			}
			/* Within a condition that is waited for there is one look, and no waiting: the window would stand still. */
			if (System.nanoTime() - deadline > 0 || UiThread.isCurrent()) {
				throw new AssertionError("waited " + patience.toMillis() / 1000.0 + " s for " + UiThread.call(what::get));
			}
			LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
		}
	}
}
