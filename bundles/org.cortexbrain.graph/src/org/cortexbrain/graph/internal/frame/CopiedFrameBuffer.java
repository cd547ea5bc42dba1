package org.cortexbrain.graph.internal.frame;

import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.widgets.Display;

import io.github.humbleui.skija.Bitmap;
import io.github.humbleui.skija.ImageInfo;
import io.github.humbleui.skija.Surface;

/** Skia paints beside SWT, and each frame is copied over: on any system, at 35 to 65 ms for a window. One pixel for a point. */
final class CopiedFrameBuffer implements FrameBuffer {
	private static final int BYTES_PER_PIXEL = 4;
	private static final PaletteData BGRX = new PaletteData(0x0000ff00, 0x00ff0000, 0xff000000);

	private final Display display;
	private final int width;
	private final int height;
	private final Surface surface;
	private Image image;

	CopiedFrameBuffer(Display display, int width, int height) {
		this.display = display;
		this.width = width;
		this.height = height;
		surface = Surface.makeRasterN32Premul(width, height);
	}

	@Override
	public Surface surface() {
		return surface;
	}

	@Override
	public double scale() {
		return 1;
	}

	@Override
	public void draw(GC gc, double x, double y, double stretch) {
		FrameBuffer.draw(gc, image(), x, y, stretch);
	}

	private Image image() {
		if (image == null) {
			try (Bitmap bitmap = new Bitmap()) {
				bitmap.allocPixels(ImageInfo.makeN32Premul(width, height));
				surface.readPixels(bitmap, 0, 0);
				image = new Image(display, new ImageData(width, height, 32, BGRX, BYTES_PER_PIXEL, bitmap.readPixels()));
			}
		}
		return image;
	}

	@Override
	public void painted() {
		forget();
	}

	private void forget() {
		if (image != null) {
			image.dispose();
			image = null;
		}
	}

	@Override
	public void dispose() {
		forget();
		surface.close();
	}
}
