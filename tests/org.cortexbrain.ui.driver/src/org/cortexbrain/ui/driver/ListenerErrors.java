package org.cortexbrain.ui.driver;

import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.swt.widgets.Display;

/**
 * Brings what a listener throws to the test. SWT hands it to the display's handlers instead (the workbench's only log it), and the step
 * that caused it would look well. UI thread only.
 */
final class ListenerErrors {
	private final Consumer<RuntimeException> exceptions;
	private final Consumer<Error> errors;
	private Optional<Throwable> first = Optional.empty();

	private ListenerErrors(Display display) {
		exceptions = display.getRuntimeExceptionHandler();
		errors = display.getErrorHandler();
	}

	static void watch(Runnable step) {
		Display display = UiThread.display();
		var watch = new ListenerErrors(display);
		display.setRuntimeExceptionHandler(exception -> watch.note(exception, () -> watch.exceptions.accept(exception)));
		display.setErrorHandler(error -> watch.note(error, () -> watch.errors.accept(error)));
		try {
			step.run();
		} finally {
			if (!display.isDisposed()) {
				display.setRuntimeExceptionHandler(watch.exceptions);
				display.setErrorHandler(watch.errors);
			}
		}
		watch.first.ifPresent(thrown -> {
			throw new AssertionError("a listener failed: " + thrown, thrown);
		});
	}

	private void note(Throwable thrown, Runnable handedOn) {
		if (first.isEmpty()) {
			first = Optional.of(thrown);
		}
		handedOn.run();
	}
}
