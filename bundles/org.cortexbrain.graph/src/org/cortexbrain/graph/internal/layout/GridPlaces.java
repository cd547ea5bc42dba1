package org.cortexbrain.graph.internal.layout;

import org.eclipse.core.runtime.IProgressMonitor;

/** Rows, in the order of the content, about as wide as a window; nodes of one size stand in columns. */
public final class GridPlaces implements LevelPlaces {
	/** Width by height that a window has. */
	static final double ASPECT = 1.6;
	private static final double GAP = 28;

	@Override
	public boolean takesParts() {
		return true;
	}

	@Override
	public void place(Level level, IProgressMonitor monitor) {
		double area = 0;
		double widest = 0;
		for (int i = 0; i < level.size; i++) {
			area += (level.width[i] + GAP) * (level.height[i] + GAP);
			widest = Math.max(widest, level.width[i]);
		}
		double row = Math.max(widest, Math.sqrt(area * ASPECT));
		double atX = 0;
		double atY = 0;
		double rowHeight = 0;
		for (int i = 0; i < level.size; i++) {
			/* The last one of a row may stand out by a half: else five cards would stand in one column. */
			if (atX > 0 && atX + level.width[i] / 2 > row) {
				atX = 0;
				atY += rowHeight + GAP;
				rowHeight = 0;
			}
			level.x[i] = atX + level.width[i] / 2;
			level.y[i] = atY + level.height[i] / 2;
			atX += level.width[i] + GAP;
			rowHeight = Math.max(rowHeight, level.height[i]);
		}
	}
}
