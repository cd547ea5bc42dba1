package org.cortexbrain.graph.internal.overlay;

import java.util.Optional;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.frame.View;
import org.cortexbrain.graph.internal.scene.DrawnNode;
import org.cortexbrain.graph.internal.scene.Picture;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;

/**
 * All of the graph, small, in the lower right corner, with a frame around what the window shows. It is there while the window shows only a part
 * and is large enough. Its pixels are set one by one, which takes a millisecond for 5,000 nodes. UI thread.
 */
public final class Minimap {
	private static final int MOST_WIDTH = 200;
	private static final int MOST_HEIGHT = 140;
	private static final int MARGIN = 10;
	private static final int PADDING = 6;
	/** The window is at least so many times as wide and high. */
	private static final int LEAST_WINDOW = 3;
	/** How large what is in trouble is drawn at least, in points, to be found from afar: a square, and a cross for what fails. */
	private static final int TROUBLE = 3;
	private static final int FAILING = 5;
	private static final PaletteData RGB = new PaletteData(0xff0000, 0xff00, 0xff);

	private final Display display;
	private Picture picture;
	private GraphTheme theme;
	private Box bounds;
	private Image image;
	private Rectangle place;

	public Minimap(Display display) {
		this.display = display;
	}

	/** Paints it, if it is to be there. */
	public void paint(GC gc, Picture now, View view, GraphTheme nowTheme) {
		place = null;
		bounds = now.bounds();
		boolean changed = now != picture || nowTheme != theme;
		picture = now;
		theme = nowTheme;
		if (changed) {
			dispose();
		}
		if (view.visible().contains(bounds) || view.width() < LEAST_WINDOW * MOST_WIDTH || view.height() < LEAST_WINDOW * MOST_HEIGHT) {
			return;
		}
		double scale = scale();
		int width = (int) Math.ceil(bounds.width() * scale) + 2 * PADDING;
		int height = (int) Math.ceil(bounds.height() * scale) + 2 * PADDING;
		place = new Rectangle(view.width() - width - MARGIN, view.height() - height - MARGIN, width, height);
		if (!gc.getClipping().intersects(place)) {
			return;
		}
		if (image == null) {
			ImageDataProvider sharp = percent -> pixels(width * percent / 100, height * percent / 100, percent / 100.0);
			image = new Image(display, sharp);
		}
		gc.drawImage(image, place.x, place.y);
		gc.setForeground(color(theme.containerBorder()));
		gc.drawRectangle(place.x, place.y, place.width - 1, place.height - 1);
		window(gc, view, scale);
	}

	private double scale() {
		return Math.min((MOST_WIDTH - 2 * PADDING) / Math.max(1, bounds.width()), (MOST_HEIGHT - 2 * PADDING) / Math.max(1, bounds.height()));
	}

	private void window(GC gc, View view, double scale) {
		Box visible = view.visible();
		if (!visible.overlaps(bounds)) {
			return;
		}
		Box shown = visible.intersection(bounds);
		int x = place.x + PADDING + (int) Math.round((shown.x() - bounds.x()) * scale);
		int y = place.y + PADDING + (int) Math.round((shown.y() - bounds.y()) * scale);
		int width = Math.max(2, (int) Math.round(shown.width() * scale));
		int height = Math.max(2, (int) Math.round(shown.height() * scale));
		gc.setForeground(color(theme.accent()));
		gc.setLineStyle(SWT.LINE_SOLID);
		gc.setLineWidth(2);
		gc.drawRectangle(x, y, width, height);
		gc.setLineWidth(1);
	}

	/** @param density pixels for a point */
	private ImageData pixels(int width, int height, double density) {
		double scale = scale() * density;
		int padding = (int) Math.round(PADDING * density);
		var data = new ImageData(width, height, 24, RGB);
		fill(data, new Rectangle(0, 0, width, height), theme.canvas());
		for (DrawnNode field : picture.fields()) {
			fill(data, small(field.box(), scale, padding, 1), theme.container());
		}
		for (DrawnNode card : picture.cards()) {
			if (!isTrouble(card)) {
				fill(data, small(card.box(), scale, padding, 1), theme.edge());
			}
		}
		for (DrawnNode card : picture.cards()) {
			Sign sign = card.style().sign();
			if (sign == Sign.DEGRADED) {
				fill(data, small(card.box(), scale, padding, (int) (TROUBLE * density)), theme.of(sign));
			} else if (sign == Sign.FAILING) {
				cross(data, small(card.box(), scale, padding, 0), (int) (FAILING * density), theme.of(sign));
			}
		}
		return data;
	}

	private static boolean isTrouble(DrawnNode card) {
		return card.style().sign() == Sign.FAILING || card.style().sign() == Sign.DEGRADED;
	}

	/* Around the middle of where the card is. */
	private static void cross(ImageData data, Rectangle card, int size, int rgb) {
		int x = card.x + (card.width - size) / 2;
		int y = card.y + (card.height - size) / 2;
		int arm = Math.max(1, size / 4);
		for (int i = 0; i + arm <= size; i++) {
			fill(data, new Rectangle(x + i, y + i, arm, arm), rgb);
			fill(data, new Rectangle(x + size - arm - i, y + i, arm, arm), rgb);
		}
	}

	private Rectangle small(Box box, double scale, int padding, int least) {
		int x = padding + (int) Math.round((box.x() - bounds.x()) * scale);
		int y = padding + (int) Math.round((box.y() - bounds.y()) * scale);
		return new Rectangle(x, y, Math.max(least, (int) Math.round(box.width() * scale)), Math.max(least, (int) Math.round(box.height() * scale)));
	}

	private static void fill(ImageData data, Rectangle part, int rgb) {
		int right = Math.min(data.width, part.x + part.width);
		int bottom = Math.min(data.height, part.y + part.height);
		for (int y = Math.max(0, part.y); y < bottom; y++) {
			for (int x = Math.max(0, part.x); x < right; x++) {
				data.setPixel(x, y, rgb);
			}
		}
	}

	private static Color color(int rgb) {
		return new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
	}

	/** The place of the graph that a place of the control stands for; empty beside the map. */
	public Optional<Place> at(int x, int y) {
		if (place == null || !place.contains(x, y)) {
			return Optional.empty();
		}
		return Optional.of(nearest(x, y));
	}

	/** The same, of the map's nearest place where it is beside the map. The map must be there. */
	public Place nearest(int x, int y) {
		double scale = scale();
		return new Place(bounds.x() + Math.clamp((x - place.x - PADDING) / scale, 0, bounds.width()),
				bounds.y() + Math.clamp((y - place.y - PADDING) / scale, 0, bounds.height()));
	}

	/** Where it is on the control; empty while it is not there. */
	public Optional<Rectangle> place() {
		return Optional.ofNullable(place);
	}

	/** A place of the graph. */
	public record Place(double x, double y) {
	}

	/** Frees its image; a later painting makes another. */
	public void dispose() {
		if (image != null) {
			image.dispose();
			image = null;
		}
	}
}
