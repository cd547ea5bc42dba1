package org.cortexbrain.ui.driver;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import org.eclipse.swt.widgets.Display;

/**
 * Runs a test's steps on the UI thread, and says where that thread is when it does not come. On the UI thread itself, as within a condition
 * that is waited for, a step runs at once.
 */
public final class UiThread {
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private UiThread() {
	}

	/** The display of the window under test. */
	public static Display display() {
		return Display.getDefault();
	}

	/**
	 * What {@code step} returns. Its exceptions and assertion errors arrive here as they are; a checked exception arrives as the cause of an
	 * {@link AssertionError}.
	 */
	public static <T> T call(Callable<T> step) {
		return await(start(step), PATIENCE);
	}

	/** As {@link #call}, for a step without a result. */
	public static void run(Runnable step) {
		call(() -> {
			step.run();
			return true;
		});
	}

	/** Runs a step that may open a modal dialog: returns when it is done, or when it waits in an event loop of its own. */
	public static void post(Runnable step) {
		CompletableFuture<Boolean> done = start(() -> {
			step.run();
			return true;
		});
		/* In order after the step; comes before the step's end only where the step spins the event loop itself. */
		CompletableFuture<Boolean> looping = start(() -> true);
		await(CompletableFuture.anyOf(done, looping), PATIENCE);
		if (done.isDone()) {
			await(done, PATIENCE);
		}
	}

	/** Waits until the events that are queued now have been dealt with. */
	public static void drain() {
		run(() -> {
			Display display = display();
			/* A modal loop or a steady stream of updates may always have one more. */
			for (int i = 0; i < 1000 && display.readAndDispatch(); i++) {
			}
		});
	}

	private static <T> CompletableFuture<T> start(Callable<T> step) {
		var result = new CompletableFuture<T>();
		Runnable run = () -> {
			try {
				result.complete(step.call());
			} catch (Throwable e) {
				result.completeExceptionally(e);
			}
		};
		if (isCurrent()) {
			run.run();
		} else {
			display().asyncExec(run);
		}
		return result;
	}

	private static <T> T await(CompletableFuture<T> result, Duration patience) {
		try {
			return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException e) {
			throw new AssertionError("The UI thread did not come within " + patience.toSeconds() + " s. It is at:\n" + stack(), e);
		} catch (ExecutionException e) {
			switch (e.getCause()) {
			case RuntimeException cause -> throw cause;
			case Error cause -> throw cause;
			default -> throw new AssertionError("a step failed: " + e.getCause().getMessage(), e.getCause());
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new AssertionError("the test was interrupted", e);
		}
	}

	static boolean isCurrent() {
		return display().getThread() == Thread.currentThread();
	}

	/** Where the UI thread is now, a line for each frame. */
	static String stack() {
		return Arrays.stream(display().getThread().getStackTrace()).map(frame -> "\tat " + frame).collect(Collectors.joining("\n"));
	}
}
