package org.cortexbrain.graph.internal.export;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Bidi;

import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.paint.Dashes;
import org.cortexbrain.graph.internal.paint.Painter;

/**
 * Paints one page of PDF. Letters that the embedded font has are text. A text with others, or one that is written from right to left, is painted
 * as outlines from the system's fonts, which are laid out by Java2D, and carries what it says for search and copying.
 */
final class PdfPainter implements Painter {
	/** Comes with PDFBox, so that a file looks the same wherever it is written. */
	private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
	private static final COSName SPAN = COSName.getPDFName("Span");
	private static final COSName ACTUAL_TEXT = COSName.getPDFName("ActualText");
	private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
	/** PDF 32000-1, table C.1: no page is wider or higher; what is larger has a larger unit (PDF 1.6). */
	private static final double MOST_UNITS = 14_400;
	/** PDF's unit is 1/72 of an inch, the scene's a pixel of 96 to the inch. */
	private static final double UNITS = 72.0 / 96;
	/** How thick the outline of a bold letter is, as a share of its size: the embedded font has one weight. */
	private static final double BOLD = 0.035;
	private static final double BASELINE = 0.34;

	private final PDDocument document;
	private final TrueTypeFont trueType;
	private final CmapLookup letters;
	private final PDType0Font font;
	private PDPageContentStream page;

	PdfPainter(PDDocument document) throws IOException {
		this.document = document;
		try (InputStream in = PDDocument.class.getResourceAsStream(FONT)) {
			if (in == null) {
				throw new IOException("PDFBox does not hold its font " + FONT);
			}
			trueType = new TTFParser().parse(new RandomAccessReadBuffer(in));
		}
		letters = trueType.getUnicodeCmapLookup();
		font = PDType0Font.load(document, trueType, true);
	}

	/** Begins the page for a part of the plane. */
	void begin(Box view, double scale) throws IOException {
		double most = Math.max(view.width(), view.height()) * UNITS * scale;
		double unit = Math.max(1, most / MOST_UNITS);
		double factor = UNITS * scale / unit;
		var sheet = new PDPage(new PDRectangle((float) (view.width() * factor), (float) (view.height() * factor)));
		if (unit > 1) {
			sheet.setUserUnit((float) unit);
			document.setVersion(1.6f);
		}
		document.addPage(sheet);
		page = new PDPageContentStream(document, sheet, PDPageContentStream.AppendMode.OVERWRITE, true);
		page.transform(new Matrix((float) factor, 0, 0, (float) -factor, (float) (-view.x() * factor), (float) (view.bottom() * factor)));
		page.setLineCapStyle(1);
		page.setLineJoinStyle(1);
	}

	/** Ends the page. */
	void end() throws IOException {
		page.close();
	}

	private interface Painting {
		void run() throws IOException;
	}

	private static void painting(Painting painting) {
		try {
			painting.run();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static float part(int color, int shift) {
		return (color >> shift & 0xff) / 255f;
	}

	private void ink(int color) throws IOException {
		page.setNonStrokingColor(part(color, 16), part(color, 8), part(color, 0));
	}

	private void pen(int color, double width, Dashes dashes) throws IOException {
		page.setStrokingColor(part(color, 16), part(color, 8), part(color, 0));
		page.setLineWidth((float) width);
		page.setLineDashPattern(dashes.pattern(width), 0);
	}

	private void round(Box box, double radius) throws IOException {
		float x = (float) box.x();
		float y = (float) box.y();
		float right = (float) box.right();
		float bottom = (float) box.bottom();
		float r = (float) Math.min(radius, Math.min(box.width(), box.height()) / 2);
		if (r <= 0) {
			page.addRect(x, y, right - x, bottom - y);
			return;
		}
		/* A quarter of a circle as a cubic curve. */
		float k = r * 0.4477f;
		page.moveTo(x + r, y);
		page.lineTo(right - r, y);
		page.curveTo(right - k, y, right, y + k, right, y + r);
		page.lineTo(right, bottom - r);
		page.curveTo(right, bottom - k, right - k, bottom, right - r, bottom);
		page.lineTo(x + r, bottom);
		page.curveTo(x + k, bottom, x, bottom - k, x, bottom - r);
		page.lineTo(x, y + r);
		page.curveTo(x, y + k, x + k, y, x + r, y);
		page.closePath();
	}

	@Override
	public void fill(Box box, double radius, int color) {
		painting(() -> {
			ink(color);
			round(box, radius);
			page.fill();
		});
	}

	@Override
	public void outline(Box box, double radius, int color, double width, Dashes dashes) {
		painting(() -> {
			pen(color, width, dashes);
			round(box, radius);
			page.stroke();
		});
	}

	private void path(double[] places) throws IOException {
		page.moveTo((float) places[0], (float) places[1]);
		for (int i = 2; i < places.length; i += 2) {
			page.lineTo((float) places[i], (float) places[i + 1]);
		}
	}

	@Override
	public void lines(double[] places, int color, double width) {
		painting(() -> {
			pen(color, width, Dashes.NONE);
			path(places);
			page.stroke();
		});
	}

	@Override
	public void curve(double[] c, int color, double width, Dashes dashes) {
		painting(() -> {
			pen(color, width, dashes);
			page.moveTo((float) c[0], (float) c[1]);
			page.curveTo((float) c[2], (float) c[3], (float) c[4], (float) c[5], (float) c[6], (float) c[7]);
			page.stroke();
		});
	}

	@Override
	public void polygon(double[] places, int color) {
		painting(() -> {
			ink(color);
			path(places);
			page.closePath();
			page.fill();
		});
	}

	private boolean isPlain(String text) {
		return !Bidi.requiresBidi(text.toCharArray(), 0, text.length())
				&& text.codePoints().allMatch(letter -> letters.getGlyphId(letter) != 0 && Character.getType(letter) != Character.NON_SPACING_MARK);
	}

	@Override
	public void text(String text, double x, double y, double size, boolean bold, Align align, int color) {
		if (text.isBlank()) {
			return;
		}
		double left = align == Align.CENTER ? x - width(text, size, bold) / 2 : x;
		double baseline = y + size * BASELINE;
		painting(() -> {
			ink(color);
			if (isPlain(text)) {
				plain(text, left, baseline, size, bold, color);
			} else {
				outlines(text, left, baseline, size, bold);
			}
		});
	}

	private void plain(String text, double left, double baseline, double size, boolean bold, int color) throws IOException {
		if (bold) {
			pen(color, size * BOLD, Dashes.NONE);
		}
		page.beginText();
		page.setRenderingMode(bold ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
		page.setFont(font, (float) size);
		/* The page is turned over, so that y grows downwards; its letters are turned back. */
		page.setTextMatrix(new Matrix(1, 0, 0, -1, (float) left, (float) baseline));
		page.showText(text);
		page.endText();
	}

	private static TextLayout layout(String text, double size, boolean bold) {
		return new TextLayout(text, new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size), CONTEXT);
	}

	private void outlines(String text, double left, double baseline, double size, boolean bold) throws IOException {
		var says = new COSDictionary();
		says.setString(ACTUAL_TEXT, text);
		page.beginMarkedContent(SPAN, PDPropertyList.create(says));
		Shape outline = layout(text, size, bold).getOutline(AffineTransform.getTranslateInstance(left, baseline));
		if (outline.getBounds2D().isEmpty()) {
			/* Pictures of a colour font have no outlines: a box says that something is there. */
			page.addRect((float) left, (float) (baseline - size * 0.7), (float) (size * 0.7), (float) (size * 0.7));
			page.fill();
		} else {
			shape(outline);
		}
		page.endMarkedContent();
	}

	private void shape(Shape shape) throws IOException {
		float[] c = new float[6];
		float atX = 0;
		float atY = 0;
		PathIterator path = shape.getPathIterator(null);
		for (; !path.isDone(); path.next()) {
			switch (path.currentSegment(c)) {
			case PathIterator.SEG_MOVETO -> {
				page.moveTo(c[0], c[1]);
				atX = c[0];
				atY = c[1];
			}
			case PathIterator.SEG_LINETO -> {
				page.lineTo(c[0], c[1]);
				atX = c[0];
				atY = c[1];
			}
			case PathIterator.SEG_QUADTO -> {
				/* PDF has cubic curves alone. */
				page.curveTo(atX + (c[0] - atX) * 2 / 3, atY + (c[1] - atY) * 2 / 3, c[2] + (c[0] - c[2]) * 2 / 3, c[3] + (c[1] - c[3]) * 2 / 3, c[2], c[3]);
				atX = c[2];
				atY = c[3];
			}
			case PathIterator.SEG_CUBICTO -> {
				page.curveTo(c[0], c[1], c[2], c[3], c[4], c[5]);
				atX = c[4];
				atY = c[5];
			}
			default -> page.closePath();
			}
		}
		if (path.getWindingRule() == PathIterator.WIND_EVEN_ODD) {
			page.fillEvenOdd();
		} else {
			page.fill();
		}
	}

	@Override
	public double width(String text, double size, boolean bold) {
		if (text.isEmpty()) {
			return 0;
		}
		if (!isPlain(text)) {
			return layout(text, size, bold).getAdvance();
		}
		try {
			double units = 0;
			for (int letter : text.codePoints().toArray()) {
				units += trueType.getAdvanceWidth(letters.getGlyphId(letter));
			}
			return units * size / trueType.getUnitsPerEm();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public void beginGroup(String title) {
		/* The text of an element says what it is. */
	}

	@Override
	public void endGroup() {
		/* As above. */
	}
}
