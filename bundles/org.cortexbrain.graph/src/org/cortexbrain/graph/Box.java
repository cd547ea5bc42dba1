package org.cortexbrain.graph;

/** A rectangle in points, by its top left. */
public record Box(double x, double y, double width, double height) {
	public double right() {
		return x + width;
	}

	public double bottom() {
		return y + height;
	}

	public double centerX() {
		return x + width / 2;
	}

	public double centerY() {
		return y + height / 2;
	}

	public boolean contains(double px, double py) {
		return px >= x && px <= right() && py >= y && py <= bottom();
	}

	public boolean contains(Box other) {
		return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
	}

	/** Whether both share some area; a common border is none. */
	public boolean overlaps(Box other) {
		return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
	}

	/** What both share; they must {@linkplain #overlaps overlap}. */
	public Box intersection(Box other) {
		double left = Math.max(x, other.x);
		double top = Math.max(y, other.y);
		return new Box(left, top, Math.min(right(), other.right()) - left, Math.min(bottom(), other.bottom()) - top);
	}

	public Box union(Box other) {
		double left = Math.min(x, other.x);
		double top = Math.min(y, other.y);
		return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
	}

	public Box grow(double by) {
		return new Box(x - by, y - by, width + 2 * by, height + 2 * by);
	}

	public Box moved(double dx, double dy) {
		return new Box(x + dx, y + dy, width, height);
	}

	/** A box on the way to another; {@code share} from 0 (here) to 1 (there). */
	public Box towards(Box there, double share) {
		return new Box(x + (there.x - x) * share, y + (there.y - y) * share, width + (there.width - width) * share,
				height + (there.height - height) * share);
	}
}
