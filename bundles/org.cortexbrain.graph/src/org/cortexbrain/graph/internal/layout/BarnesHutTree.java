package org.cortexbrain.graph.internal.layout;

import java.util.Arrays;

/**
 * The repulsion of many bodies on one in time by the logarithm of their number: far groups count as one body in their middle (J. Barnes and
 * P. Hut, "A hierarchical O(N log N) force-calculation algorithm", Nature 324, 1986). Its arrays are made once, and grow only where bodies
 * lie unusually near each other. Belongs to one thread.
 */
final class BarnesHutTree {
	private static final int DEEPEST = 20;
	private static final int EMPTY = -1;
	private static final int INNER = -2;
	/** A group as wide as this share of its distance counts as one body. */
	private static final double THETA = 1.1;

	private int[] child;
	/** The body of a leaf, or {@link #INNER}. */
	private int[] body;
	private double[] mass;
	private double[] middleX;
	private double[] middleY;
	private double[] width;
	private int cells;
	private final int[] stack = new int[4 * DEEPEST + 8];
	private double forceX;
	private double forceY;

	BarnesHutTree(int bodies) {
		int capacity = 3 * bodies + 16;
		child = new int[4 * capacity];
		body = new int[capacity];
		mass = new double[capacity];
		middleX = new double[capacity];
		middleY = new double[capacity];
		width = new double[capacity];
	}

	/** Takes the places of the first {@code count} bodies. */
	void build(double[] x, double[] y, double[] masses, int count) {
		double left = Double.POSITIVE_INFINITY;
		double top = Double.POSITIVE_INFINITY;
		double right = Double.NEGATIVE_INFINITY;
		double bottom = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < count; i++) {
			left = Math.min(left, x[i]);
			right = Math.max(right, x[i]);
			top = Math.min(top, y[i]);
			bottom = Math.max(bottom, y[i]);
		}
		cells = 0;
		double side = Math.max(Math.max(right - left, bottom - top), 1e-6) * 1.0001;
		cell(side, INNER);
		for (int i = 0; i < count; i++) {
			insert(i, x, y, masses, left, top, side);
		}
		for (int i = 0; i < cells; i++) {
			middleX[i] /= mass[i];
			middleY[i] /= mass[i];
		}
	}

	private int cell(double side, int holds) {
		if (cells == body.length) {
			child = Arrays.copyOf(child, 8 * cells);
			body = Arrays.copyOf(body, 2 * cells);
			mass = Arrays.copyOf(mass, 2 * cells);
			middleX = Arrays.copyOf(middleX, 2 * cells);
			middleY = Arrays.copyOf(middleY, 2 * cells);
			width = Arrays.copyOf(width, 2 * cells);
		}
		int cell = cells++;
		Arrays.fill(child, 4 * cell, 4 * cell + 4, EMPTY);
		body[cell] = holds;
		mass[cell] = 0;
		middleX[cell] = 0;
		middleY[cell] = 0;
		width[cell] = side;
		return cell;
	}

	private void hold(int cell, int which, double[] x, double[] y, double[] masses) {
		mass[cell] += masses[which];
		middleX[cell] += masses[which] * x[which];
		middleY[cell] += masses[which] * y[which];
	}

	private void insert(int which, double[] x, double[] y, double[] masses, double left, double top, double side) {
		int cell = 0;
		double half = side / 2;
		double atX = left;
		double atY = top;
		for (int depth = 0;; depth++) {
			hold(cell, which, x, y, masses);
			if (body[cell] != INNER) {
				if (depth >= DEEPEST) {
					return;
				}
				/* Two in one leaf: it becomes an inner cell, and the first goes a step down. */
				int other = body[cell];
				body[cell] = INNER;
				int quadrant = (x[other] >= atX + half ? 1 : 0) + (y[other] >= atY + half ? 2 : 0);
				int leaf = cell(half, other);
				child[4 * cell + quadrant] = leaf;
				hold(leaf, other, x, y, masses);
			}
			boolean east = x[which] >= atX + half;
			boolean south = y[which] >= atY + half;
			int slot = 4 * cell + (east ? 1 : 0) + (south ? 2 : 0);
			if (child[slot] == EMPTY) {
				int leaf = cell(half, which);
				child[slot] = leaf;
				hold(leaf, which, x, y, masses);
				return;
			}
			cell = child[slot];
			atX += east ? half : 0;
			atY += south ? half : 0;
			half /= 2;
		}
	}

	/** Sums up, over all other bodies, the direction from them times mass by distance; see {@link #forceX()}. */
	void repel(int which, double x, double y) {
		double sumX = 0;
		double sumY = 0;
		int top = 0;
		stack[top++] = 0;
		while (top > 0) {
			int cell = stack[--top];
			int holds = body[cell];
			if (holds == which) {
				continue;
			}
			double dx = x - middleX[cell];
			double dy = y - middleY[cell];
			double square = dx * dx + dy * dy;
			if (holds != INNER || width[cell] * width[cell] < THETA * THETA * square) {
				double by = mass[cell] / Math.max(square, 1e-6);
				sumX += dx * by;
				sumY += dy * by;
			} else {
				for (int i = 4 * cell; i < 4 * cell + 4; i++) {
					if (child[i] != EMPTY) {
						stack[top++] = child[i];
					}
				}
			}
		}
		forceX = sumX;
		forceY = sumY;
	}

	/** Of the last {@link #repel}. */
	double forceX() {
		return forceX;
	}

	double forceY() {
		return forceY;
	}
}
