package org.cortexbrain.graph.internal.paint;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.cortexbrain.graph.GraphTheme;
import org.cortexbrain.graph.Sign;
import org.cortexbrain.graph.internal.paint.Painter.Align;
import org.cortexbrain.graph.internal.scene.Box;
import org.cortexbrain.graph.internal.scene.Scene;
import org.cortexbrain.graph.internal.scene.SceneEdge;
import org.cortexbrain.graph.internal.scene.SceneNode;

/** How a scene looks, whatever it is painted with. Stateless but for what one painting is told. */
public final class ScenePainter {
	/** Below these zooms the detail, the name, and the card itself are left out. */
	private static final double DETAIL_ZOOM = 0.55;
	private static final double NAME_ZOOM = 0.32;
	private static final double CARD_ZOOM = 0.16;

	private static final double RADIUS = 6;
	private static final double NAME_SIZE = 12;
	private static final double DETAIL_SIZE = 10.5;

	/**
	 * What stands out in one painting.
	 *
	 * @param zoom at which it will be seen: how much detail is drawn
	 * @param visible what of the scene is seen
	 * @param selected elements
	 * @param lit elements whose neighbourhood is lit up; where there is any, the rest fades
	 * @param matches elements that a search found
	 * @param focus the element that has the keyboard; null for none
	 */
	public record Emphasis(double zoom, Box visible, Set<Object> selected, Set<Object> lit, Set<Object> matches, Object focus) {
	}

	private final Painter painter;
	private final GraphTheme theme;
	private final Emphasis emphasis;
	private final Set<SceneNode> bright = new HashSet<>();
	private final Set<SceneEdge> brightEdges = new HashSet<>();

	public ScenePainter(Painter painter, GraphTheme theme, Emphasis emphasis) {
		this.painter = painter;
		this.theme = theme;
		this.emphasis = emphasis;
	}

	public void paint(Scene scene) {
		light(scene);
		List<SceneNode> fields = scene.nodes().stream().filter(node -> node.isField() && isSeen(node))
				.sorted(Comparator.comparingInt(SceneNode::depth)).toList();
		fields.forEach(this::field);
		for (SceneEdge edge : scene.edges()) {
			if (edge.source().box() != null && edge.target().box() != null && emphasis.visible.overlaps(around(edge))) {
				edge(edge);
			}
		}
		for (SceneNode node : scene.nodes()) {
			if (!node.isField() && isSeen(node)) {
				card(node);
			}
		}
		for (SceneEdge edge : scene.edges()) {
			if (edge.source().box() != null && edge.target().box() != null && emphasis.visible.overlaps(around(edge))) {
				label(edge);
			}
		}
	}

	private void light(Scene scene) {
		for (SceneEdge edge : scene.edges()) {
			boolean lit = emphasis.lit.contains(edge.element()) || emphasis.lit.contains(edge.source().element())
					|| emphasis.lit.contains(edge.target().element());
			if (lit) {
				brightEdges.add(edge);
				bright.add(edge.source());
				bright.add(edge.target());
			}
		}
		for (Object element : emphasis.lit) {
			SceneNode node = scene.node(element);
			if (node != null) {
				bright.add(node);
			}
		}
	}

	private boolean isSeen(SceneNode node) {
		return node.box() != null && emphasis.visible.overlaps(node.box());
	}

	private boolean fades(SceneNode node) {
		return !emphasis.lit.isEmpty() && !bright.contains(node);
	}

	private boolean fades(SceneEdge edge) {
		return !emphasis.lit.isEmpty() && !brightEdges.contains(edge);
	}

	/** Faded is most of the ground and little of the colour. */
	private int faded(int color, boolean fades) {
		return fades ? mix(color, theme.canvas(), 0.72) : color;
	}

	static int mix(int color, int with, double share) {
		int mixed = 0;
		for (int shift = 16; shift >= 0; shift -= 8) {
			int a = color >> shift & 0xff;
			int b = with >> shift & 0xff;
			mixed |= (int) Math.round(a + (b - a) * share) << shift;
		}
		return mixed;
	}

	private static Box around(SceneEdge edge) {
		return edge.source().box().union(edge.target().box()).grow(60);
	}

	private void field(SceneNode node) {
		Box box = node.box();
		boolean selected = emphasis.selected.contains(node.element());
		painter.beginGroup(node.style().name());
		painter.fill(box, RADIUS + 2, theme.container());
		painter.outline(box, RADIUS + 2, selected ? theme.accent() : theme.containerBorder(), selected ? 2 : 1, false);
		if (emphasis.zoom >= NAME_ZOOM * 0.7) {
			double size = Math.min(22, NAME_SIZE / Math.min(1, emphasis.zoom * 1.4));
			painter.text(shortened(node.style().name(), box.width() - 2 * 14, size, true), box.x() + 14, box.y() + 20, size, true, Align.LEFT,
					theme.mutedText());
		}
		painter.endGroup();
	}

	private void card(SceneNode node) {
		Box box = node.box();
		Sign sign = node.style().sign();
		boolean fades = fades(node);
		boolean selected = emphasis.selected.contains(node.element());
		int state = faded(theme.of(sign), fades);
		painter.beginGroup(node.style().name() + (node.style().detail().isEmpty() ? "" : ", " + node.style().detail()));
		if (emphasis.zoom < CARD_ZOOM) {
			painter.fill(new Box(box.centerX() - 24, box.centerY() - 24, 48, 48), 24, selected ? theme.accent() : state);
			painter.endGroup();
			return;
		}
		painter.fill(box, RADIUS, faded(theme.card(), fades));
		painter.fill(new Box(box.x() + 1, box.y() + 6, 4, box.height() - 12), 2, state);
		int border = selected || node.element().equals(emphasis.focus) ? theme.accent()
				: emphasis.matches.contains(node.element()) ? theme.degraded() : faded(theme.cardBorder(), fades);
		painter.outline(box, RADIUS, border, selected ? 2.5 : emphasis.matches.contains(node.element()) ? 2 : 1, sign == Sign.UNKNOWN && !selected);
		if (emphasis.zoom >= NAME_ZOOM) {
			boolean detail = emphasis.zoom >= DETAIL_ZOOM && !node.style().detail().isEmpty();
			icon(node, faded(theme.mutedText(), fades));
			double room = box.width() - 38 - 26;
			double nameSize = emphasis.zoom >= DETAIL_ZOOM ? NAME_SIZE : NAME_SIZE * 1.5;
			painter.text(shortened(node.style().name(), room, nameSize, true), box.x() + 38, box.centerY() - (detail ? 8 : 0), nameSize, true,
					Align.LEFT, faded(theme.text(), fades));
			if (detail) {
				boolean trouble = sign == Sign.FAILING || sign == Sign.DEGRADED;
				painter.text(shortened(node.style().detail(), room + 18, DETAIL_SIZE, false), box.x() + 38, box.centerY() + 10, DETAIL_SIZE,
						false, Align.LEFT, faded(trouble ? theme.of(sign) : theme.mutedText(), fades));
			}
			sign(sign, box.right() - 16, box.y() + 16, state);
		}
		painter.endGroup();
	}

	private void icon(SceneNode node, int color) {
		double x = node.box().x() + 14;
		double y = node.box().centerY() - 8;
		for (double[] line : node.style().icon().lines()) {
			double[] moved = new double[line.length];
			for (int i = 0; i < line.length; i += 2) {
				moved[i] = x + line[i];
				moved[i + 1] = y + line[i + 1];
			}
			painter.lines(moved, color, 1.4);
		}
	}

	private void sign(Sign sign, double x, double y, int color) {
		switch (sign) {
		case HEALTHY -> painter.lines(new double[] { x - 4, y, x - 1, y + 3, x + 4, y - 4 }, color, 1.8);
		case DEGRADED -> {
			painter.polygon(new double[] { x, y - 5, x + 5.5, y + 4.5, x - 5.5, y + 4.5 }, color);
			painter.lines(new double[] { x, y - 1.5, x, y + 1.5 }, theme.card(), 1.4);
		}
		case FAILING -> {
			painter.lines(new double[] { x - 4, y - 4, x + 4, y + 4 }, color, 2);
			painter.lines(new double[] { x - 4, y + 4, x + 4, y - 4 }, color, 2);
		}
		case UNKNOWN -> painter.text("?", x, y, NAME_SIZE, true, Align.CENTER, color);
		}
	}

	private boolean stands(SceneEdge edge) {
		return emphasis.selected.contains(edge.element()) || emphasis.lit.contains(edge.element());
	}

	private int color(SceneEdge edge) {
		Sign sign = edge.style().sign();
		int color = emphasis.selected.contains(edge.element()) ? theme.accent()
				: sign == Sign.DEGRADED || sign == Sign.FAILING ? theme.of(sign) : theme.edge();
		return faded(color, fades(edge));
	}

	private void edge(SceneEdge edge) {
		double[] curve = edge.curve();
		int color = color(edge);
		double width = edge.style().width() + (stands(edge) ? 1 : 0);
		double thinnest = 1 / Math.max(emphasis.zoom, 0.2);
		width = Math.max(width, Math.min(thinnest, 3));
		painter.beginGroup(edge.source().style().name() + " to " + edge.target().style().name()
				+ (edge.style().label().isEmpty() ? "" : ": " + edge.style().label()));
		double size = Math.min(14, 5 + width * 1.6);
		double[] end = { curve[6], curve[7] };
		double[] before = SceneEdge.at(curve, 0.94);
		double angle = Math.atan2(end[1] - before[1], end[0] - before[0]);
		double[] shaft = curve.clone();
		shaft[6] -= Math.cos(angle) * size * 0.7;
		shaft[7] -= Math.sin(angle) * size * 0.7;
		painter.curve(shaft, color, width, edge.style().sign() == Sign.UNKNOWN || edge.style().sign() == Sign.FAILING);
		painter.polygon(new double[] { end[0], end[1], end[0] - Math.cos(angle - 0.42) * size, end[1] - Math.sin(angle - 0.42) * size,
				end[0] - Math.cos(angle + 0.42) * size, end[1] - Math.sin(angle + 0.42) * size }, color);
		painter.endGroup();
	}

	private void label(SceneEdge edge) {
		Sign sign = edge.style().sign();
		boolean trouble = sign == Sign.DEGRADED || sign == Sign.FAILING;
		if (edge.style().label().isEmpty() || emphasis.zoom < DETAIL_ZOOM || !(stands(edge) || brightEdges.contains(edge) || trouble)
				|| fades(edge)) {
			return;
		}
		double[] middle = SceneEdge.at(edge.curve(), 0.5);
		double width = painter.width(edge.style().label(), DETAIL_SIZE, false) + 12;
		Box box = new Box(middle[0] - width / 2, middle[1] - 9, width, 18);
		painter.fill(box, 9, theme.canvas());
		painter.outline(box, 9, trouble ? theme.of(sign) : theme.containerBorder(), 1, false);
		painter.text(edge.style().label(), middle[0], middle[1], DETAIL_SIZE, false, Align.CENTER, trouble ? theme.of(sign) : theme.text());
	}

	/** A text that fits a width, with an ellipsis where something was left out. */
	private String shortened(String text, double room, double size, boolean bold) {
		/* A name of any length costs a few measurements. */
		String start = text.length() > 200 ? text.substring(0, 200) : text;
		if (start.length() == text.length() && painter.width(text, size, bold) <= room) {
			return text;
		}
		int low = 0;
		int high = start.length();
		while (low < high) {
			int middle = (low + high + 1) / 2;
			if (painter.width(start.substring(0, middle) + "…", size, bold) <= room) {
				low = middle;
			} else {
				high = middle - 1;
			}
		}
		return low == 0 ? "…" : start.substring(0, Character.isHighSurrogate(start.charAt(low - 1)) ? low - 1 : low) + "…";
	}
}
