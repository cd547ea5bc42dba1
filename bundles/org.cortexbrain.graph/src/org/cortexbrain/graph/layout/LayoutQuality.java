package org.cortexbrain.graph.layout;

import java.util.Arrays;
import java.util.Map;

import org.cortexbrain.graph.Box;

/**
 * How good a layout is, by what readers of graphs stumble over. Edges count as straight lines from middle to middle.
 *
 * @param crossings pairs of edges that cross; pairs with a common node do not count
 * @param meanLength of an edge, in points; 0 without edges
 * @param lengthSpread standard deviation of the length by its mean; 0 if all are equally long
 * @param overlaps pairs of cards that share area
 * @param width of the whole, in points
 * @param height of the whole, in points
 */
public record LayoutQuality(long crossings, double meanLength, double lengthSpread, long overlaps, double width, double height) {

	/** Measures boxes. Edges of elements without a box are left out. Takes time by the square of the edges: 20,000 take about a second. */
	public static LayoutQuality of(LayoutGraph graph, Map<Object, Box> boxes) {
		int[][] ends = graph.edges().stream().filter(edge -> edge.source() != edge.target()).filter(edge -> boxes.containsKey(
				graph.nodes().get(edge.source()).element()) && boxes.containsKey(graph.nodes().get(edge.target()).element()))
				.map(edge -> new int[] { edge.source(), edge.target() }).toArray(int[][]::new);
		double[][] lines = new double[ends.length][];
		for (int i = 0; i < lines.length; i++) {
			Box from = boxes.get(graph.nodes().get(ends[i][0]).element());
			Box to = boxes.get(graph.nodes().get(ends[i][1]).element());
			lines[i] = new double[] { from.centerX(), from.centerY(), to.centerX(), to.centerY() };
		}
		double[] lengths = Arrays.stream(lines).mapToDouble(line -> Math.hypot(line[2] - line[0], line[3] - line[1])).toArray();
		double mean = Arrays.stream(lengths).average().orElse(0);
		double variance = Arrays.stream(lengths).map(length -> (length - mean) * (length - mean)).average().orElse(0);
		Box[] cards = graph.nodes().stream().filter(node -> !node.field() && boxes.containsKey(node.element()))
				.map(node -> boxes.get(node.element())).toArray(Box[]::new);
		double left = Arrays.stream(cards).mapToDouble(Box::x).min().orElse(0);
		double top = Arrays.stream(cards).mapToDouble(Box::y).min().orElse(0);
		return new LayoutQuality(crossings(ends, lines), mean, mean == 0 ? 0 : Math.sqrt(variance) / mean, overlaps(cards),
				Arrays.stream(cards).mapToDouble(Box::right).max().orElse(0) - left,
				Arrays.stream(cards).mapToDouble(Box::bottom).max().orElse(0) - top);
	}

	private static long crossings(int[][] ends, double[][] lines) {
		Integer[] order = new Integer[lines.length];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, (a, b) -> Double.compare(Math.min(lines[a][0], lines[a][2]), Math.min(lines[b][0], lines[b][2])));
		long crossings = 0;
		for (int i = 0; i < order.length; i++) {
			int a = order[i];
			double right = Math.max(lines[a][0], lines[a][2]);
			for (int j = i + 1; j < order.length; j++) {
				int b = order[j];
				if (Math.min(lines[b][0], lines[b][2]) > right) {
					break;
				}
				boolean joined = ends[a][0] == ends[b][0] || ends[a][0] == ends[b][1] || ends[a][1] == ends[b][0] || ends[a][1] == ends[b][1];
				if (!joined && cross(lines[a], lines[b])) {
					crossings++;
				}
			}
		}
		return crossings;
	}

	private static boolean cross(double[] a, double[] b) {
		return side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 && side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0;
	}

	private static double side(double[] line, double x, double y) {
		return Math.signum((line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0]));
	}

	private static long overlaps(Box[] cards) {
		Box[] order = cards.clone();
		Arrays.sort(order, (a, b) -> Double.compare(a.x(), b.x()));
		long overlaps = 0;
		for (int i = 0; i < order.length; i++) {
			for (int j = i + 1; j < order.length && order[j].x() < order[i].right(); j++) {
				if (order[i].overlaps(order[j])) {
					overlaps++;
				}
			}
		}
		return overlaps;
	}
}
