package org.cortexbrain.graph.internal.frame;

import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;

import io.github.humbleui.skija.Canvas;
import io.github.humbleui.skija.Pixmap;
import io.github.humbleui.skija.Surface;

/** Pixels that Skia paints and SWT shows. Made and disposed of on the UI thread; painted by one thread at a time, which may be another. */
interface FrameBuffer {
	/** What is painted on, in pixels. */
	Surface surface();

	/** Where to paint, in pixels. */
	default Canvas canvas() {
		return surface().getCanvas();
	}

	/** Pixels per point. */
	double scale();

	/**
	 * Draws what was painted; called on the UI thread.
	 *
	 * @param x where its left edge comes to lie, in points
	 * @param y where its upper edge comes to lie, in points
	 * @param stretch how much larger it is drawn than it is
	 */
	void draw(GC gc, double x, double y, double stretch);

	/** Copies what was painted here to another buffer, as a block of memory. @param x in pixels @param y in pixels */
	default void copyTo(FrameBuffer other, int x, int y) {
		try (Pixmap pixels = new Pixmap()) {
			if (!surface().peekPixels(pixels)) {
				throw new IllegalStateException("Skia does not keep the frame in memory");
			}
			other.surface().writePixels(pixels, x, y);
		}
	}

	/** Tells that something was painted since the last {@link #draw}. */
	void painted();

	void dispose();

	/** Draws an image by SWT: of a stretched one, what a control of any size shows. */
	static void draw(GC gc, Image image, double x, double y, double stretch) {
		if (stretch == 1) {
			gc.drawImage(image, (int) Math.round(x), (int) Math.round(y));
			return;
		}
		Rectangle size = image.getBounds();
		Rectangle clip = gc.getClipping();
		int left = (int) Math.clamp((clip.x - x) / stretch, 0, size.width);
		int top = (int) Math.clamp((clip.y - y) / stretch, 0, size.height);
		int right = (int) Math.clamp(Math.ceil((clip.x + clip.width - x) / stretch), left, size.width);
		int bottom = (int) Math.clamp(Math.ceil((clip.y + clip.height - y) / stretch), top, size.height);
		if (right > left && bottom > top) {
			gc.drawImage(image, left, top, right - left, bottom - top, (int) Math.round(x + left * stretch), (int) Math.round(y + top * stretch),
					(int) Math.ceil((right - left) * stretch), (int) Math.ceil((bottom - top) * stretch));
		}
	}

	/**
	 * A buffer of that size in points, by the fastest way of this system.
	 *
	 * @throws LinkageError if Skia cannot be loaded
	 */
	static FrameBuffer of(Display display, int width, int height) {
		if (CairoFrameBuffer.isPossible()) {
			try {
				return new CairoFrameBuffer(display, width, height);
			} catch (UnsupportedOperationException otherwise) {
				return new CopiedFrameBuffer(display, width, height);
			}
		}
		return new CopiedFrameBuffer(display, width, height);
	}
}
