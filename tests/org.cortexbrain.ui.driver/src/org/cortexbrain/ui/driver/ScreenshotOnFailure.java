package org.cortexbrain.ui.driver;

import org.junit.rules.TestWatcher;
import org.junit.runner.Description;

/** A rule that leaves a picture of the screen at each failure: {@code target/screenshots/Class.method.png}. */
public final class ScreenshotOnFailure extends TestWatcher {
	@Override
	protected void failed(Throwable failure, Description test) {
		try {
			Screenshot.screen(test.getTestClass().getSimpleName() + "." + test.getMethodName());
		} catch (RuntimeException | AssertionError e) {
			failure.addSuppressed(e);
		}
	}
}
