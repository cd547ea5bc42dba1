package org.cortexbrain.graph.internal.frame;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.internal.cairo.Cairo;
import org.eclipse.swt.widgets.Display;

import io.github.humbleui.skija.ColorAlphaType;
import io.github.humbleui.skija.ColorType;
import io.github.humbleui.skija.ImageInfo;
import io.github.humbleui.skija.Surface;

/**
 * Skia paints into the memory of the SWT image: nothing is copied. Of SWT on GTK alone, and by its internals; {@link CopiedFrameBuffer}
 * is for everywhere else.
 */
final class CairoFrameBuffer implements FrameBuffer {
	private static final int BYTES_PER_PIXEL = 4;
	private static final PaletteData RGB = new PaletteData(0xff0000, 0xff00, 0xff);
	private static final int SAMPLE = 8;
	private static final boolean POSSIBLE = possible();

	private final Image image;
	private final Surface surface;
	private final double scale;

	/** Whether this SWT keeps its images as cairo surfaces. */
	static boolean isPossible() {
		return POSSIBLE;
	}

	private static boolean possible() {
		try {
			Image.class.getField("surface");
			Class.forName("org.eclipse.swt.internal.cairo.Cairo");
			return true;
		} catch (NoSuchFieldException | ClassNotFoundException | LinkageError elsewhere) {
			return false;
		}
	}

	/** @throws UnsupportedOperationException if SWT keeps this image in another way */
	CairoFrameBuffer(Display display, int width, int height) {
		image = isScaled(display) ? ofData(display, width, height)
				: Image.gtk_new(display, SWT.BITMAP, Cairo.cairo_image_surface_create(Cairo.CAIRO_FORMAT_RGB24, width, height), 0);
		Cairo.cairo_surface_flush(image.surface);
		int pixelWidth = Cairo.cairo_image_surface_get_width(image.surface);
		int pixelHeight = Cairo.cairo_image_surface_get_height(image.surface);
		int stride = Cairo.cairo_image_surface_get_stride(image.surface);
		scale = pixelWidth / (double) width;
		if (pixelWidth < width || stride < pixelWidth * BYTES_PER_PIXEL) {
			image.dispose();
			throw new UnsupportedOperationException("SWT does not keep this image in memory with 32 bits for a pixel");
		}
		surface = Surface.wrapPixels(new ImageInfo(pixelWidth, pixelHeight, ColorType.N32, ColorAlphaType.PREMUL),
				Cairo.cairo_image_surface_get_data(image.surface), stride);
	}

	private static boolean isScaled(Display display) {
		Image sample = ofData(display, SAMPLE, SAMPLE);
		try {
			return Cairo.cairo_image_surface_get_width(sample.surface) != SAMPLE;
		} finally {
			sample.dispose();
		}
	}

	/* An image made from data is in this process's memory, one made by its size may be in the window system's; but it takes 40 ms for a window. */
	private static Image ofData(Display display, int width, int height) {
		ImageDataProvider empty = percent -> new ImageData(width * percent / 100, height * percent / 100, 24, RGB);
		return new Image(display, empty);
	}

	@Override
	public Surface surface() {
		return surface;
	}

	@Override
	public double scale() {
		return scale;
	}

	@Override
	public void draw(GC gc, double x, double y, double stretch) {
		if (scale != 1) {
			FrameBuffer.draw(gc, image, x, y, stretch);
			return;
		}
		/* Half the time of GC.drawImage. */
		Cairo.cairo_save(gc.handle);
		Cairo.cairo_translate(gc.handle, stretch == 1 ? Math.round(x) : x, stretch == 1 ? Math.round(y) : y);
		Cairo.cairo_scale(gc.handle, stretch, stretch);
		Cairo.cairo_set_source_surface(gc.handle, image.surface, 0, 0);
		if (stretch != 1) {
			/* It is seen until the clean frame comes: what counts is that it comes at once. */
			Cairo.cairo_pattern_set_filter(Cairo.cairo_get_source(gc.handle), Cairo.CAIRO_FILTER_FAST);
		}
		Cairo.cairo_paint(gc.handle);
		Cairo.cairo_restore(gc.handle);
	}

	@Override
	public void painted() {
		/* Not for each frame: what cairo gave the window system of the image is good until then. */
		Cairo.cairo_surface_mark_dirty(image.surface);
	}

	@Override
	public void dispose() {
		surface.close();
		image.dispose();
	}
}
