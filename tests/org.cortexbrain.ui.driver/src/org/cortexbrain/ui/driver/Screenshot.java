package org.cortexbrain.ui.driver;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Pictures of what is on the screen, as PNG. */
public final class Screenshot {
	/** Where pictures go unless this system property names a folder. */
	public static final String FOLDER_PROPERTY = "org.cortexbrain.ui.screenshots";

	private static final Duration STILL_PATIENCE = Duration.ofSeconds(3);
	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(60);
	private static final int LOOKS_AT_REST = 5;

	private Screenshot() {
	}

	public static Path folder() {
		return Path.of(System.getProperty(FOLDER_PROPERTY, "target/screenshots"));
	}

	/** The whole screen, menus and dialogs too, into {@code folder()/NAME.png}. Returns the file. */
	public static Path screen(String name) {
		return take(name, UiThread.call(() -> {
			Display display = UiThread.display();
			return capture(display, display.getBounds());
		}));
	}

	/** The whole screen once nothing on it moves any more, as GTK lets colours do after a change of the theme; at the deadline as it is. */
	public static Path still(String name) {
		List<byte[]> looks = new ArrayList<>();
		long deadline = System.nanoTime() + STILL_PATIENCE.toNanos();
		do {
			ImageData look = UiThread.call(() -> capture(UiThread.display(), UiThread.display().getBounds()));
			if (!looks.isEmpty() && !Arrays.equals(looks.getFirst(), look.data)) {
				looks.clear();
			}
			looks.add(look.data);
			LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
		} while (looks.size() < LOOKS_AT_REST && System.nanoTime() - deadline < 0);
		return screen(name);
	}

	/** One window, as it is on the screen. */
	public static Path window(String name, Shell shell) {
		return take(name, UiThread.call(() -> capture(UiThread.display(), shell.getBounds())));
	}

	/** A part of the screen. */
	public static Path area(String name, Rectangle area) {
		return take(name, UiThread.call(() -> capture(UiThread.display(), area)));
	}

	private static ImageData capture(Display display, Rectangle area) {
		/* What was drawn but not yet sent to the X server would be missing. */
		display.update();
		var image = new Image(display, area.width, area.height);
		var gc = new GC(display);
		try {
			gc.copyArea(image, area.x, area.y);
			return image.getImageData();
		} finally {
			gc.dispose();
			image.dispose();
		}
	}

	private static Path take(String name, ImageData picture) {
		Path file = folder().resolve(name + ".png");
		try {
			Files.createDirectories(file.getParent());
			try (OutputStream out = Files.newOutputStream(file)) {
				var loader = new ImageLoader();
				loader.data = new ImageData[] { picture };
				loader.save(out, SWT.IMAGE_PNG);
			}
		} catch (IOException e) {
			throw new AssertionError("the picture " + file + " cannot be written: " + e.getMessage(), e);
		}
		return file;
	}
}
