package org.cortexbrain.graph.internal.paint;

import java.util.HashMap;
import java.util.Map;

import org.cortexbrain.graph.Box;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Path;
import org.eclipse.swt.graphics.Point;

/** Paints on an SWT graphics context. Its fonts are kept until {@link #dispose}; widths of texts are remembered with them. */
public final class SwtPainter implements Painter {
	private static final int REMEMBERED_WIDTHS = 4_000;

	private record FontKey(int height, boolean bold) {
	}

	private record Measured(String text, FontKey font) {
	}

	private final Device device;
	private final FontData base;
	private final double textScale;
	private final Map<FontKey, Font> fonts = new HashMap<>();
	private final Map<Measured, Integer> widths = new HashMap<>();
	private GC gc;

	/** @param systemFont whose family is taken, and whose size says how large people want text */
	public SwtPainter(Device device, Font systemFont) {
		this.device = device;
		base = systemFont.getFontData()[0];
		/* Sizes are given in pixels of a 96 dpi screen; SWT's fonts have typographic points. */
		textScale = 72.0 / 96.0 * Math.max(1, base.getHeight() / 10.0);
	}

	/** Takes the context of the next painting. */
	public SwtPainter on(GC now) {
		gc = now;
		gc.setAntialias(SWT.ON);
		gc.setTextAntialias(SWT.ON);
		gc.setLineCap(SWT.CAP_ROUND);
		gc.setLineJoin(SWT.JOIN_ROUND);
		return this;
	}

	private static Color color(int rgb) {
		return new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
	}

	private FontKey key(double size, boolean bold) {
		return new FontKey((int) Math.max(6, Math.round(size * textScale)), bold);
	}

	private Font font(FontKey key) {
		return fonts.computeIfAbsent(key, wanted -> new Font(device, base.getName(), wanted.height, wanted.bold ? SWT.BOLD : SWT.NORMAL));
	}

	private void path(Box box, double radius, java.util.function.Consumer<Path> draw) {
		Path path = new Path(device);
		try {
			float x = (float) box.x();
			float y = (float) box.y();
			float right = (float) box.right();
			float bottom = (float) box.bottom();
			float r = (float) Math.min(radius, Math.min(box.width(), box.height()) / 2);
			/* A quarter of a circle as a cubic curve. */
			float k = r * 0.4477f;
			path.moveTo(x + r, y);
			path.lineTo(right - r, y);
			path.cubicTo(right - k, y, right, y + k, right, y + r);
			path.lineTo(right, bottom - r);
			path.cubicTo(right, bottom - k, right - k, bottom, right - r, bottom);
			path.lineTo(x + r, bottom);
			path.cubicTo(x + k, bottom, x, bottom - k, x, bottom - r);
			path.lineTo(x, y + r);
			path.cubicTo(x, y + k, x + k, y, x + r, y);
			path.close();
			draw.accept(path);
		} finally {
			path.dispose();
		}
	}

	@Override
	public void fill(Box box, double radius, int color) {
		gc.setBackground(color(color));
		path(box, radius, gc::fillPath);
	}

	private void pen(int color, double width, Dashes dashes) {
		gc.setForeground(color(color));
		var attributes = gc.getLineAttributes();
		attributes.width = (float) width;
		attributes.style = dashes == Dashes.NONE ? SWT.LINE_SOLID : SWT.LINE_CUSTOM;
		attributes.dash = dashes == Dashes.NONE ? null : dashes.pattern(width);
		gc.setLineAttributes(attributes);
	}

	@Override
	public void outline(Box box, double radius, int color, double width, Dashes dashes) {
		pen(color, width, dashes);
		path(box, radius, gc::drawPath);
	}

	@Override
	public void lines(double[] places, int color, double width) {
		pen(color, width, Dashes.NONE);
		Path path = new Path(device);
		try {
			path.moveTo((float) places[0], (float) places[1]);
			for (int i = 2; i < places.length; i += 2) {
				path.lineTo((float) places[i], (float) places[i + 1]);
			}
			gc.drawPath(path);
		} finally {
			path.dispose();
		}
	}

	@Override
	public void curve(double[] c, int color, double width, Dashes dashes) {
		pen(color, width, dashes);
		Path path = new Path(device);
		try {
			path.moveTo((float) c[0], (float) c[1]);
			path.cubicTo((float) c[2], (float) c[3], (float) c[4], (float) c[5], (float) c[6], (float) c[7]);
			gc.drawPath(path);
		} finally {
			path.dispose();
		}
	}

	@Override
	public void polygon(double[] places, int color) {
		gc.setBackground(color(color));
		Path path = new Path(device);
		try {
			path.moveTo((float) places[0], (float) places[1]);
			for (int i = 2; i < places.length; i += 2) {
				path.lineTo((float) places[i], (float) places[i + 1]);
			}
			path.close();
			gc.fillPath(path);
		} finally {
			path.dispose();
		}
	}

	@Override
	public void text(String text, double x, double y, double size, boolean bold, Align align, int color) {
		FontKey key = key(size, bold);
		gc.setFont(font(key));
		gc.setForeground(color(color));
		Point extent = gc.stringExtent(text);
		double left = align == Align.CENTER ? x - extent.x / 2.0 : x;
		gc.drawString(text, (int) Math.round(left), (int) Math.round(y - extent.y / 2.0), true);
	}

	@Override
	public double width(String text, double size, boolean bold) {
		FontKey key = key(size, bold);
		if (widths.size() > REMEMBERED_WIDTHS) {
			widths.clear();
		}
		return widths.computeIfAbsent(new Measured(text, key), measured -> {
			gc.setFont(font(key));
			return gc.stringExtent(measured.text).x;
		});
	}

	@Override
	public void beginGroup(String title) {
		/* The screen has no groups. */
	}

	@Override
	public void endGroup() {
		/* The screen has no groups. */
	}

	public void dispose() {
		fonts.values().forEach(Font::dispose);
		fonts.clear();
		widths.clear();
	}
}
