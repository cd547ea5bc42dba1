package org.cortexbrain.graph.internal.export;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphTheme;
import org.eclipse.core.runtime.IProgressMonitor;

/** Strips painted with Java2D: on any system, in several times of what Skia takes. */
final class Java2DStrips implements Strips {
	private final Sheet sheet;
	private final GraphTheme theme;
	private final double scale;
	private final BufferedImage strip;
	private final IProgressMonitor monitor;

	/**
	 * @param mostRows that are painted at once
	 * @param monitor only asked whether anybody still wants the picture
	 */
	Java2DStrips(Sheet sheet, GraphTheme theme, double scale, int width, int mostRows, IProgressMonitor monitor) {
		this.sheet = sheet;
		this.theme = theme;
		this.scale = scale;
		this.monitor = monitor;
		strip = new BufferedImage(width, mostRows, BufferedImage.TYPE_INT_RGB);
	}

	@Override
	public void paint(int top, int rows) {
		Box view = sheet.view();
		Graphics2D graphics = strip.createGraphics();
		try {
			graphics.setColor(new Color(theme.canvas()));
			graphics.fillRect(0, 0, strip.getWidth(), strip.getHeight());
			graphics.translate(0, -top);
			graphics.scale(scale, scale);
			graphics.translate(-view.x(), -view.y());
			sheet.paint(new Graphics2DPainter(graphics), new Box(view.x(), view.y() + top / scale, view.width(), rows / scale), monitor);
		} finally {
			graphics.dispose();
		}
	}

	@Override
	public void row(int row, int[] pixels) {
		strip.getRaster().getDataElements(0, row, pixels.length, 1, pixels);
	}

	@Override
	public void close() {
		strip.flush();
	}
}
