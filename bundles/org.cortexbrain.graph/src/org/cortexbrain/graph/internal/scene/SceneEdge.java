package org.cortexbrain.graph.internal.scene;

import org.cortexbrain.graph.Box;
import org.cortexbrain.graph.ConnectionStyle;

/** A connection of a scene: from a node to a node, as a cubic curve. */
public final class SceneEdge {
	/** How far apart connections of the same two nodes run. */
	private static final double LANE = 9;
	private static final int SAMPLES = 24;

	private final Scene scene;
	private final Object element;
	private final SceneNode source;
	private final SceneNode target;
	private ConnectionStyle style;
	private double lane;
	private double sourceShift;
	private double targetShift;
	private boolean bent;
	private DrawnEdge drawn;

	SceneEdge(Scene scene, Object element, SceneNode source, SceneNode target, ConnectionStyle style) {
		this.scene = scene;
		this.element = element;
		this.source = source;
		this.target = target;
		this.style = style;
	}

	public Object element() {
		return element;
	}

	public SceneNode source() {
		return source;
	}

	public SceneNode target() {
		return target;
	}

	public ConnectionStyle style() {
		return style;
	}

	void style(ConnectionStyle now) {
		if (!now.equals(style)) {
			style = now;
			scene.looksChanged();
		}
	}

	/** Which of the parallel lanes between its two nodes it takes: 0 is the middle. */
	void lane(double now) {
		if (lane != now) {
			lane = now;
			shift(now * LANE, now * LANE);
			scene.changed();
		}
	}

	double lane() {
		return lane;
	}

	/** How far one end lies from the middle of its side, in points. */
	void port(boolean atSource, double shift) {
		shift(atSource ? shift : sourceShift, atSource ? targetShift : shift);
	}

	/** Both ends lie in the middle of their sides again, but for the lane. */
	void inLane() {
		if (source != target) {
			shift(lane * LANE, lane * LANE);
		}
	}

	private void shift(double atSource, double atTarget) {
		if (sourceShift != atSource || targetShift != atTarget) {
			sourceShift = atSource;
			targetShift = atTarget;
			bent = true;
		}
	}

	/** Whether a connection of these leaves by the left or right side. */
	static boolean isSideways(Box from, Box to) {
		double dx = Math.abs(to.centerX() - from.centerX());
		return dx > (from.width() + to.width()) / 2 || dx >= Math.abs(to.centerY() - from.centerY());
	}

	/** The curve: start, two control points, end, as x, y each. */
	public double[] curve() {
		Box from = source.box();
		Box to = target.box();
		if (source == target) {
			double shift = lane * LANE;
			double x = from.right();
			double y = from.centerY();
			return new double[] { x, y - 8, x + 46 + shift, y - 34, x + 46 + shift, y + 34, x, y + 8 };
		}
		double dx = to.centerX() - from.centerX();
		double dy = to.centerY() - from.centerY();
		if (isSideways(from, to)) {
			double x1 = dx >= 0 ? from.right() : from.x();
			double x2 = dx >= 0 ? to.x() : to.right();
			double y1 = from.centerY() + sourceShift;
			double y2 = to.centerY() + targetShift;
			double pull = Math.max(24, Math.abs(x2 - x1) / 2) * (dx >= 0 ? 1 : -1);
			return new double[] { x1, y1, x1 + pull, y1, x2 - pull, y2, x2, y2 };
		}
		double y1 = dy >= 0 ? from.bottom() : from.y();
		double y2 = dy >= 0 ? to.y() : to.bottom();
		double x1 = from.centerX() + sourceShift;
		double x2 = to.centerX() + targetShift;
		double pull = Math.max(18, Math.abs(y2 - y1) / 2) * (dy >= 0 ? 1 : -1);
		return new double[] { x1, y1, x1, y1 + pull, x2, y2 - pull, x2, y2 };
	}

	/** This connection as it is now; the same object as before where nothing has changed. Both its nodes must have places. */
	DrawnEdge drawn() {
		DrawnNode from = source.drawn();
		DrawnNode to = target.drawn();
		if (drawn == null || bent || drawn.source().box() != from.box() || drawn.target().box() != to.box()) {
			drawn = DrawnEdge.of(element, style, from, to, curve());
			bent = false;
		} else if (drawn.style() != style || drawn.source() != from || drawn.target() != to) {
			drawn = new DrawnEdge(element, style, from, to, drawn.curve(), drawn.bounds());
		}
		return drawn;
	}

	/** A place of the curve; {@code t} from 0 (source) to 1 (target). */
	public static double[] at(double[] c, double t) {
		double u = 1 - t;
		double a = u * u * u;
		double b = 3 * u * u * t;
		double d = 3 * u * t * t;
		double e = t * t * t;
		return new double[] { a * c[0] + b * c[2] + d * c[4] + e * c[6], a * c[1] + b * c[3] + d * c[5] + e * c[7] };
	}

	/** How far a place is from a curve, in points. */
	static double distance(double[] c, double x, double y) {
		double least = Double.MAX_VALUE;
		double[] before = at(c, 0);
		for (int i = 1; i <= SAMPLES; i++) {
			double[] next = at(c, i / (double) SAMPLES);
			least = Math.min(least, distance(before, next, x, y));
			before = next;
		}
		return least;
	}

	private static double distance(double[] a, double[] b, double x, double y) {
		double dx = b[0] - a[0];
		double dy = b[1] - a[1];
		double length = dx * dx + dy * dy;
		double t = length == 0 ? 0 : Math.clamp(((x - a[0]) * dx + (y - a[1]) * dy) / length, 0, 1);
		return Math.hypot(a[0] + t * dx - x, a[1] + t * dy - y);
	}
}
