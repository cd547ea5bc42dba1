package org.cortexbrain.graph.internal.export;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.util.HashMap;
import java.util.Map;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.paint.Dashes;
import org.cortexbrain.graph.internal.paint.Painter;

/** Paints with Java2D, which needs no display. Java's sans-serif takes each letter from the first font of the system that has it. */
final class Graphics2DPainter implements Painter {
	private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

	private record FontKey(double size, boolean bold) {
	}

	private final Graphics2D graphics;
	private final Map<FontKey, Font> fonts = new HashMap<>();

	/** One that says how wide texts are, and paints nothing. */
	Graphics2DPainter() {
		graphics = null;
	}

	Graphics2DPainter(Graphics2D graphics) {
		this.graphics = graphics;
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
		graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
	}

	private Font font(double size, boolean bold) {
		return fonts.computeIfAbsent(new FontKey(size, bold),
				key -> new Font(Font.SANS_SERIF, key.bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) key.size));
	}

	private static RoundRectangle2D shape(Box box, double radius) {
		return new RoundRectangle2D.Double(box.x(), box.y(), box.width(), box.height(), 2 * radius, 2 * radius);
	}

	private void pen(int color, double width, Dashes dashes) {
		graphics.setColor(new Color(color));
		graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1,
				dashes == Dashes.NONE ? null : dashes.pattern(width), 0));
	}

	private static Path2D path(double[] places) {
		var path = new Path2D.Double();
		path.moveTo(places[0], places[1]);
		for (int i = 2; i < places.length; i += 2) {
			path.lineTo(places[i], places[i + 1]);
		}
		return path;
	}

	@Override
	public void fill(Box box, double radius, int color) {
		graphics.setColor(new Color(color));
		graphics.fill(shape(box, radius));
	}

	@Override
	public void outline(Box box, double radius, int color, double width, Dashes dashes) {
		pen(color, width, dashes);
		graphics.draw(shape(box, radius));
	}

	@Override
	public void lines(double[] places, int color, double width) {
		pen(color, width, Dashes.NONE);
		graphics.draw(path(places));
	}

	@Override
	public void curve(double[] c, int color, double width, Dashes dashes) {
		pen(color, width, dashes);
		graphics.draw(new CubicCurve2D.Double(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]));
	}

	@Override
	public void polygon(double[] places, int color) {
		graphics.setColor(new Color(color));
		Path2D path = path(places);
		path.closePath();
		graphics.fill(path);
	}

	@Override
	public void text(String text, double x, double y, double size, boolean bold, Align align, int color) {
		Font font = font(size, bold);
		LineMetrics line = font.getLineMetrics(text, CONTEXT);
		double left = align == Align.CENTER ? x - width(text, size, bold) / 2 : x;
		graphics.setFont(font);
		graphics.setColor(new Color(color));
		graphics.drawString(text, (float) left, (float) (y + (line.getAscent() - line.getDescent()) / 2));
	}

	@Override
	public double width(String text, double size, boolean bold) {
		return font(size, bold).getStringBounds(text, CONTEXT).getWidth();
	}

	@Override
	public void beginGroup(String title) {
		/* A raster has no groups. */
	}

	@Override
	public void endGroup() {
		/* A raster has no groups. */
	}
}
