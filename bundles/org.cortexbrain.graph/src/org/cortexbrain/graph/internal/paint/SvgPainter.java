package org.cortexbrain.graph.internal.paint;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import org.cortexbrain.graph.Box;

/** Writes SVG: text stays text, each element is a group with a title, which is what a screen reader or a search finds. */
public final class SvgPainter implements Painter {
	private static final String SVG = "http://www.w3.org/2000/svg";
	/** How wide a letter is on average, as a share of its size: no font is asked, so that a file needs no display. */
	private static final double LETTER = 0.56;
	private static final double BOLD_LETTER = 0.61;

	/** Says how wide texts are about, and paints nothing: for those who must know before there is a file. */
	public static final Painter MEASURE = new SvgPainter();

	private final XMLStreamWriter xml;

	private SvgPainter() {
		xml = null;
	}

	/**
	 * Begins a picture of this part of the plane on this ground.
	 *
	 * @param scale how large it is shown at first
	 */
	public SvgPainter(OutputStream out, Box view, double scale, String title, int ground) {
		try {
			xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
			xml.writeStartDocument("UTF-8", "1.0");
			xml.writeStartElement("svg");
			xml.writeDefaultNamespace(SVG);
			xml.writeAttribute("width", number(view.width() * scale));
			xml.writeAttribute("height", number(view.height() * scale));
			xml.writeAttribute("viewBox", number(view.x()) + " " + number(view.y()) + " " + number(view.width()) + " " + number(view.height()));
			xml.writeAttribute("font-family", "system-ui, 'Segoe UI', Cantarell, 'DejaVu Sans', sans-serif");
			xml.writeAttribute("role", "img");
			element("title", title);
			fill(view, 0, ground);
		} catch (XMLStreamException e) {
			throw failed(e);
		}
	}

	/** Ends the picture. */
	public void end() {
		try {
			xml.writeEndDocument();
			xml.close();
		} catch (XMLStreamException e) {
			throw failed(e);
		}
	}

	private static UncheckedIOException failed(XMLStreamException e) {
		return new UncheckedIOException(new IOException("the picture cannot be written: " + e.getMessage(), e));
	}

	private void element(String name, String text) throws XMLStreamException {
		xml.writeStartElement(name);
		xml.writeCharacters(legal(text));
		xml.writeEndElement();
	}

	/** XML 1.0 has no control characters and no lone surrogates: a text with U+FFFD in their places. */
	public static String legal(String text) {
		return text.codePoints().map(c -> c == '\t' || c == '\n' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000 ? c : 0xFFFD)
				.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
	}

	/* To a hundredth. A large graph has a million numbers, for which a Formatter takes seconds. */
	private static String number(double value) {
		long hundredths = Math.round(value * 100);
		long whole = Math.abs(hundredths) / 100;
		long rest = Math.abs(hundredths) % 100;
		String sign = hundredths < 0 ? "-" : "";
		return rest == 0 ? sign + whole : sign + whole + (rest < 10 ? ".0" : ".") + rest;
	}

	private static String color(int rgb) {
		return String.format(Locale.ROOT, "#%06x", rgb);
	}

	private interface Attributes {
		void write() throws XMLStreamException;
	}

	private void shape(String name, Attributes attributes) {
		try {
			xml.writeEmptyElement(name);
			attributes.write();
		} catch (XMLStreamException e) {
			throw failed(e);
		}
	}

	private void attribute(String name, String value) throws XMLStreamException {
		xml.writeAttribute(name, value);
	}

	private void box(Box box, double radius) throws XMLStreamException {
		attribute("x", number(box.x()));
		attribute("y", number(box.y()));
		attribute("width", number(box.width()));
		attribute("height", number(box.height()));
		if (radius > 0) {
			attribute("rx", number(radius));
		}
	}

	private void pen(int color, double width, Dashes dashes) throws XMLStreamException {
		attribute("fill", "none");
		attribute("stroke", color(color));
		attribute("stroke-width", number(width));
		attribute("stroke-linecap", "round");
		if (dashes != Dashes.NONE) {
			float[] pattern = dashes.pattern(width);
			attribute("stroke-dasharray", number(pattern[0]) + " " + number(pattern[1]));
		}
	}

	@Override
	public void fill(Box box, double radius, int color) {
		shape("rect", () -> {
			box(box, radius);
			attribute("fill", color(color));
		});
	}

	@Override
	public void outline(Box box, double radius, int color, double width, Dashes dashes) {
		shape("rect", () -> {
			box(box, radius);
			pen(color, width, dashes);
		});
	}

	private static String places(double[] places) {
		var text = new StringBuilder();
		for (int i = 0; i < places.length; i += 2) {
			text.append(i == 0 ? "" : " ").append(number(places[i])).append(',').append(number(places[i + 1]));
		}
		return text.toString();
	}

	@Override
	public void lines(double[] places, int color, double width) {
		shape("polyline", () -> {
			attribute("points", places(places));
			pen(color, width, Dashes.NONE);
		});
	}

	@Override
	public void curve(double[] c, int color, double width, Dashes dashes) {
		shape("path", () -> {
			attribute("d", "M " + number(c[0]) + " " + number(c[1]) + " C " + number(c[2]) + " " + number(c[3]) + " " + number(c[4]) + " "
					+ number(c[5]) + " " + number(c[6]) + " " + number(c[7]));
			pen(color, width, dashes);
		});
	}

	@Override
	public void polygon(double[] places, int color) {
		shape("polygon", () -> {
			attribute("points", places(places));
			attribute("fill", color(color));
		});
	}

	@Override
	public void text(String text, double x, double y, double size, boolean bold, Align align, int color) {
		try {
			xml.writeStartElement("text");
			attribute("x", number(x));
			attribute("y", number(y));
			attribute("font-size", number(size));
			attribute("dominant-baseline", "central");
			if (bold) {
				attribute("font-weight", "600");
			}
			if (align == Align.CENTER) {
				attribute("text-anchor", "middle");
			}
			attribute("fill", color(color));
			xml.writeCharacters(legal(text));
			xml.writeEndElement();
		} catch (XMLStreamException e) {
			throw failed(e);
		}
	}

	@Override
	public double width(String text, double size, boolean bold) {
		return text.codePointCount(0, text.length()) * size * (bold ? BOLD_LETTER : LETTER);
	}

	@Override
	public void beginGroup(String title) {
		try {
			xml.writeStartElement("g");
			element("title", title);
		} catch (XMLStreamException e) {
			throw failed(e);
		}
	}

	@Override
	public void endGroup() {
		try {
			xml.writeEndElement();
		} catch (XMLStreamException e) {
			throw failed(e);
		}
	}
}
