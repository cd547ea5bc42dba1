package org.cortexbrain.ui.tests.driver;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.cortexbrain.ui.driver.Heartbeat;
import org.cortexbrain.ui.driver.Screenshot;
import org.cortexbrain.ui.driver.UiThread;
import org.cortexbrain.ui.driver.Wait;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.layout.RowData;
import org.junit.Rule;
import org.junit.Test;

/** What the driver sees beside widgets: the time of the UI thread, and the picture on the screen. */
public class WatchingTest {
	private static final RGB MARK = new RGB(12, 200, 99);

	@Rule
	public final SmallShell shell = new SmallShell();

	@Test
	public void theHeartbeatNamesWhoHeldTheUiThread() {
		try (var heartbeat = Heartbeat.start()) {
			UiThread.run(WatchingTest::holdTheUiThread);
			Wait.until("another beat", () -> heartbeat.longest().toMillis() >= 600);
			AssertionError failure = assertThrows(AssertionError.class, () -> heartbeat.assertWithin(Duration.ofMillis(500)));
			assertThat(failure.getMessage(), containsString("holdTheUiThread"));
		}
	}

	private static void holdTheUiThread() {
		try {
			assertEquals(false, new CountDownLatch(1).await(700, TimeUnit.MILLISECONDS));
		} catch (InterruptedException e) {
			throw new IllegalStateException(e);
		}
	}

	@Test
	public void waitingEndsAtTheDeadlineWithTheWords() {
		AssertionError failure = assertThrows(AssertionError.class, () -> Wait.until(Duration.ofMillis(100), "the moon", () -> false));
		assertEquals("waited 0.1 s for the moon", failure.getMessage());
	}

	@Test
	public void aScreenshotHoldsWhatIsOnTheScreen() {
		shell.with(s -> {
			var canvas = new Canvas(s, SWT.NONE);
			canvas.setLayoutData(new RowData(200, 200));
			canvas.addListener(SWT.Paint, e -> {
				var color = new org.eclipse.swt.graphics.Color(MARK);
				e.gc.setBackground(color);
				e.gc.fillRectangle(canvas.getClientArea());
			});
		});
		int[] marked = { 0 };
		for (int look = 0; look < 100 && marked[0] < 1000; look++) {
			UiThread.drain();
			Path file = Screenshot.window("WatchingTest.mark", shell.shell());
			marked[0] = count(new ImageData(file.toString()));
		}
		assertTrue(marked[0] + " pixels of the mark", marked[0] >= 1000);
	}

	private static int count(ImageData picture) {
		int found = 0;
		for (int y = 0; y < picture.height; y += 2) {
			for (int x = 0; x < picture.width; x += 2) {
				if (picture.palette.getRGB(picture.getPixel(x, y)).equals(MARK)) {
					found++;
				}
			}
		}
		return found;
	}
}
