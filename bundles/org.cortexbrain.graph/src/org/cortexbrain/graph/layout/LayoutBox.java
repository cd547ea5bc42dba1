package org.cortexbrain.graph.layout;

/** A rectangle in points, by its top left. */
public record LayoutBox(double x, double y, double width, double height) {
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

	/** Whether both share some area; a common border is none. */
	public boolean overlaps(LayoutBox other) {
		return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
	}
}
