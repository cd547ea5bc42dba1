package org.cortexbrain.graph.internal.export;

import java.util.ArrayList;
import java.util.List;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.internal.paint.Dashes;
import org.cortexbrain.graph.internal.paint.Painter;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/** What a painter was told, to be told to another one: a picture is composed once and painted part by part. */
final class Recording implements Painter {
	private static final int CANCEL_INTERVAL = 256;

	private interface Step {
		void on(Painter painter);
	}

	/** Null for the box of what covers nothing. */
	private record Placed(Box box, Step step) {
	}

	private final Painter measure;
	private final List<Placed> steps = new ArrayList<>();

	/** @param measure says how wide texts are */
	Recording(Painter measure) {
		this.measure = measure;
	}

	/** How much there is to paint. */
	int size() {
		return steps.size();
	}

	/** Paints what is within a part. */
	void replay(Painter painter, Box part, IProgressMonitor monitor) {
		int count = 0;
		for (Placed placed : steps) {
			if (++count % CANCEL_INTERVAL == 0) {
				if (monitor.isCanceled()) {
					throw new OperationCanceledException();
				}
				monitor.worked(CANCEL_INTERVAL);
			}
			if (placed.box == null || placed.box.overlaps(part)) {
				placed.step.on(painter);
			}
		}
	}

	private static Box around(double[] places, double width) {
		double left = Double.MAX_VALUE;
		double top = Double.MAX_VALUE;
		double right = -Double.MAX_VALUE;
		double bottom = -Double.MAX_VALUE;
		for (int i = 0; i < places.length; i += 2) {
			left = Math.min(left, places[i]);
			right = Math.max(right, places[i]);
			top = Math.min(top, places[i + 1]);
			bottom = Math.max(bottom, places[i + 1]);
		}
		return new Box(left, top, right - left, bottom - top).grow(width + 1);
	}

	@Override
	public void fill(Box box, double radius, int color) {
		steps.add(new Placed(box.grow(1), painter -> painter.fill(box, radius, color)));
	}

	@Override
	public void outline(Box box, double radius, int color, double width, Dashes dashes) {
		steps.add(new Placed(box.grow(width + 1), painter -> painter.outline(box, radius, color, width, dashes)));
	}

	@Override
	public void lines(double[] places, int color, double width) {
		steps.add(new Placed(around(places, width), painter -> painter.lines(places, color, width)));
	}

	@Override
	public void curve(double[] places, int color, double width, Dashes dashes) {
		steps.add(new Placed(around(places, width), painter -> painter.curve(places, color, width, dashes)));
	}

	@Override
	public void polygon(double[] places, int color) {
		steps.add(new Placed(around(places, 0), painter -> painter.polygon(places, color)));
	}

	@Override
	public void text(String text, double x, double y, double size, boolean bold, Align align, int color) {
		double width = measure.width(text, size, bold);
		double left = align == Align.CENTER ? x - width / 2 : x;
		steps.add(new Placed(new Box(left, y - size, width, 2 * size).grow(size), painter -> painter.text(text, x, y, size, bold, align, color)));
	}

	@Override
	public double width(String text, double size, boolean bold) {
		return measure.width(text, size, bold);
	}

	@Override
	public void beginGroup(String title) {
		steps.add(new Placed(null, painter -> painter.beginGroup(title)));
	}

	@Override
	public void endGroup() {
		steps.add(new Placed(null, Painter::endGroup));
	}
}
