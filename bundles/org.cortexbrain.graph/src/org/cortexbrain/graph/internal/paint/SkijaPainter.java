package org.cortexbrain.graph.internal.paint;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

import org.cortexbrain.graph.Box;

import io.github.humbleui.skija.Canvas;
import io.github.humbleui.skija.Font;
import io.github.humbleui.skija.FontMgr;
import io.github.humbleui.skija.FontStyle;
import io.github.humbleui.skija.Paint;
import io.github.humbleui.skija.PaintMode;
import io.github.humbleui.skija.PaintStrokeCap;
import io.github.humbleui.skija.PaintStrokeJoin;
import io.github.humbleui.skija.Path;
import io.github.humbleui.skija.PathBuilder;
import io.github.humbleui.skija.PathEffect;
import io.github.humbleui.skija.TextLine;
import io.github.humbleui.skija.Typeface;
import io.github.humbleui.types.RRect;

/**
 * Paints on a Skia canvas. Shaped texts are kept, so many at most, since the same names are drawn in each frame. For one thread at a time;
 * what it holds outside the heap is freed by {@link #close}.
 */
public final class SkijaPainter implements Painter, AutoCloseable {
	private static final int KEPT_TEXTS = 4_000;

	private record TextKey(String text, int size, boolean bold) {
	}

	private record FontKey(int size, boolean bold) {
	}

	private record Pattern(Dashes dashes, int tenths) {
	}

	/** A shaped text, and how wide it is, in points. */
	private record Shaped(TextLine line, double width) {
	}

	private final double textScale;
	private final Typeface plain;
	private final Typeface bold;
	private final Paint paint = new Paint().setAntiAlias(true).setStrokeCap(PaintStrokeCap.ROUND).setStrokeJoin(PaintStrokeJoin.ROUND);
	private final Map<Pattern, PathEffect> patterns = new HashMap<>();
	private final Map<FontKey, Font> fonts = new HashMap<>();
	private final SequencedMap<TextKey, Shaped> texts = new LinkedHashMap<>(256, 0.75f, true);
	private Canvas canvas;

	/**
	 * @param family the font that people have chosen for their desktop
	 * @param textScale by how much they want text larger than usual; 1 is usual
	 * @throws UnsatisfiedLinkError if Skia's library cannot be loaded here
	 */
	public SkijaPainter(String family, double textScale) {
		this.textScale = textScale;
		plain = FontMgr.getDefault().matchFamilyStyle(family, FontStyle.NORMAL);
		bold = FontMgr.getDefault().matchFamilyStyle(family, FontStyle.BOLD);
	}

	/** Takes the canvas of the next painting. */
	public SkijaPainter on(Canvas now) {
		canvas = now;
		return this;
	}

	private Paint filled(int color) {
		return paint.setMode(PaintMode.FILL).setPathEffect(null).setColor(0xff000000 | color);
	}

	private Paint pen(int color, double width, Dashes dashes) {
		return paint.setMode(PaintMode.STROKE).setPathEffect(effect(dashes, width)).setStrokeWidth((float) width).setColor(0xff000000 | color);
	}

	/* Widths follow traffic: to tenths there are few. */
	private PathEffect effect(Dashes dashes, double width) {
		return dashes == Dashes.NONE ? null : patterns.computeIfAbsent(new Pattern(dashes, (int) Math.round(width * 10)),
				pattern -> PathEffect.makeDash(dashes.pattern(pattern.tenths / 10.0), 0));
	}

	private static RRect rounded(Box box, double radius) {
		return RRect.makeXYWH((float) box.x(), (float) box.y(), (float) box.width(), (float) box.height(),
				(float) Math.min(radius, Math.min(box.width(), box.height()) / 2));
	}

	@Override
	public void fill(Box box, double radius, int color) {
		canvas.drawRRect(rounded(box, radius), filled(color));
	}

	@Override
	public void outline(Box box, double radius, int color, double width, Dashes dashes) {
		canvas.drawRRect(rounded(box, radius), pen(color, width, dashes));
	}

	@Override
	public void lines(double[] places, int color, double width) {
		float[] floats = new float[places.length];
		for (int i = 0; i < places.length; i++) {
			floats[i] = (float) places[i];
		}
		canvas.drawPolygon(floats, pen(color, width, Dashes.NONE));
	}

	@Override
	public void segments(float[] places, int color, double width) {
		canvas.drawLines(places, pen(color, width, Dashes.NONE));
	}

	@Override
	public void curve(double[] c, int color, double width, Dashes dashes) {
		try (PathBuilder builder = new PathBuilder()) {
			builder.moveTo((float) c[0], (float) c[1]).cubicTo((float) c[2], (float) c[3], (float) c[4], (float) c[5], (float) c[6], (float) c[7]);
			draw(builder, pen(color, width, dashes));
		}
	}

	@Override
	public void polygon(double[] places, int color) {
		try (PathBuilder builder = new PathBuilder()) {
			builder.moveTo((float) places[0], (float) places[1]);
			for (int i = 2; i < places.length; i += 2) {
				builder.lineTo((float) places[i], (float) places[i + 1]);
			}
			draw(builder, filled(color));
		}
	}

	private void draw(PathBuilder builder, Paint with) {
		try (Path path = builder.detach()) {
			canvas.drawPath(path, with);
		}
	}

	@Override
	public void text(String text, double x, double y, double size, boolean isBold, Align align, int color) {
		Shaped shaped = shaped(text, size, isBold);
		double left = align == Align.CENTER ? x - shaped.width / 2 : x;
		/* The middle of the letters, not of the line: capitals look centred then. */
		double baseline = y - (shaped.line.getAscent() + shaped.line.getDescent()) / 2;
		canvas.drawTextLine(shaped.line, (float) left, (float) baseline, filled(color));
	}

	@Override
	public double width(String text, double size, boolean isBold) {
		return shaped(text, size, isBold).width;
	}

	private Shaped shaped(String text, double size, boolean isBold) {
		int tenths = (int) Math.round(size * textScale * 10);
		var key = new TextKey(text, tenths, isBold);
		Shaped shaped = texts.get(key);
		if (shaped == null) {
			Font font = fonts.computeIfAbsent(new FontKey(tenths, isBold),
					wanted -> new Font(wanted.bold ? bold : plain, wanted.size / 10f).setSubpixel(true));
			TextLine line = TextLine.make(drawable(text), font);
			shaped = new Shaped(line, line.getWidth());
			texts.put(key, shaped);
			if (texts.size() > KEPT_TEXTS) {
				texts.pollFirstEntry().getValue().line.close();
			}
		}
		return shaped;
	}

	/** Skia's text shaper ends the process over half a surrogate pair, and controls have no picture. */
	private static String drawable(String text) {
		StringBuilder clean = new StringBuilder(text.length());
		text.codePoints().forEach(point -> clean.appendCodePoint(
				Character.isISOControl(point) ? ' ' : point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xfffd : point));
		return clean.toString();
	}

	@Override
	public void beginGroup(String title) {
		/* The screen has no groups. */
	}

	@Override
	public void endGroup() {
		/* The screen has no groups. */
	}

	@Override
	public void close() {
		texts.values().forEach(shaped -> shaped.line.close());
		texts.clear();
		fonts.values().forEach(Font::close);
		fonts.clear();
		paint.close();
		patterns.values().forEach(PathEffect::close);
		patterns.clear();
		plain.close();
		bold.close();
	}
}
