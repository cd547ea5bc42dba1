package org.cortexbrain.graph.internal.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.internal.paint.CurveRaster;
import org.cortexbrain.graph.internal.paint.SkijaPainter;
import org.eclipse.core.runtime.IProgressMonitor;

import io.github.humbleui.skija.Canvas;
import io.github.humbleui.skija.ColorAlphaType;
import io.github.humbleui.skija.ColorType;
import io.github.humbleui.skija.ImageInfo;
import io.github.humbleui.skija.Pixmap;
import io.github.humbleui.skija.Surface;

/** Strips painted with Skia, and by our own curves, into memory that Java reads, too. */
final class SkijaStrips implements Strips {
	private static final int BYTES_PER_PIXEL = 4;

	private final Sheet sheet;
	private final SkijaPainter painter;
	private final IProgressMonitor monitor;
	private final GraphTheme theme;
	private final double scale;
	private final int width;
	private final IntBuffer memory;
	private final Pixmap pixmap;
	private final Surface surface;
	private final CurveRaster curves;

	/**
	 * @param painter is closed with this
	 * @param mostRows that are painted at once
	 * @param monitor only asked whether anybody still wants the picture
	 */
	SkijaStrips(Sheet sheet, SkijaPainter painter, GraphTheme theme, double scale, int width, int mostRows, IProgressMonitor monitor) {
		this.sheet = sheet;
		this.painter = painter;
		this.monitor = monitor;
		this.theme = theme;
		this.scale = scale;
		this.width = width;
		ByteBuffer bytes = ByteBuffer.allocateDirect(width * mostRows * BYTES_PER_PIXEL).order(ByteOrder.LITTLE_ENDIAN);
		memory = bytes.asIntBuffer();
		pixmap = Pixmap.make(new ImageInfo(width, mostRows, ColorType.BGRA_8888, ColorAlphaType.OPAQUE), bytes, width * BYTES_PER_PIXEL);
		surface = Surface.makeRasterDirect(pixmap);
		curves = new CurveRaster(memory, width, mostRows);
	}

	@Override
	public void paint(int top, int rows) {
		Box view = sheet.view();
		Canvas canvas = surface.getCanvas();
		canvas.clear(0xff000000 | theme.canvas());
		canvas.save();
		try {
			canvas.translate(0, -top);
			canvas.scale((float) scale, (float) scale);
			canvas.translate((float) -view.x(), (float) -view.y());
			sheet.paint(new StripPainter(painter.on(canvas), curves, view.x(), view.y() + top / scale, scale), new Box(view.x(), view.y() + top / scale, view.width(), rows / scale), monitor);
		} finally {
			canvas.restore();
		}
	}

	@Override
	public void row(int row, int[] pixels) {
		memory.get(row * width, pixels, 0, width);
	}

	@Override
	public void close() {
		surface.close();
		pixmap.close();
		painter.close();
	}
}
