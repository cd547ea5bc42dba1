package org.cortexbrain.graph.internal.frame;

import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Display;

import io.github.humbleui.skija.Canvas;

/** An image that Skia paints and SWT shows. Made and disposed of on the UI thread; painted by one thread at a time, which may be another. */
interface FrameBuffer {
	/** Where to paint, in pixels. */
	Canvas canvas();

	/** Pixels per point. */
	double scale();

	/** What was painted, to be shown; called on the UI thread, and not to be disposed of by the caller. */
	Image image();

	/** Tells that something was painted since the last {@link #image}. */
	void painted();

	void dispose();

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
