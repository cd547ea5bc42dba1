package org.cortexbrain.graph.internal.paint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.scene.DrawnEdge;

/**
 * How connections look from afar: straight thin lines, thousands of them in a few calls. Those that are broken into dashes are broken here, since
 * each call of a painter costs as much as a thousand lines.
 */
final class FarEdges {
	/** So many dashes are painted in some milliseconds; of more, each is longer. */
	private static final int MOST_DASHES = 40_000;

	/** How a connection is drawn. */
	interface Pens {
		/** What is on top of others: the larger number. From 0 to 7. */
		int order(DrawnEdge edge);

		int color(DrawnEdge edge);

		/** In the scene. */
		double width(DrawnEdge edge);
	}

	/** Lines of one pen, growing. */
	private static final class Lines {
		private float[] places = new float[64];
		private int count;

		void add(double x1, double y1, double x2, double y2) {
			if (count + 4 > places.length) {
				places = Arrays.copyOf(places, 2 * places.length);
			}
			places[count++] = (float) x1;
			places[count++] = (float) y1;
			places[count++] = (float) x2;
			places[count++] = (float) y2;
		}

		float[] places() {
			return Arrays.copyOf(places, count);
		}
	}

	private final Painter painter;
	private final double zoom;
	private final Box visible;

	FarEdges(Painter painter, double zoom, Box visible) {
		this.painter = painter;
		this.zoom = zoom;
		this.visible = visible;
	}

	void paint(List<DrawnEdge> edges, Pens pens) {
		double stretch = stretch(edges, pens);
		Map<Long, Lines> lines = new TreeMap<>();
		for (DrawnEdge edge : edges) {
			long halves = Math.round(pens.width(edge) * 2);
			long pen = (long) pens.order(edge) << 60 | halves << 32 | pens.color(edge);
			Lines group = lines.computeIfAbsent(pen, _ -> new Lines());
			Dashes dashes = Dashes.of(edge.style().sign());
			double x1 = edge.source().box().centerX();
			double y1 = edge.source().box().centerY();
			double x2 = edge.target().box().centerX();
			double y2 = edge.target().box().centerY();
			if (dashes == Dashes.NONE) {
				group.add(x1, y1, x2, y2);
			} else {
				float[] pattern = pattern(dashes, halves / 2.0);
				dashes(group, x1, y1, x2, y2, pattern[0] * stretch, (pattern[0] + pattern[1]) * stretch);
			}
		}
		lines.forEach((pen, group) -> painter.segments(group.places(), (int) (pen & 0xffffff), (pen >> 32 & 0xfffffff) / 2.0));
	}

	/* Dashes have their size on the screen, not in the scene. */
	private float[] pattern(Dashes dashes, double width) {
		float[] pattern = dashes.pattern(width * zoom);
		return new float[] { (float) (pattern[0] / zoom), (float) (pattern[1] / zoom) };
	}

	private double stretch(List<DrawnEdge> edges, Pens pens) {
		double all = 0;
		for (DrawnEdge edge : edges) {
			Dashes dashes = Dashes.of(edge.style().sign());
			if (dashes != Dashes.NONE) {
				float[] pattern = pattern(dashes, pens.width(edge));
				Box from = edge.source().box();
				Box to = edge.target().box();
				all += Math.hypot(to.centerX() - from.centerX(), to.centerY() - from.centerY()) / (pattern[0] + pattern[1]);
			}
		}
		return Math.max(1, all / MOST_DASHES);
	}

	/* Only those that are seen, but counted from the source on: a dash stays where it is when the window moves. */
	private void dashes(Lines lines, double x1, double y1, double x2, double y2, double on, double period) {
		double length = Math.hypot(x2 - x1, y2 - y1);
		if (length == 0) {
			return;
		}
		double dx = (x2 - x1) / length;
		double dy = (y2 - y1) / length;
		Box near = visible.grow(period);
		double from = Math.max(0, Math.max(enters(x1, dx, near.x(), near.right()), enters(y1, dy, near.y(), near.bottom())));
		double to = Math.min(length, Math.min(leaves(x1, dx, near.x(), near.right()), leaves(y1, dy, near.y(), near.bottom())));
		for (double at = Math.floor(from / period) * period; at < to; at += period) {
			double end = Math.min(length, at + on);
			lines.add(x1 + at * dx, y1 + at * dy, x1 + end * dx, y1 + end * dy);
		}
	}

	private static double enters(double start, double step, double least, double most) {
		return step == 0 ? start < least || start > most ? Double.MAX_VALUE : 0 : ((step > 0 ? least : most) - start) / step;
	}

	private static double leaves(double start, double step, double least, double most) {
		return step == 0 ? Double.MAX_VALUE : ((step > 0 ? most : least) - start) / step;
	}
}
