package org.cortexbrain.graph.internal.export;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.export.ExportOptions;
import org.cortexbrain.graph.internal.scene.Scene;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/** A graph as PNG, painted and written in strips: the memory that it takes does not grow with its height. */
public final class PngPicture {
	/** 16 MB. */
	private static final long STRIP_PIXELS = 4L << 20;
	/** What common viewers and libraries still open. */
	private static final double MOST_SIDE = 65_535;
	/** Pixels per metre of a screen of 96 to the inch. */
	private static final double SCREEN_DENSITY = 96 / 0.0254;

	private PngPicture() {
	}

	/**
	 * Writes the picture; the stream is left open.
	 *
	 * @throws IOException if the picture would be larger than common programs open, too
	 */
	public static void write(Scene scene, ExportOptions options, OutputStream out, IProgressMonitor monitor) throws IOException {
		double scale = options.scale();
		Sheet sheet = Sheet.of(scene, options, Math.min(1, scale), new Graphics2DPainter());
		double wide = Math.ceil(sheet.view().width() * scale);
		double high = Math.ceil(sheet.view().height() * scale);
		if (Math.max(wide, high) > MOST_SIDE) {
			throw new IOException(String.format(java.util.Locale.ROOT,
					"the picture would be %.0f by %.0f pixels, and programs open %.0f at most; choose a scale of %.2f or less, or SVG", wide, high, MOST_SIDE,
					Math.floor(scale * MOST_SIDE / Math.max(wide, high) * 100) / 100));
		}
		int width = (int) wide;
		int height = (int) high;
		int rows = (int) Math.clamp(STRIP_PIXELS / width, 1, height);
		int strips = (height + rows - 1) / rows;
		SubMonitor progress = SubMonitor.convert(monitor, "PNG", strips);
		try (var png = new PngStream(out, width, height, SCREEN_DENSITY * scale, Map.of("Title", options.title(), "Description", options.caption()))) {
			strips(sheet, options, png, width, height, rows, progress);
			png.end();
		}
	}

	private static void strips(Sheet sheet, ExportOptions options, PngStream png, int width, int height, int rows, SubMonitor progress)
			throws IOException {
		double scale = options.scale();
		var strip = new BufferedImage(width, rows, BufferedImage.TYPE_INT_RGB);
		int[] pixels = ((DataBufferInt) strip.getRaster().getDataBuffer()).getData();
		for (int top = 0; top < height; top += rows) {
			SubMonitor part = progress.split(1).setWorkRemaining(sheet.size());
			Graphics2D graphics = strip.createGraphics();
			try {
				graphics.setColor(new Color(options.theme().canvas()));
				graphics.fillRect(0, 0, width, rows);
				graphics.translate(0, -top);
				graphics.scale(scale, scale);
				graphics.translate(-sheet.view().x(), -sheet.view().y());
				var seen = new Box(sheet.view().x(), sheet.view().y() + top / scale, sheet.view().width(), rows / scale);
				sheet.paint(new Graphics2DPainter(graphics), seen, part);
			} finally {
				graphics.dispose();
			}
			png.rows(pixels, Math.min(rows, height - top));
		}
	}
}
