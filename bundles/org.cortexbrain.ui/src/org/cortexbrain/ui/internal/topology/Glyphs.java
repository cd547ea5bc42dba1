package org.cortexbrain.ui.internal.topology;

import java.util.List;

import org.cortexbrain.graph.IconShape;
import org.cortexbrain.model.Endpoint;
import org.cortexbrain.model.Workload;

/** The line icons of nodes, one for each kind. */
final class Glyphs {
	private static final IconShape DEPLOYMENT = shape(box(2, 5, 9, 9), new double[] { 5, 5, 5, 2, 14, 2, 14, 11, 11, 11 });
	private static final IconShape STATEFUL = shape(box(3, 2, 10, 4), box(3, 6, 10, 4), box(3, 10, 10, 4));
	private static final IconShape POD = shape(new double[] { 8, 1.5, 14, 5, 14, 11, 8, 14.5, 2, 11, 2, 5, 8, 1.5 });
	private static final IconShape UNIT = shape(box(2, 3, 12, 10), new double[] { 5, 6, 7, 8, 5, 10 }, new double[] { 8, 10, 11, 10 });
	private static final IconShape CONTAINER = shape(box(2, 4, 12, 8), new double[] { 5, 4, 5, 12 }, new double[] { 8, 4, 8, 12 },
			new double[] { 11, 4, 11, 12 });
	private static final IconShape OUTSIDE = shape(circle(8, 8, 6), new double[] { 2, 8, 14, 8 }, ellipse(8, 8, 2.6, 6));
	private static final IconShape UNKNOWN = shape(circle(8, 8, 6), new double[] { 6, 6, 8, 4.6, 10, 6, 8, 8.4, 8, 9.6 },
			new double[] { 8, 11, 8, 11.8 });
	private static final IconShape NAMESPACE = shape(new double[] { 2, 5, 2, 2, 5, 2 }, new double[] { 11, 2, 14, 2, 14, 5 },
			new double[] { 14, 11, 14, 14, 11, 14 }, new double[] { 5, 14, 2, 14, 2, 11 });
	private static final IconShape HOST = shape(box(2, 3, 12, 8), new double[] { 5, 14, 11, 14 }, new double[] { 8, 11, 8, 14 });

	private Glyphs() {
	}

	static IconShape of(TopologyNode node) {
		return switch (node) {
		case TopologyNode.Namespace _ -> NAMESPACE;
		case TopologyNode.Host _ -> HOST;
		case TopologyNode.Outside _ -> OUTSIDE;
		case TopologyNode.Pods(var workload) -> workload.kind() == Workload.Kind.STATEFUL_SET ? STATEFUL
				: workload.kind() == Workload.Kind.BARE_POD ? POD : DEPLOYMENT;
		case TopologyNode.Single(var endpoint) -> switch (endpoint) {
		case Endpoint.Pod _ -> POD;
		case Endpoint.Service _ -> DEPLOYMENT;
		case Endpoint.Node _, Endpoint.ControlPlane _ -> HOST;
		case Endpoint.Unit _, Endpoint.Process _ -> UNIT;
		case Endpoint.Container _ -> CONTAINER;
		case Endpoint.External _, Endpoint.Network _, Endpoint.Others _ -> OUTSIDE;
		case Endpoint.Unidentified _ -> UNKNOWN;
		};
		};
	}

	private static IconShape shape(double[]... lines) {
		return new IconShape(List.of(lines));
	}

	private static double[] box(double x, double y, double width, double height) {
		return new double[] { x, y, x + width, y, x + width, y + height, x, y + height, x, y };
	}

	private static double[] circle(double x, double y, double radius) {
		return ellipse(x, y, radius, radius);
	}

	private static double[] ellipse(double x, double y, double radiusX, double radiusY) {
		double[] points = new double[2 * 25];
		for (int i = 0; i < 25; i++) {
			points[2 * i] = x + radiusX * Math.cos(i * Math.PI / 12);
			points[2 * i + 1] = y + radiusY * Math.sin(i * Math.PI / 12);
		}
		return points;
	}
}
