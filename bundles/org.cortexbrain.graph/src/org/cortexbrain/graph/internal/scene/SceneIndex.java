package org.cortexbrain.graph.internal.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cortexbrain.graph.Box;

/** Finds what is at a place of a picture without looking at all of it: a grid of cells, each with what touches it. */
public final class SceneIndex {
	private static final double CELL = 220;
	private static final int SAMPLES = 24;

	private static final class Cell {
		final List<Integer> cards = new ArrayList<>(4);
		final List<Integer> edges = new ArrayList<>(8);
	}

	private final Map<Long, Cell> cells = new HashMap<>();
	private Picture picture;

	public SceneIndex(Picture picture) {
		this.picture = picture;
		for (int i = 0; i < picture.cards().size(); i++) {
			Box box = picture.cards().get(i).box();
			for (int column = column(box.x()); column <= column(box.right()); column++) {
				for (int row = column(box.y()); row <= column(box.bottom()); row++) {
					cell(column, row).cards.add(i);
				}
			}
		}
		for (int i = 0; i < picture.edges().size(); i++) {
			trace(i, picture.edges().get(i).curve());
		}
	}

	private void trace(int edge, double[] curve) {
		double length = Math.abs(curve[6] - curve[0]) + Math.abs(curve[7] - curve[1]) + CELL;
		int samples = (int) Math.max(SAMPLES, length / CELL * 2);
		Cell before = null;
		for (int i = 0; i <= samples; i++) {
			double[] at = SceneEdge.at(curve, i / (double) samples);
			Cell cell = cell(column(at[0]), column(at[1]));
			if (cell != before) {
				cell.edges.add(edge);
				before = cell;
			}
		}
	}

	private static int column(double place) {
		return (int) Math.floor(place / CELL);
	}

	private static long key(int column, int row) {
		/* Rows of cells differ little: times a large odd number, which keeps keys apart, they do not meet in one bucket. */
		return ((long) column << 32 | row & 0xffffffffL) * 0x9E3779B97F4A7C15L;
	}

	private Cell cell(int column, int row) {
		return cells.computeIfAbsent(key(column, row), _ -> new Cell());
	}

	/** This index for a later picture, if everything is where it was; else a new one. */
	public SceneIndex of(Picture now) {
		if (now == picture) {
			return this;
		}
		boolean same = now.cards().size() == picture.cards().size() && now.edges().size() == picture.edges().size();
		for (int i = 0; same && i < now.cards().size(); i++) {
			same = now.cards().get(i).box() == picture.cards().get(i).box();
		}
		for (int i = 0; same && i < now.edges().size(); i++) {
			same = now.edges().get(i).curve() == picture.edges().get(i).curve();
		}
		if (!same) {
			return new SceneIndex(now);
		}
		picture = now;
		return this;
	}

	/** The innermost node at a place. */
	public Optional<DrawnNode> nodeAt(double x, double y) {
		Cell cell = cells.get(key(column(x), column(y)));
		if (cell != null) {
			for (int i : cell.cards.reversed()) {
				if (picture.cards().get(i).box().contains(x, y)) {
					return Optional.of(picture.cards().get(i));
				}
			}
		}
		return picture.fields().reversed().stream().filter(field -> field.box().contains(x, y)).findFirst();
	}

	/** The nearest connection within a distance, of a cell's size at most, of a place. */
	public Optional<DrawnEdge> edgeAt(double x, double y, double within) {
		double reach = Math.min(within, CELL);
		DrawnEdge nearest = null;
		double least = reach;
		for (int column = column(x - reach); column <= column(x + reach); column++) {
			for (int row = column(y - reach); row <= column(y + reach); row++) {
				Cell cell = cells.get(key(column, row));
				if (cell != null) {
					for (int i : cell.edges) {
						double distance = SceneEdge.distance(picture.edges().get(i).curve(), x, y);
						if (distance <= least) {
							least = distance;
							nearest = picture.edges().get(i);
						}
					}
				}
			}
		}
		return Optional.ofNullable(nearest);
	}
}
